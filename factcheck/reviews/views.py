"""Reviews over HTTP."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.language import _
from factcheck.permissions import Permission, require
from factcheck.reviews import exposures, queries, service
from factcheck.reviews.forms import AssignmentForm, ReviewForm
from factcheck.reviews.models import Confidence, Review
from factcheck.web.forms import add_error
from factcheck.web.htmx import go, respond, wants_json
from factcheck.web.writes import commit

bp = Blueprint("reviews", __name__)


@bp.route("/claims/<int:claim_id>/reviews/new", methods=["GET", "POST"])
def create(claim_id: int) -> ResponseReturnValue:
    """Rate a claim and say why."""
    claim = db.get_or_404(Claim, claim_id)
    ratings = db.session.scalars(queries.default_scale()).one().ratings
    form = ReviewForm(request.form)
    form.offer(ratings)
    evidence = db.session.scalars(evidence_of(claim_id)).all()
    context: dict[str, object] = {"claim": claim, "ratings": ratings, "evidence": evidence}
    context["may_know"] = service.may_know(current_user(), claim)
    if request.method == "GET":
        require(current_user(), Permission.SUBMIT_REVIEW)
        form.seen.data = str(db.session.scalar(queries.own(claim_id, current_user().id)) or 0)
        return render_template("reviews/new.html", form=form, **context)
    try:
        if not form.validate():
            raise Invalid("", "")
        rating = next(rating for rating in ratings if rating.key == form.rating.data)
        rationale, confidence = form.rationale.data or "", Confidence(form.confidence.data)
        service.submit(current_user(), claim, rating, rationale, confidence, seen_own=form.seen_own())
    except service.ReviewedMeanwhile as meanwhile:
        if wants_json():
            raise
        db.session.rollback()
        form.seen.data = str(meanwhile.review.id)
        return render_template("reviews/new.html", form=form, meanwhile=meanwhile, **context), 409
    except Invalid as refusal:
        db.session.rollback()
        if refusal.message:
            add_error(form, refusal)
        return respond("reviews/new.html", "reviews/new.html", status=422, form=form, **context)
    where = f"{url_for('desk.claim', claim_id=claim.id)}#reviews"
    commit(where)
    return go(where)


@bp.get("/claims/<int:claim_id>/reviews")
def panel(claim_id: int) -> ResponseReturnValue:
    """The reviews that this person may see, as page, fragment or JSON."""
    claim = db.get_or_404(Claim, claim_id)
    seen = service.visible(current_user(), claim)
    if wants_json():
        return jsonify(claim=claim_id, hidden=seen.hidden, reviews=[_plain(review) for review in seen.reviews])
    form = AssignmentForm()
    form.offer(db.session.scalars(queries.to_ask(claim_id)))
    return respond(
        "reviews/panel.html",
        "reviews/_panel.html",
        claim=claim,
        seen=seen,
        form=form,
        awaited=db.session.scalars(queries.awaited(claim_id)).all(),
        exposed=exposures.of_claim(claim_id),
        has_own=any(review.reviewer_id == current_user().id for review in seen.reviews),
    )


@bp.post("/claims/<int:claim_id>/assignments")
def assign(claim_id: int) -> ResponseReturnValue:
    """Ask somebody to review."""
    require(current_user(), Permission.ASSIGN_REVIEW)
    claim = db.get_or_404(Claim, claim_id)
    form = AssignmentForm(request.form)
    form.offer(db.session.scalars(select(User).where(User.active)))
    if not form.validate():
        field, errors = next(iter(form.errors.items()))
        raise Invalid(str(field), " ".join(errors))
    reviewer = db.get_or_404(User, form.reviewer.data)
    service.assign(current_user(), claim, reviewer, form.due_on.day)
    where = f"{url_for('desk.claim', claim_id=claim.id)}#reviews"
    commit(where)
    flash(_("%(name)s was assigned to review this claim.", name=reviewer.name), "success")
    return go(where)


def _plain(review: Review) -> dict[str, object]:
    return {
        "reviewer": review.reviewer.name,
        "rating": review.rating.key,
        "rationale": review.rationale,
        "confidence": review.confidence.value,
        "blind": review.is_blind,
        "submitted_at": review.created_at.isoformat(),
    }
