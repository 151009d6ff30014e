"""Verdicts over HTTP."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles.merge_forms import put_together
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import DomainError, Invalid, Overtaken
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.language import _
from factcheck.permissions import Permission, require
from factcheck.reviews.models import Rating
from factcheck.reviews.queries import default_scale
from factcheck.verdicts import gates, queries, service
from factcheck.verdicts.forms import CorrectionForm, VerdictForm
from factcheck.verdicts.models import CorrectionClass, Edition, Verdict
from factcheck.verdicts.record import EditionRecord
from factcheck.verdicts.recording import gather
from factcheck.verdicts.visibility import require_visible, visible
from factcheck.web.forms import add_error
from factcheck.web.htmx import go, respond, wants_json
from factcheck.web.writes import commit

bp = Blueprint("verdicts", __name__)


@bp.route("/claims/<int:claim_id>/verdict/new", methods=["GET", "POST"])
def propose(claim_id: int) -> ResponseReturnValue:
    """Write the first edition."""
    claim = db.get_or_404(Claim, claim_id)
    require(current_user(), Permission.PROPOSE_VERDICT)
    form, ratings = _form(VerdictForm)
    if request.method == "GET":
        return _page(form, ratings, claim)
    try:
        _check(form)
        edition = service.propose(current_user(), claim, form.details(ratings))
    except Invalid as refusal:
        return _refused(form, refusal, ratings, claim)
    return _done(edition)


@bp.route("/editions/<int:edition_id>/edit", methods=["GET", "POST"])
def edit(edition_id: int) -> ResponseReturnValue:
    """Change one's draft."""
    edition = _edition(edition_id)
    require(current_user(), Permission.EDIT_VERDICT, edition)
    form, ratings = _form(VerdictForm)
    claim = edition.verdict.claim
    if request.method == "GET":
        form = VerdictForm.of(edition)
        form.offer(ratings)
        return _page(form, ratings, claim)
    try:
        _check(form)
        service.edit(current_user(), edition, form.details(ratings), _revision())
    except Overtaken:
        together = put_together(form, VerdictForm.of(edition))
        db.session.rollback()
        return _page(form, ratings, claim, 409, together=together)
    except Invalid as refusal:
        return _refused(form, refusal, ratings, claim)
    return _done(edition)


@bp.route("/verdicts/<int:verdict_id>/correct", methods=["GET", "POST"])
def correct(verdict_id: int) -> ResponseReturnValue:
    """Write a new edition of a published verdict."""
    verdict = db.get_or_404(Verdict, verdict_id)
    require(current_user(), Permission.CORRECT_VERDICT)
    for newest in verdict.editions[-1:]:
        require_visible(current_user(), newest)
    form, ratings = _form(CorrectionForm)
    if request.method == "GET":
        blank = CorrectionForm.of(verdict.editions[-1])
        blank.offer(ratings)
        if note := request.args.get("note"):  # a link from what the publisher changed
            blank.correction_class.data, blank.public_note.data = CorrectionClass.UPDATE.value, note
        return _page(blank, ratings, verdict.claim)
    try:
        _check(form)
        assert isinstance(form, CorrectionForm)  # noqa: S101 - narrows what _form() made
        kind = CorrectionClass(form.correction_class.data)
        note = form.public_note.data or ""
        edition = service.correct(current_user(), verdict, form.details(ratings), kind, note)
    except Invalid as refusal:
        return _refused(form, refusal, ratings, verdict.claim)
    return _done(edition)


@bp.get("/editions/<int:edition_id>")
def show(edition_id: int) -> ResponseReturnValue:
    """What readers will see, the gates, and the decision."""
    return _show(_edition(edition_id))


@bp.get("/claims/<int:claim_id>/verdict")
def panel(claim_id: int) -> ResponseReturnValue:
    """The verdict of a claim, and what can be done with it."""
    claim = db.get_or_404(Claim, claim_id)
    verdict = db.session.scalars(queries.of_claim(claim_id)).unique().first()
    seen = visible(current_user(), verdict)
    return respond("verdicts/panel.html", "verdicts/_panel.html", claim=claim, seen=seen)


@bp.post("/editions/<int:edition_id>/submit")
def submit(edition_id: int) -> ResponseReturnValue:
    """Put it before another editor."""
    edition = _edition(edition_id)
    try:
        service.submit(current_user(), edition, _revision())
    except Overtaken as overtaken:
        return _show(edition, overtaken=overtaken)
    return _done(edition, _("Submitted. An editor who did not write it decides."))


