"""Queries of reviews; the permission decides who may see them, with `standing` as its object."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from factcheck.accounts.models import User
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.reviews.models import Assignment, Rating, Review, Scale

ENOUGH = 2  # blind reviews that make a claim ready for a verdict, if all agree
BLIND = func.count().filter(Review.is_blind)  # of a claim's reviews: only these show agreement


class Standing(NamedTuple):
    """A person's relation to the reviews of a claim."""

    has_submitted: bool
    is_assigned: bool


def standing(claim_id: int, user: User) -> Standing:
    """Whether this person has submitted a review of the claim, and whether they were assigned one."""
    submitted = exists().where(Review.claim_id == claim_id, Review.reviewer_id == user.id)
    assigned = exists().where(Assignment.claim_id == claim_id, Assignment.reviewer_id == user.id)
    row = db.session.execute(select(submitted, assigned)).one()
    return Standing(bool(row[0]), bool(row[1]))


def own(claim_id: int, user_id: int) -> Select[int]:
    """The id of a person's current review of a claim."""
    mine = (Review.claim_id == claim_id, Review.reviewer_id == user_id, Review.superseded_at.is_(None))
    return select(Review.id).where(*mine)


def of_claim(claim_id: int) -> Select[Review]:
    """The current reviews of a claim, oldest first."""
    return (
        select(Review)
        .where(Review.claim_id == claim_id, Review.superseded_at.is_(None))
        .options(joinedload(Review.reviewer), joinedload(Review.rating))
        .order_by(Review.id)
    )


def default_scale() -> Select[Scale]:
    """The newest version of the scale for verdicts."""
    query = select(Scale).where(Scale.is_default).options(selectinload(Scale.ratings))
    return query.order_by(Scale.version.desc()).limit(1)


def awaited(claim_id: int) -> Select[Assignment]:
    """Who was assigned to review a claim and hasn't yet, by due date."""
    query = _undone().where(Assignment.claim_id == claim_id).options(joinedload(Assignment.reviewer))
    return query.order_by(Assignment.due_key, Assignment.id)


def assigned_to(user_id: int) -> Select[Assignment]:
    """What this person was assigned to review and hasn't yet, by due date."""
    query = _undone().where(Assignment.reviewer_id == user_id, Claim.state != ClaimState.NOT_CHECKABLE)
    return query.order_by(Assignment.due_key, Assignment.id)


def overdue(user_id: int, today: date) -> Select[Assignment]:
    """Overdue assignments of others, oldest first."""
    waits = Claim.state.in_((ClaimState.OPEN, ClaimState.IN_REVIEW))
    query = _undone().where(Assignment.reviewer_id != user_id, Assignment.due_on < today, waits)
    return query.options(joinedload(Assignment.reviewer)).order_by(Assignment.due_on, Assignment.id)


def disagreements(user_id: int) -> Select[Claim]:
    """Claims in review whose current reviews disagree, unless this person still owes a blind one."""
    return _rated(func.count(Review.rating_id.distinct()) > 1).where(Claim.id.not_in(owed_by(user_id)))


def agreements(user_id: int) -> Select[Claim]:
    """Claims in review whose current reviews agree, with at least ENOUGH blind ones; likewise."""
    is_one = func.count(Review.rating_id.distinct()) == 1
    return _rated(and_(is_one, BLIND >= ENOUGH)).where(Claim.id.not_in(owed_by(user_id)))


def unasked() -> Select[Claim]:
    """Claims in review with fewer than ENOUGH blind reviews, no disagreement, and no open assignment."""
    enough = _standing_by_claim().having(or_(BLIND >= ENOUGH, func.count(Review.rating_id.distinct()) > 1))
    waiting = _undone().join(Assignment.reviewer).where(User.active).with_only_columns(Assignment.claim_id)
    return _in_review().where(Claim.id.not_in(enough), Claim.id.not_in(waiting))


def ratings_of(claim_ids: Collection[int]) -> dict[int, list[Rating]]:
    """The ratings of these claims by current reviews, one for each review."""
    query = select(Review.claim_id, Rating).join(Review.rating)
    query = query.where(Review.claim_id.in_(claim_ids), Review.superseded_at.is_(None)).order_by(Rating.rank, Review.id)
    found: dict[int, list[Rating]] = {}
    for claim_id, rating in db.session.execute(query):
        found.setdefault(claim_id, []).append(rating)
    return found


def to_ask(claim_id: int) -> Select[User]:
    """Everybody who can be assigned to review the claim: active, and without a current review of it."""
    given = exists().where(Review.claim_id == claim_id, Review.reviewer_id == User.id, Review.superseded_at.is_(None))
    return select(User).where(User.active, ~given).order_by(User.name, User.id)


def _in_review() -> Select[Claim]:
    query = select(Claim).where(Claim.state == ClaimState.IN_REVIEW, Claim.archived_at.is_(None))
    return query.options(joinedload(Claim.claimant)).order_by(Claim.id)


def _standing_by_claim() -> Select[int]:
    return select(Review.claim_id).where(Review.superseded_at.is_(None)).group_by(Review.claim_id)


def _rated(condition: ColumnElement[bool]) -> Select[Claim]:
    """Claims in review whose current reviews together meet a condition."""
    return _in_review().where(Claim.id.in_(_standing_by_claim().having(condition)))


def owed_by(user_id: int) -> Select[int]:
    """The claims whose reviews and drafts an editor may not see yet: assigned, and not submitted."""
    return select(Assignment.claim_id).where(Assignment.reviewer_id == user_id, ~is_given())


def is_given() -> Exists:
    """A condition on assignments: the review was submitted."""
    return exists().where(Review.claim_id == Assignment.claim_id, Review.reviewer_id == Assignment.reviewer_id)


def _undone() -> Select[Assignment]:
    """Open assignments of claims that wait for a review."""
    query = select(Assignment).join(Assignment.claim).where(~is_given(), Claim.archived_at.is_(None))
    return query.options(contains_eager(Assignment.claim))
