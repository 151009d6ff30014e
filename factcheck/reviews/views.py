"""Reviews over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.claims.views import after_write
from factcheck.db import db
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.reviews import exposures, queries, service
from factcheck.reviews.forms import AssignmentForm, ReviewForm
from factcheck.reviews.models import Rating, Review
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import wants_fragment, wants_json
from factcheck.web.idempotency import commit, commit_and_redirect

bp = Blueprint("reviews", __name__)


@bp.route("/claims/<int:claim_id>/reviews/new", methods=["GET", "POST"])
def create(claim_id: int) -> ResponseReturnValue:
    """Rate a claim and explain why."""
    claim = db.get_or_404(Claim, claim_id)
    ratings = db.session.scalars(queries.default_scale()).one().ratings
    form, actor = ReviewForm(request.form), current_user()
    form.offer(ratings)
    if request.method == "GET":
        require(actor, Permission.SUBMIT_REVIEW)
        form.seen.data = str(db.session.scalar(queries.own(claim_id, actor.id)) or 0)
        return _page(claim, ratings, form)
    review = submit(form, lambda: service.submit(actor, claim, *form.review(ratings), seen_own=form.seen_own()))
    if isinstance(review, Refused):
        return _page(claim, ratings, form, review)
    return commit_and_redirect(after_write(claim.id, "reviews"), _("Review submitted."))


def _page(
    claim: Claim, ratings: Sequence[Rating], form: ReviewForm, refused: Refused | None = None
) -> ResponseReturnValue:
    context: dict[str, Any] = {"claim": claim, "ratings": ratings}
    if refused and isinstance(refused.refusal, service.ReviewedMeanwhile):
        context["meanwhile"] = refused.refusal
        form.seen.data = str(refused.refusal.review.id)
    context["evidence"] = db.session.scalars(evidence_of(claim.id)).all()
    context["may_know"] = service.may_know(current_user(), claim)
    return render_form("reviews/new.html", form, refused, "reviews/_form.html", **context)


@bp.get("/claims/<int:claim_id>/reviews")
def panel(claim_id: int) -> ResponseReturnValue:
    """The reviews that this person may see, as page, fragment or JSON."""
    claim = db.get_or_404(Claim, claim_id)
    seen = service.visible(current_user(), claim)
    if wants_json():
        return jsonify(claim=claim_id, hidden=seen.hidden, reviews=[_plain(review) for review in seen.reviews])
    return _panel(claim, seen, AssignmentForm())


def _panel(
    claim: Claim, seen: service.Seen, form: AssignmentForm, refused: Refused | None = None
) -> ResponseReturnValue:
    return render_form(
        "reviews/panel.html", form, refused, "reviews/_panel.html", claim=claim, **panel_of(claim, seen, form)
    )


def panel_of(claim: Claim, seen: service.Seen, form: AssignmentForm) -> dict[str, Any]:
    """What `_panel.html` shows of a claim, besides the claim and the form, which offers the people to assign."""
    has_own = any(review.reviewer_id == current_user().id for review in seen.reviews)
    return {"seen": seen, "has_own": has_own, **_assignments(claim, form)}


@bp.route("/claims/<int:claim_id>/assignments", methods=["GET", "POST"])
def assign(claim_id: int) -> ResponseReturnValue:
    """Assign a reviewer; as a fragment, which shows no review, also who is assigned now."""
    actor, claim = current_user(), db.get_or_404(Claim, claim_id)
    require(actor, Permission.ASSIGN_REVIEW)
    where = after_write(claim.id, "reviews")
    if request.method == "GET":
        return (_assigned if wants_fragment() else _whole)(claim, AssignmentForm())
    form = AssignmentForm(request.form)
    form.offer(db.session.scalars(select(User).where(User.active)))
    assigned = submit(form, lambda: service.assign(actor, claim, _reviewer(form), form.due_on.day))
    if isinstance(assigned, Refused):
        return (_assigned if wants_fragment() else _whole)(claim, form, assigned)
    return _done(claim, where, _("%(name)s was assigned to review this claim.", name=assigned.reviewer.name))


def _done(claim: Claim, where: str, message: str) -> ResponseReturnValue:
    if not wants_fragment():
        return commit_and_redirect(where, message)
    commit(where)
    return _assigned(claim, AssignmentForm(), message=message)


def _assigned(
    claim: Claim, form: AssignmentForm, refused: Refused | None = None, message: str = ""
) -> ResponseReturnValue:
    context = {"claim": claim, "message": message, **_assignments(claim, form)}
    return render_form("reviews/panel.html", form, refused, "reviews/_assignments.html", **context)


def _whole(claim: Claim, form: AssignmentForm, refused: Refused | None = None) -> ResponseReturnValue:
    return _panel(claim, service.visible(current_user(), claim), form, refused)


def _assignments(claim: Claim, form: AssignmentForm) -> dict[str, Any]:
    """Who is assigned to review a claim; offers in the form everybody else who can be."""
    form.offer(db.session.scalars(queries.to_ask(claim.id)))
    awaited = db.session.scalars(queries.awaited(claim.id)).all()
    return {"awaited": awaited, "exposed": exposures.of_claim(claim.id)}


def _reviewer(form: AssignmentForm) -> User:
    return db.session.get_one(User, form.reviewer.data)


def _plain(review: Review) -> dict[str, object]:
    return {
        "reviewer": review.reviewer.name,
        "rating": review.rating.key,
        "rationale": review.rationale,
        "confidence": review.confidence.value,
        "blind": review.is_blind,
        "submitted_at": review.created_at.isoformat(),
    }