@bp.post("/editions/<int:edition_id>/send-back")
def send_back(edition_id: int) -> ResponseReturnValue:
    """Give it back with reasons."""
    edition = _edition(edition_id)
    reason = request.form.get("reason", "")
    try:
        service.send_back(current_user(), edition, reason, _revision())
    except Invalid as refusal:
        return _show(edition, refusal, reason)
    except Overtaken as overtaken:
        return _show(edition, reason=reason, overtaken=overtaken)
    return _done(edition, _("Sent back to %(name)s.", name=edition.author.name))


@bp.post("/editions/<int:edition_id>/approve")
def approve(edition_id: int) -> ResponseReturnValue:
    """Approve, and publish unless the other button was pressed."""
    edition = _edition(edition_id)
    later = request.form.get("publish") == "later"
    try:
        service.approve(current_user(), edition, _revision(), publish=not later)
    except gates.Unmet as unmet:
        return _show(edition, unmet=unmet)
    except Overtaken as overtaken:
        return _show(edition, overtaken=overtaken)
    return _done(edition, _("Approved; readers do not see it yet.") if later else _("Approved and published."))


@bp.post("/editions/<int:edition_id>/publish")
def publish(edition_id: int) -> ResponseReturnValue:
    """Publish what was approved."""
    edition = _edition(edition_id)
    service.release(current_user(), edition)
    return _done(edition, _("Published."))


@bp.post("/editions/<int:edition_id>/discard")
def discard(edition_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    edition = _edition(edition_id)
    claim_id = edition.verdict.claim_id
    service.discard(current_user(), edition)
    where = url_for("desk.claim", claim_id=claim_id)
    commit(where)
    flash(_("The draft is gone; the history keeps what it said."), "info")
    return go(where)


def _edition(edition_id: int) -> Edition:
    """An edition that this person may see; every view of one loads it here."""
    edition: Edition = db.first_or_404(queries.edition(edition_id))
    require_visible(current_user(), edition)
    return edition


def _show(
    edition: Edition,
    refusal: Invalid | None = None,
    reason: str = "",
    unmet: gates.Unmet | None = None,
    overtaken: Overtaken | None = None,
) -> ResponseReturnValue:
    """The page of an edition; after a refusal with what was typed, the gate that was not met, or that it changed."""
    if refused := refusal or unmet or overtaken:
        if wants_json():
            raise refused
        db.session.rollback()
    if edition.record:
        record, house = EditionRecord.from_json(edition.record), gates.AS_APPROVED
    else:
        record = gather(edition, edition.verdict.slug or "", "", None)
        house = service.house(record.claim_id)
    context = {"edition": edition, "record": record, "gates": gates.met(record, house)}
    context |= {"unmet": unmet, "overtaken": overtaken}
    page = render_template("verdicts/show.html", refusal=refusal, reason=reason, mends=_mends(house), **context)
    return page, refused.status if refused else 200


def _mends(house: gates.House) -> dict[gates.Gate, list[tuple[str, str]]]:
    """What leads to the mending of a gate: addresses with their words."""
    blocking = [
        (url_for("threads.show", thread_id=it), _("Go to conversation %(number)s", number=it)) for it in house.blocking
    ]
    return {gates.NO_BLOCKING: blocking}


def _form(kind: type[VerdictForm]) -> tuple[VerdictForm, list[Rating]]:
    ratings = db.session.scalars(default_scale()).one().ratings
    form = kind(request.form)
    form.offer(ratings)
    return form, ratings


def _page(
    form: VerdictForm, ratings: list[Rating], claim: Claim, status: int = 200, **context: object
) -> ResponseReturnValue:
    context |= {"form": form, "ratings": ratings, "claim": claim}
    page = render_template("verdicts/form.html", evidence=db.session.scalars(evidence_of(claim.id)).all(), **context)
    return page, status


def _refused(form: VerdictForm, refusal: Invalid, ratings: list[Rating], claim: Claim) -> ResponseReturnValue:
    db.session.rollback()
    if refusal.message:
        add_error(form, refusal)
    return _page(form, ratings, claim, 422)


def _check(form: VerdictForm) -> None:
    if not form.validate():
        raise Invalid("", "")


def _revision() -> int:
    value = request.form.get("revision", "")
    if not value.isdigit():
        raise DomainError(_("This form does not say which state of the verdict it was made from. Reload the page."))
    return int(value)


def _done(edition: Edition, words: str = "") -> ResponseReturnValue:
    where = url_for("verdicts.show", edition_id=edition.id)
    commit(where)
    flash(words or _("Saved."), "success")
    return go(where)
