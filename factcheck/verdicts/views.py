"""Verdicts over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.i18n import _
from factcheck.permissions import Permission, can, require
from factcheck.reviews.models import Rating
from factcheck.reviews.queries import default_scale
from factcheck.reviews.service import agreed_rating
from factcheck.verdicts import queries, service
from factcheck.verdicts.correcting import corrected, refuse_taken_down
from factcheck.verdicts.editions.details import ProposedMeanwhile, VerdictDetails
from factcheck.verdicts.editions.language import likely_language
from factcheck.verdicts.editions.staleness import Outdated
from factcheck.verdicts.forms import CorrectionForm, VerdictForm
from factcheck.verdicts.models import CorrectionClass, Edition, EditionState, Verdict
from factcheck.verdicts.visibility import require_visible, sees_drafts, visible
from factcheck.verdicts.writing.page import article_url, page_of
from factcheck.verdicts.writing.unsaved import Writing
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input import numbers

bp = Blueprint("verdicts", __name__)


@bp.route("/claims/<int:claim_id>/verdict/new", methods=["GET", "POST"])
def propose(claim_id: int) -> ResponseReturnValue:
    """Write the first edition."""
    claim = db.get_or_404(Claim, claim_id)
    require(current_user(), Permission.PROPOSE_VERDICT)
    form, ratings = _form(VerdictForm)
    if request.method == "GET":
        form.language.data, form.rating.data = likely_language(claim), agreed_rating(current_user(), claim)
        return _to_the_form(claim) or _page(claim, form, ratings)
    edition = submit(form, lambda: _passed_on(form, service.propose(current_user(), claim, form.details(ratings))))
    return _page(claim, form, ratings, edition) if isinstance(edition, Refused) else _saved(form, edition)


@bp.route("/editions/<int:edition_id>/edit", methods=["GET", "POST"])
def edit(edition_id: int) -> ResponseReturnValue:
    """Change one's draft."""
    edition = edition_for_viewer(edition_id)
    require(current_user(), Permission.EDIT_VERDICT, edition)
    refuse_taken_down(edition.verdict)
    kind = CorrectionForm if corrected(edition.verdict, edition.number) else VerdictForm
    form, ratings = _form(kind)
    if request.method == "GET":
        return _page(edition.verdict.claim, _offering(kind.of(edition), ratings), ratings)
    refused = submit(
        form,
        lambda: _edit(edition, form, ratings),
        current=lambda: kind.of(edition),
    )
    return _page(edition.verdict.claim, form, ratings, refused) if refused else _saved(form, edition)


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
        return _page(verdict.claim, _offering(_correction_of(verdict), ratings), ratings)
    edition = submit(form, lambda: _passed_on(form, _correct(verdict, form.details(ratings))))
    return _page(verdict.claim, form, ratings, edition) if isinstance(edition, Refused) else _saved(form, edition)


@bp.get("/claims/<int:claim_id>/verdict")
def panel(claim_id: int) -> ResponseReturnValue:
    """The verdict of a claim, and its actions."""
    claim = db.get_or_404(Claim, claim_id)
    return respond("verdicts/panel.html", "verdicts/_panel.html", claim=claim, **panel_of(claim))


def panel_of(claim: Claim) -> dict[str, Any]:
    """What `_panel.html` shows of a claim, besides the claim: its editions, what is public, and the next act."""
    viewer, verdict = current_user(), db.session.scalars(queries.of_claim(claim.id)).unique().first()
    seen = visible(viewer, verdict)
    newest = corrected(verdict) if verdict and not verdict.takedown else None
    return {
        "seen": seen,
        "edition": seen.editions[-1] if seen.editions else None,
        "is_kept_from": bool(seen.hidden) or (verdict is not None and not sees_drafts(viewer, claim.id)),
        "public": next((it for it in reversed(seen.editions) if it.state is EditionState.PUBLISHED), None),
        "published": newest,
        "article_id": None,
    }


def edition_for_viewer(edition_id: int) -> Edition:
    """An edition that this person may see; every view of one loads it here."""
    edition: Edition = db.first_or_404(queries.edition(edition_id))
    require_visible(current_user(), edition)
    return edition


def _to_the_form(claim: Claim) -> ResponseReturnValue | None:
    """Redirect to the draft or to the correction, if that is what this person can write for the claim."""
    writing = Writing.of(current_user(), claim, db.session.scalars(queries.of_claim(claim.id)).unique().first())
    is_correction = writing.before is not None and can(current_user(), Permission.CORRECT_VERDICT)
    where = f"{writing.url}?{request.query_string.decode()}".rstrip("?")
    return redirect(where) if writing.edition or is_correction else None


def _edit(edition: Edition, form: VerdictForm, ratings: list[Rating]) -> None:
    service.edit(current_user(), edition, form.details(ratings), form.seen_revision())
    _passed_on(form, edition)


def _passed_on(form: VerdictForm, edition: Edition) -> Edition:
    """The edition, submitted for approval in the same transaction if that button was pressed."""
    if form.submits:
        service.submit(current_user(), edition, edition.revision)
    return edition


def _saved(form: VerdictForm, edition: Edition) -> ResponseReturnValue:
    """Lead to the page of the edition, or back to the claim's card in the article from which the form was opened."""
    message = _("Saved and submitted for approval.") if form.submits else _("Draft saved.")
    where = article_url(edition.verdict.claim)
    return commit_and_redirect(where, message) if where else done(edition, message)


def _correct(verdict: Verdict, details: VerdictDetails) -> Edition:
    return service.correct(current_user(), verdict, details, details.correction_class, details.public_note or "")


def _correction_of(verdict: Verdict) -> CorrectionForm:
    """The form of a new edition; a link from a publisher's change fills in the note."""
    form = CorrectionForm.of(verdict.editions[-1])
    if note := request.args.get("note"):
        form.correction_class.data, form.public_note.data = CorrectionClass.UPDATE.value, note
    return form


def _form(kind: type[VerdictForm]) -> tuple[VerdictForm, list[Rating]]:
    ratings = db.session.scalars(default_scale()).one().ratings
    return _offering(kind(request.form), ratings), ratings


def _offering(form: VerdictForm, ratings: list[Rating]) -> VerdictForm:
    form.offer(ratings)
    return form


def _page(
    claim: Claim, form: VerdictForm, ratings: list[Rating], refused: Refused | None = None
) -> ResponseReturnValue:
    verdict = db.session.scalars(queries.of_claim(claim.id)).unique().first()
    context = page_of(Writing.of(current_user(), claim, verdict), form, ratings)
    if refused and isinstance(refused.refusal, ProposedMeanwhile):
        context["meanwhile"] = refused.refusal
    return render_form("verdicts/form.html", form, refused, **context)


def outdated(refused: Refused | None) -> Outdated | None:
    """What differs from the page that was judged, if a form was refused because of that."""
    return refused.refusal if refused and isinstance(refused.refusal, Outdated) else None


def revision() -> int:
    """The revision that the form was made from; 400 without one."""
    return numbers.revision(request.form.get("revision"))


def done(edition: Edition, message: str) -> ResponseReturnValue:
    """Commit, and redirect to the edition's page, which says what was done."""
    return commit_and_redirect(url_for("verdict_decisions.show", edition_id=edition.id), message)
