"""Verdicts over HTTP."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles.merge_forms import answer_overtaken
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.documents.languages import COMMON
from factcheck.errors import Invalid, Overtaken
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.language import _
from factcheck.permissions import Permission, require
from factcheck.reviews.models import Rating
from factcheck.reviews.queries import default_scale
from factcheck.verdicts import queries, service
from factcheck.verdicts.correcting import corrected, refuse_taken_down
from factcheck.verdicts.edition_language import likely_language
from factcheck.verdicts.forms import CorrectionForm, VerdictForm
from factcheck.verdicts.models import CorrectionClass, Edition, Verdict
from factcheck.verdicts.visibility import require_visible, visible
from factcheck.web import numbers
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
        form.language.data = likely_language(claim)
        return _page(form, ratings, claim)
    try:
        _check(form)
        edition = service.propose(current_user(), claim, form.details(ratings))
    except service.ProposedMeanwhile as meanwhile:
        return _proposed_meanwhile(meanwhile, form, ratings, claim)
    except Invalid as refusal:
        return _refused(form, refusal, ratings, claim)
    return done(edition)


@bp.route("/editions/<int:edition_id>/edit", methods=["GET", "POST"])
def edit(edition_id: int) -> ResponseReturnValue:
    """Change one's draft."""
    edition = edition_for_viewer(edition_id)
    require(current_user(), Permission.EDIT_VERDICT, edition)
    refuse_taken_down(edition.verdict)
    kind = CorrectionForm if corrected(edition.verdict, edition.number) else VerdictForm
    form, ratings = _form(kind)
    claim = edition.verdict.claim
    if request.method == "GET":
        form = kind.of(edition)
        form.offer(ratings)
        return _page(form, ratings, claim)
    try:
        _check(form)
        service.edit(current_user(), edition, form.details(ratings), revision())
    except Overtaken as refusal:
        draw = partial(_page, form, ratings, claim, 409)
        return answer_overtaken(refusal, form, lambda: kind.of(edition), lambda it: draw(refused=it))
    except Invalid as refusal:
        return _refused(form, refusal, ratings, claim)
    return done(edition)


@bp.route("/verdicts/<int:verdict_id>/correct", methods=["GET", "POST"])
def correct(verdict_id: int) -> ResponseReturnValue:
    """Write a new edition of a published verdict."""
    verdict = db.get_or_404(Verdict, verdict_id)
    require(current_user(), Permission.CORRECT_VERDICT)
    refuse_taken_down(verdict)
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
        details = form.details(ratings)
        edition = service.correct(current_user(), verdict, details, details.correction_class, details.public_note or "")
    except Invalid as refusal:
        return _refused(form, refusal, ratings, verdict.claim)
    return done(edition)


@bp.get("/claims/<int:claim_id>/verdict")
def panel(claim_id: int) -> ResponseReturnValue:
    """The verdict of a claim, and what can be done with it."""
    claim = db.get_or_404(Claim, claim_id)
    verdict = db.session.scalars(queries.of_claim(claim_id)).unique().first()
    seen = visible(current_user(), verdict)
    return respond("verdicts/panel.html", "verdicts/_panel.html", claim=claim, seen=seen)


def edition_for_viewer(edition_id: int) -> Edition:
    """An edition that this person may see; every view of one loads it here."""
    edition: Edition = db.first_or_404(queries.edition(edition_id))
    require_visible(current_user(), edition)
    return edition


def _form(kind: type[VerdictForm]) -> tuple[VerdictForm, list[Rating]]:
    ratings = db.session.scalars(default_scale()).one().ratings
    form = kind(request.form)
    form.offer(ratings)
    return form, ratings


def _page(
    form: VerdictForm, ratings: list[Rating], claim: Claim, status: int = 200, **context: object
) -> ResponseReturnValue:
    verdict = db.session.scalars(queries.of_claim(claim.id)).unique().first()
    published = corrected(verdict) if verdict and isinstance(form, CorrectionForm) else None
    context |= {"form": form, "ratings": ratings, "languages": COMMON, "claim": claim, "published": published}
    page = render_template("verdicts/form.html", evidence=db.session.scalars(evidence_of(claim.id)).all(), **context)
    return page, status


def _refused(form: VerdictForm, refusal: Invalid, ratings: list[Rating], claim: Claim) -> ResponseReturnValue:
    db.session.rollback()
    if refusal.message:
        add_error(form, refusal)
    return _page(form, ratings, claim, 422)


def _proposed_meanwhile(
    meanwhile: service.ProposedMeanwhile, form: VerdictForm, ratings: list[Rating], claim: Claim
) -> ResponseReturnValue:
    """What was typed, beside what somebody else has begun, as far as that may be seen."""
    db.session.rollback()
    seen = visible(current_user(), meanwhile.edition.verdict)
    if meanwhile.edition in seen.editions:
        meanwhile.tell()
    if wants_json():
        raise meanwhile
    theirs = meanwhile.edition if meanwhile.sides else None
    return _page(form, ratings, claim, 409, meanwhile=meanwhile, theirs=theirs)


def _check(form: VerdictForm) -> None:
    if not form.validate():
        raise Invalid("", "")


def revision() -> int:
    """The revision that the form was made from; 400 without one."""
    return numbers.revision(request.form.get("revision"))


def done(edition: Edition, words: str = "") -> ResponseReturnValue:
    """Commit, and lead to the edition's page."""
    where = url_for("verdicts.show", edition_id=edition.id)
    commit(where)
    flash(words or _("Saved."), "success")
    return go(where)
