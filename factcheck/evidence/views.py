"""Evidence over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.claims.views import after_write
from factcheck.db import db
from factcheck.errors import DomainError, Invalid
from factcheck.evidence import editing, queries, service
from factcheck.evidence.forms import EvidenceEditForm, EvidenceForm, FoundSourceForm, OrderForm
from factcheck.evidence.models import Evidence, Stance
from factcheck.fulltext.questions import question as as_question
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.sources.queries import library
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import is_in_card, respond, wants_fragment
from factcheck.web.idempotency import commit, commit_and_redirect
from factcheck.web.long_searches import LOOK, count_of, question

bp = Blueprint("evidence", __name__)
HIGHEST = 2**31 - 1  # id of a row on either database
OFFERED = 8  # sources listed in the form
LISTED = 3  # pieces of evidence in one list; more of them have a column for each stance


@bp.route("/claims/<int:claim_id>/evidence/new", methods=["GET", "POST"])
def create(claim_id: int) -> ResponseReturnValue:
    """Add evidence, from a source of the library or a new one; `find` searches the library and keeps the input."""
    claim = db.get_or_404(Claim, claim_id)
    form = EvidenceForm(request.form if request.method == "POST" else MultiDict(request.args))
    offered = _offered(form.find.data or "")
    context = {**offered, "claim": claim, "found": _with_chosen(form, offered["found"])}
    if request.method == "GET" or LOOK in request.form:
        return render_form("evidence/new.html", form, **context)
    refused = submit(form, lambda: service.add(current_user(), claim, _source(form), form.details()))
    if isinstance(refused, Refused):
        if isinstance(refused.refusal, sources.KnownSource):
            context["found"] = _select(form, refused.refusal.source, offered["found"])
        return render_form("evidence/new.html", form, refused, "evidence/_form.html", **context)
    return _added(claim, refused)


@bp.post("/claims/<int:claim_id>/evidence/source")
def add_source(claim_id: int) -> ResponseReturnValue:
    """Add a new source before its evidence, so that it is captured while one fills in the rest; keeps the input."""
    context = {**_offered(""), "claim": db.get_or_404(Claim, claim_id)}
    form, own = EvidenceForm(request.form), FoundSourceForm(request.form)
    added = submit(own, lambda: _source(own))
    refused = added if isinstance(added, Refused) else None
    if isinstance(added, Source):
        commit(url_for(".create", claim_id=claim_id, source_id=added.id))
        context["found"] = _select(form, added, [])
    for field in own:
        form[field.name].errors = field.errors
    return render_form("evidence/new.html", form, refused, "evidence/_source_results.html", **context)


def _added(claim: Claim, evidence: Evidence) -> ResponseReturnValue:
    """Commit, and lead to the evidence, or to the empty form for another."""
    where = after_write(claim.id, "evidence")
    if "another" in request.form:
        where = url_for("workbench.panel" if is_in_card() else "evidence.create", claim_id=claim.id, adds="evidence")
    return commit_and_redirect(where, _("Evidence %(number)s added.", number=evidence.number))


@bp.post("/claims/<int:claim_id>/evidence/sources")
@question
def choices(claim_id: int) -> ResponseReturnValue:
    """The sources for what is typed so far in the form; a known address is chosen."""
    form = EvidenceForm(request.form)
    offered = _offered(form.find.data or "")
    known = sources.of_address(url) if (url := form.source().url) else None
    form.source_id.data = known.id if known and known.archived_at is None else None
    if is_in_card():
        form.prefix_ids()
    context = {**offered, "found": _with_chosen(form, offered["found"]), "claim": db.get_or_404(Claim, claim_id)}
    return respond("evidence/new.html", "evidence/_source_results.html", form=form, **context)


def _offered(words: str) -> dict[str, Any]:
    """The sources of the library that are asked for, as far as a form offers them."""
    found = db.session.scalars(library(words).limit(OFFERED + 1)).all() if words.strip() else []
    count = count_of(library(words), Source.id) if words.strip() else None
    told = {"asked": words, "found_count": count, "is_cut": as_question(words).is_cut}
    return {"found": found[:OFFERED], "has_more": len(found) > OFFERED, **told}


@bp.get("/claims/<int:claim_id>/evidence")
def panel(claim_id: int) -> ResponseReturnValue:
    """The matrix of a claim's evidence."""
    return _panel(db.get_or_404(Claim, claim_id))


def _panel(claim: Claim, focused: str = "") -> ResponseReturnValue:
    return respond("evidence/panel.html", "evidence/_matrix.html", claim=claim, focused=focused, **panel_of(claim))


