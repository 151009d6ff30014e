"""Actions on reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.calculations.queries import of_claim as tables_of
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.claims.under_verdict import is_under_verdict, verdict_status_of
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.evidence.models import Evidence
from factcheck.i18n import _
from factcheck.i18n.labels import label_inside
from factcheck.permissions import Permission, can, require
from factcheck.questions.queries import of_claim as questions_of
from factcheck.reviews import queries, rechecks
from factcheck.reviews.citations import cited, label_of, missing
from factcheck.reviews.exposures import is_exposed, note
from factcheck.reviews.models import Assignment, Confidence, Rating, Review, ShownBy
from factcheck.web.input.days import refuse_future


class Seen(NamedTuple):
    """The reviews of a claim that one person may see, and the number of hidden ones."""

    reviews: Sequence[Review]
    hidden: int


class ReviewedMeanwhile(EditConflict):
    """One's own review was submitted in another window since the form was opened."""

    def __init__(self, review: Review, rating: Rating, rationale: str) -> None:
        super().__init__(
            _("You have submitted another review of this claim since you opened this form. Nothing was saved.")
        )
        self.review = review
        self.sides = [
            {"field": "rating", "yours": rating.key, "theirs": review.rating.key},
            {"field": "rationale", "yours": rationale, "theirs": review.rationale},
        ]


def visible(viewer: User, claim: Claim) -> Seen:
    """One's own review always; others' if permitted. Page, fragment and JSON all use this."""
    reviews = db.session.scalars(queries.of_claim(claim.id)).all()
    if can(viewer, Permission.SEE_REVIEWS, queries.standing(claim.id, viewer)):
        if any(review.reviewer_id != viewer.id for review in reviews):
            note(viewer, [claim.id], ShownBy.REVIEWS)
        return Seen(reviews, 0)
    own = [review for review in reviews if review.reviewer_id == viewer.id]
    return Seen(own, len(reviews) - len(own))


def agreed_rating(viewer: User, claim: Claim) -> str | None:
    """The rating on which at least ENOUGH reviews agree, if this person may see all of them and none differs."""
    seen = visible(viewer, claim)
    given = {review.rating.key for review in seen.reviews}
    is_agreed = not seen.hidden and len(seen.reviews) >= queries.ENOUGH and len(given) == 1
    return given.pop() if is_agreed else None


def submit(
    actor: User, claim: Claim, rating: Rating, rationale: str, confidence: Confidence, *, seen_own: int | None = None
) -> Review:
    """Submit a review; a later one by the same person supersedes it.

    It is blind if its author was never shown, and could not see, how another rates the claim. Raises ReviewedMeanwhile
    if one's own review isn't that of the id `seen_own` (0: none); if that is None, nothing is checked.
    """
    require(actor, Permission.SUBMIT_REVIEW)
    _refuse_closed(claim)
    check_rationale(claim, rating, rationale)
    is_blind = not may_know(actor, claim)
    for earlier in db.session.scalars(queries.of_claim(claim.id).where(Review.reviewer_id == actor.id)):
        if seen_own is not None and seen_own != earlier.id:
            raise ReviewedMeanwhile(earlier, rating, rationale)
        earlier.superseded_at = utcnow()
    db.session.flush()
    review = Review(claim=claim, reviewer=actor, rating=rating, rationale=rationale.strip(), confidence=confidence)
    review.is_blind = is_blind
    db.session.add(review)
    db.session.flush()
    db.session.expire(claim, ["is_reviewed"])
    rechecks.let_go(actor.id, claim.id)
    after = {"review": review.id, "blind": review.is_blind}  # not its content: everybody can read the audit log
    record(actor, "review:submit", ("claim", claim.id), None, after)
    _take_up(actor, claim)
    return review


def may_know(actor: User, claim: Claim) -> bool:
    """Whether this person may know how another rates the claim: was shown it, can see it now, or any reader could."""
    status = verdict_status_of(claim)
    if status.first_approved or is_under_verdict(claim) or is_exposed(actor.id, claim.id):
        return True
    if not can(actor, Permission.SEE_REVIEWS, queries.standing(claim.id, actor)):
        return False
    reviewers = {it.reviewer_id for it in db.session.scalars(queries.of_claim(claim.id))}
    return bool((reviewers | status.authors) - {actor.id})


def assign(actor: User, claim: Claim, reviewer: User, due_on: date | None) -> Assignment:
    """Assign somebody to review a claim; a second time only changes the due date."""
    require(actor, Permission.ASSIGN_REVIEW)
    _refuse_closed(claim)
    if not can(reviewer, Permission.SUBMIT_REVIEW):
        raise Invalid("reviewer", _("This person can’t review claims."))
    if queries.standing(claim.id, reviewer).has_submitted:
        raise Invalid("reviewer", _("%(name)s has already reviewed this claim.", name=reviewer.name))
    query = select(Assignment).where(Assignment.claim_id == claim.id, Assignment.reviewer_id == reviewer.id)
    assignment = db.session.scalars(query).first()
    if assignment is None:
        assignment = Assignment(claim=claim, reviewer=reviewer, assigned_by=actor)
        db.session.add(assignment)
    assignment.due_on = due_on
    db.session.flush()
    record(actor, "review:assign", ("claim", claim.id), None, {"reviewer": reviewer.name, "due_on": due_on})
    _take_up(actor, claim)
    return assignment


def check_rationale(claim: Claim, rating: Rating, rationale: str) -> None:
    """Refuse a rationale that is empty, cites missing evidence, or cites nothing although there is evidence."""
    if not rationale.strip():
        raise Invalid("rationale", _("Explain why. Cite evidence by its number, like [1]."))
    query = select(Evidence.number).where(Evidence.claim_id == claim.id, Evidence.archived_at.is_(None))
    numbers = db.session.scalars(query).all()
    questions = [label_of("Q", row.number) for row in db.session.scalars(questions_of(claim.id))]
    tables = [label_of("T", row.number) for row in db.session.scalars(tables_of(claim.id))]
    if absent := missing(rationale, [*questions, *tables, *(label_of("", number) for number in numbers)]):
        listed = ", ".join(f"[{label}]" for label in absent)
        raise Invalid("rationale", _("Nothing on this claim has the number %(numbers)s.", numbers=listed))
    if numbers and rating.position is not None and not cited(rationale):
        raise Invalid("rationale", _("Cite at least one piece of evidence by its number, like [1]."))


def check_claim(claim: Claim, rating: Rating) -> None:
    """Refuse a rating on the line if facts can't decide the claim, and any rating of a future statement.

    Raises Invalid for `rating` or `said_on`.
    """
    if claim.kind is not ClaimKind.CHECKABLE and rating.position is not None:
        kind = label_inside(claim.kind)
        raise Invalid(
            "rating",
            _("Facts can’t decide this claim (%(kind)s). Choose a rating outside the true–false scale.", kind=kind),
        )
    refuse_future("said_on", claim.said_on)


def _take_up(actor: User, claim: Claim) -> None:
    if claim.state is ClaimState.OPEN:
        claims.set_state(actor, claim, ClaimState.IN_REVIEW)


def _refuse_closed(claim: Claim) -> None:
    if claim.archived_at is not None:
        raise Conflict(_("This claim is archived. Restore it first."))
    if claim.kind is not ClaimKind.CHECKABLE:
        raise Conflict(_("This claim is marked as not checkable, so there is nothing to rate."))
