"""The list of claims over HTTP, and acts on several of them at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.claims import queries, several
from factcheck.claims.forms import SeveralForm
from factcheck.claims.models import Claim, ClaimState, Tag
from factcheck.claims.several import Chosen
from factcheck.claims.views import bp
from factcheck.db import db
from factcheck.errors import Conflict, DomainError, Invalid, NotAllowed, NotThere
from factcheck.language import _, ngettext
from factcheck.permissions import Permission, can
from factcheck.web.htmx import go, respond, wants_json
from factcheck.web.paging import page
from factcheck.web.writes import commit

TAGS = 200  # that the field of tags offers


@bp.route("/claims", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """All claims, by words, state and tag; those that are chosen in it are archived, restored or tagged together."""
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
    where = url_for("claims.index", **_filters())
    commit(where)
    flash(words, "success")
    return go(where)


def _act(form: SeveralForm) -> str:
    """Do what the pressed button says; answers in words what was done."""
    act = ACTS.get(request.form.get("act", ""))
    if act is None:
        raise DomainError(_("This form does not say what to do with the claims. Reload the page."))
    if not form.validate():
        raise Invalid("", " ".join(error for errors in form.errors.values() for error in errors))
    seen = form.seen()
    rows = db.session.scalars(queries.of_ids(seen)).unique()
    claims = {claim.id: claim for claim in rows}
    if missing := seen.keys() - claims.keys():
        raise NotThere(_("There is no claim %(number)s.", number=min(missing)))
    return act(current_user(), [Chosen(claims[number], revision) for number, revision in seen.items()], form)


def _archive(actor: User, chosen: list[Chosen], form: SeveralForm) -> str:
    several.archive(actor, chosen)
    return ngettext(
        "%(num)s claim is archived. Nothing was deleted; undo brings it back.",
        "%(num)s claims are archived. Nothing was deleted; undo brings them back.",
        len(chosen),
    )


def _restore(actor: User, chosen: list[Chosen], form: SeveralForm) -> str:
    several.restore(actor, chosen)
    return ngettext("%(num)s claim is restored.", "%(num)s claims are restored.", len(chosen))


def _tag(actor: User, chosen: list[Chosen], form: SeveralForm) -> str:
    several.tag(actor, chosen, form.names())
    one, many = "%(num)s claim has the tag %(tags)s now.", "%(num)s claims have the tag %(tags)s now."
    return ngettext(one, many, len(chosen), tags=form.tags.data)


def _untag(actor: User, chosen: list[Chosen], form: SeveralForm) -> str:
    several.untag(actor, chosen, form.names())
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


def _list(form: SeveralForm, refusal: DomainError | None = None) -> ResponseReturnValue:
    """A page of the list; after a refusal with what was chosen and typed."""
    asked = request.args.get("state", "")
    state = ClaimState(asked) if asked in set(ClaimState) else None
    is_archived = asked == "archived"
    rows = page(queries.listed(request.args.get("q", ""), state, request.args.get("tag", ""), is_archived), Claim.id)
    may = Permission.ARCHIVE_CLAIM if is_archived else Permission.TAG_CLAIM
    context = {
        "page": rows,
        "states": list(ClaimState),
        "form": form,
        "refusal": refusal,
        "is_archived": is_archived,
        "pickable": {claim.id for claim in rows.items if can(current_user(), may, claim)},
        "may_archive": any(can(current_user(), Permission.ARCHIVE_CLAIM, claim) for claim in rows.items),
        "chosen": {it.id for it in rows.items} if request.args.get("chosen") == "all" else form.numbers(),
        "filters": _filters(),
        "tags": db.session.scalars(select(Tag.name).order_by(Tag.name).limit(TAGS)).all(),
    }
    return respond("claims/index.html", "claims/_list.html", status=refusal.status if refusal else 200, **context)


def _filters() -> dict[str, Any]:
    """What the address asks of the list, without what is chosen in it."""
    return {name: request.args[name] for name in ("q", "state", "tag", "after") if name in request.args}