def panel_of(claim: Claim) -> dict[str, Any]:
    """What `_matrix.html` shows of a claim, besides the claim."""
    rows = db.session.scalars(queries.of_claim(claim.id)).all()
    return {
        "rows": rows,
        "columns": {stance: [row for row in rows if row.stance is stance] for stance in Stance},
        "is_listed": len(rows) <= LISTED,
        "withdrawn": db.session.scalars(queries.of_claim(claim.id, withdrawn=True)).all(),
    }


@bp.route("/evidence/<int:evidence_id>/edit", methods=["GET", "POST"])
def edit(evidence_id: int) -> ResponseReturnValue:
    """Edit what a source says about a claim; its number stays."""
    evidence = db.get_or_404(Evidence, evidence_id)
    if request.method == "GET":
        require(current_user(), Permission.EDIT_EVIDENCE, evidence)
        return _edit_form(evidence, EvidenceEditForm.of(evidence))
    form = EvidenceEditForm(request.form)
    refused = submit(
        form,
        lambda: editing.edit(current_user(), evidence, form.details(), form.seen_revision()),
        current=lambda: EvidenceEditForm.of(evidence),
    )
    if refused:
        return _edit_form(evidence, form, refused)
    return _to_matrix(evidence, _("Evidence %(number)s saved.", number=evidence.number))


def _edit_form(evidence: Evidence, form: EvidenceEditForm, refused: Refused | None = None) -> ResponseReturnValue:
    """The page of the form, or the form alone for the panel in a claim's card."""
    if in_card := wants_fragment():
        form.prefix_ids(f"evidence-{evidence.number}-")
    context: dict[str, Any] = {"evidence": evidence, "form": form, "refused": refused, "in_card": in_card}
    status = refused.status if refused else 200
    return respond("evidence/edit.html", "evidence/_edit_form.html", status=status, **context)


@bp.post("/evidence/<int:evidence_id>/move")
def move(evidence_id: int) -> ResponseReturnValue:
    """Before or after another piece of evidence of its claim; the answer is the matrix, or a redirect to it."""
    evidence, form = db.get_or_404(Evidence, evidence_id), OrderForm(request.form)
    is_after = form.after.data is not None
    number = form.after.data if is_after else form.before.data
    if not form.validate() or number is None:
        raise DomainError(_("This form is incomplete. Reload the page and try again."))
    editing.move(current_user(), evidence, db.get_or_404(Evidence, number), is_after=is_after)
    if not wants_fragment():
        return _to_matrix(evidence, _("Evidence %(number)s moved.", number=evidence.number))
    commit(after_write(evidence.claim_id, "evidence"))
    return _panel(evidence.claim, f"move-{'down' if is_after else 'up'}-{evidence.number}")


@bp.post("/evidence/<int:evidence_id>/withdraw")
def withdraw(evidence_id: int) -> ResponseReturnValue:
    """Off the claim, restorably."""
    evidence = db.get_or_404(Evidence, evidence_id)
    service.withdraw(current_user(), evidence)
    words = _("Evidence %(number)s withdrawn. You can restore it below the other evidence.", number=evidence.number)
    return _to_matrix(evidence, words)


@bp.post("/evidence/<int:evidence_id>/restore")
def restore(evidence_id: int) -> ResponseReturnValue:
    """Back onto the claim."""
    evidence = db.get_or_404(Evidence, evidence_id)
    service.restore(current_user(), evidence)
    return _to_matrix(evidence, _("Evidence %(number)s restored.", number=evidence.number))


def _source(form: FoundSourceForm) -> Source:
    if form.source_id.data is None:
        return sources.add(current_user(), form.source(), needs_class=True, is_confidential=form.confidential.data)
    if source := db.session.get(Source, form.source_id.data):
        return source.current
    raise Invalid("source_id", _("The library doesn’t have this source."))


def _with_chosen(form: EvidenceForm, found: Sequence[Source]) -> Sequence[Source]:
    """The sources to offer: those that were found, and the one that was chosen before."""
    it = db.session.get(Source, number) if 0 < (number := form.source_id.data or 0) <= HIGHEST else None
    return found if it is None or it in found else [it, *found]


def _select(form: EvidenceForm, source: Source, found: Sequence[Source]) -> list[Source]:
    """Select a source in the form; returns the sources to list, including that one."""
    form.source_id.data = source.id
    return [source, *(it for it in found if it.id != source.id)]


def _to_matrix(evidence: Evidence, message: str) -> ResponseReturnValue:
    return commit_and_redirect(after_write(evidence.claim_id, "evidence"), message, "info")
