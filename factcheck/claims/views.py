"""Claims over HTTP: the list, bulk actions, editing, archiving."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.claims import bulk, queries, service
from factcheck.claims.bulk import Chosen
from factcheck.claims.forms import EditForm, SeveralForm
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db, fetch
from factcheck.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from factcheck.fulltext.questions import question as as_question
from factcheck.i18n import _, ngettext
from factcheck.permissions import Permission, can
from factcheck.web.forms import render_form, submit
from factcheck.web.htmx import is_in_card, respond, wants_json
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.listings import counted, listed_page
from factcheck.web.long_searches import asked, question, shared, short_address

bp = Blueprint("claims", __name__)


@bp.route("/claims", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """All claims, filtered and in a chosen order; selected ones are archived, restored or tagged together."""
    if request.method == "GET":
        return _list(SeveralForm())
    form = SeveralForm(request.form)
    try:
        words = _act(form)
    except (Conflict, Invalid, NotAllowed) as refusal:
        if wants_json():
            raise
        db.session.rollback()
        return _list(form, refusal)
    return commit_and_redirect(url_for("claims.index", **_filters()), words)


def _act(form: SeveralForm) -> str:
    """Do what the button says; returns a message about what was done."""
    act = ACTS.get(request.form.get("act", ""))
    if act is None:
        raise DomainError(_("This form is incomplete. Reload the page and try again."))
    if not form.validate():
        raise Invalid("", " ".join(error for errors in form.errors.values() for error in errors))
    seen = form.seen()
    rows = db.session.scalars(queries.of_ids(seen)).unique()
    claims = {claim.id: claim for claim in rows}
    if missing := seen.keys() - claims.keys():
        raise NotFound(_("Claim %(number)s doesn’t exist.", number=min(missing)))
    return act(current_user(), [Chosen(claims[number], revision) for number, revision in seen.items()], form)


def _archive(actor: User, chosen: list[Chosen], form: SeveralForm) -> str:
    bulk.archive(actor, chosen)
    return ngettext(
        "%(num)s claim archived. Nothing was deleted; you can undo this.",
        "%(num)s claims archived. Nothing was deleted; you can undo this.",
        len(chosen),
    )


def _restore(actor: User, chosen: list[Chosen], form: SeveralForm) -> str:
    bulk.restore(actor, chosen)
    return ngettext("%(num)s claim restored.", "%(num)s claims restored.", len(chosen))


def _tag(actor: User, chosen: list[Chosen], form: SeveralForm) -> str:
    bulk.tag(actor, chosen, form.names())
    one, many = "%(num)s claim has the tag %(tags)s now.", "%(num)s claims have the tag %(tags)s now."
    return ngettext(one, many, len(chosen), tags=form.tags.data)


def _untag(actor: User, chosen: list[Chosen], form: SeveralForm) -> str:
    bulk.untag(actor, chosen, form.names())
    return ngettext(
        "%(num)s claim no longer has the tag %(tags)s.",
        "%(num)s claims no longer have the tag %(tags)s.",
        len(chosen),
        tags=form.tags.data,
    )


ACTS: dict[str, Callable[[User, list[Chosen], SeveralForm], str]] = {
    "archive": _archive,
    "restore": _restore,
    "tag": _tag,
    "untag": _untag,
}


@bp.route("/claims/search", methods=["GET", "POST"])
@question
def search() -> ResponseReturnValue:
    """The list, searched by a form; redirected to its address if that is short."""
    return shared("claims.index") or _list(SeveralForm())


def _list(form: SeveralForm, refusal: DomainError | None = None) -> ResponseReturnValue:
    """A page of the list; after a refusal with the selection and the input."""
    values = {name: asked().get(name, "") for name in ("q", "state", "tag", "sort")}
    state = ClaimState(values["state"]) if values["state"] in set(ClaimState) else None
    filters = queries.ClaimFilters(values["q"], state, values["tag"], values["state"] == "archived")
    rows = listed_page(filters.listing(queries.rows), queries.ORDERS, values["sort"])
    context = {
        "page": rows,
        "asked": values,
        "is_cut": as_question(values["q"]).is_cut,
        "orders": queries.ORDERS,
        "states": list(ClaimState),
        "form": form,
        "refusal": refusal,
        "filters": _filters(),
        "counts": counted(queries.counts(filters if any(values[it] for it in ("q", "state", "tag")) else None)),
        **_choices(form, rows.items, is_archived=filters.archived),
    }
    return respond("claims/index.html", "claims/_list.html", status=refusal.status if refusal else 200, **context)


def _choices(form: SeveralForm, claims: Sequence[Any], *, is_archived: bool) -> dict[str, Any]:
    """What can be chosen and done in the list, and the tags of its claims by their ids."""
    user, tags = current_user(), dict[int, list[str]]()
    may = Permission.ARCHIVE_CLAIM if is_archived else Permission.TAG_CLAIM
    pickable = {claim.id for claim in claims if can(user, may, claim)}
    for claim_id, name in fetch(queries.tags(), {"ids": [claim.id for claim in claims]}):
        tags.setdefault(claim_id, []).append(name)
    return {
        "is_archived": is_archived,
        "pickable": pickable,
        "may_archive": any(can(user, Permission.ARCHIVE_CLAIM, claim) for claim in claims),
        "chosen": {claim.id for claim in claims} if asked().get("chosen") == "all" else form.numbers(),
        "tags_of": tags,
        "tags": [name for (name,) in fetch(queries.known_tags())] if pickable else [],
    }


def _filters() -> dict[str, Any]:
    """The filters of the list, without the selection, and without words that are too long for an address."""
    found = {name: value for name, value in asked().items() if name in {"q", "state", "tag", "sort", "after"}}
    return found if short_address("claims.index", **found) else {**found, "q": ""}


@bp.get("/claimants")
def claimants() -> ResponseReturnValue:
    """Names of claimants that contain what is typed, as options of its field."""
    names = db.session.scalars(queries.claimant_names(request.args.get("claimant_name", ""))).all()
    return render_template("claims/_claimants.html", names=names)


@bp.route("/claims/<int:claim_id>/edit", methods=["GET", "POST"])
def edit(claim_id: int) -> ResponseReturnValue:
    """Edit a claim."""
    claim = db.first_or_404(queries.of_ids([claim_id]))
    if request.method == "GET":
        return render_form("claims/edit.html", EditForm.of(claim), claim=claim)
    form = EditForm(request.form)
    refused = submit(
        form,
        lambda: service.edit(current_user(), claim, form.details(), form.seen_revision()),
        current=lambda: EditForm.of(claim),
    )
    if refused:
        return render_form("claims/edit.html", form, refused, claim=claim)
    return commit_and_redirect(url_for("desk.claim", claim_id=claim.id))


@bp.post("/claims/<int:claim_id>/archive")
def archive(claim_id: int) -> ResponseReturnValue:
    """Archive a claim; the notice says how to restore it."""
    claim = db.get_or_404(Claim, claim_id)
    service.archive(current_user(), claim)
    return done(claim, _("Archived. Nothing was deleted; you can restore it below."))


@bp.post("/claims/<int:claim_id>/restore")
def restore(claim_id: int) -> ResponseReturnValue:
    """Restore a claim."""
    claim = db.get_or_404(Claim, claim_id)
    service.restore(current_user(), claim)
    return done(claim, _("Restored."))


def done(claim: Claim, message: str) -> ResponseReturnValue:
    """Commit, and show the claim with a notice."""
    return commit_and_redirect(url_for("desk.claim", claim_id=claim.id), message, "info")


def after_write(claim_id: int, section: str) -> str:
    """Where a write leads: to the panel in the claim's card if sent from there, else to a section of its page."""
    if is_in_card():
        return url_for("workbench.panel", claim_id=claim_id)
    return f"{url_for('desk.claim', claim_id=claim_id)}#{section}"
