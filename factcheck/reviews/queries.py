"""Questions about reviews; whose may be seen is decided by the permission, with `standing` as its object."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Exists, Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from factcheck.accounts.models import User
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.reviews.models import Assignment, Review, Scale


class Standing(NamedTuple):
    """How a person stands to the reviews of a claim."""

    has_submitted: bool
    is_assigned: bool


def standing(claim_id: int, user: User) -> Standing:
    """Whether this person has submitted a review of the claim, and whether they were asked for one."""
    submitted = exists().where(Review.claim_id == claim_id, Review.reviewer_id == user.id)
    assigned = exists().where(Assignment.claim_id == claim_id, Assignment.reviewer_id == user.id)
    row = db.session.execute(select(submitted, assigned)).one()
    return Standing(bool(row[0]), bool(row[1]))


def of_claim(claim_id: int) -> Select[Review]:
    """The standing reviews of a claim, oldest first."""
    return (
        select(Review)
        .where(Review.claim_id == claim_id, Review.superseded_at.is_(None))
        .options(joinedload(Review.reviewer), joinedload(Review.rating))
        .order_by(Review.id)
    )


def default_scale() -> Select[Scale]:
    """The newest version of the scale that verdicts are given on."""
    query = select(Scale).where(Scale.is_default).options(selectinload(Scale.ratings))
    return query.order_by(Scale.version.desc()).limit(1)


def assignments(claim_id: int) -> Select[Assignment]:
    """Who was asked to review a claim."""
    return select(Assignment).where(Assignment.claim_id == claim_id).options(joinedload(Assignment.reviewer))


def assigned_to(user_id: int) -> Select[Assignment]:
    """What this person was asked to review and has not yet, by the day it is due."""
    query = _undone().where(Assignment.reviewer_id == user_id)
    return query.order_by(Assignment.due_on.is_(None), Assignment.due_on, Assignment.id)


def to_look_again(user_id: int) -> Select[Review]:
    """This person's standing reviews of claims whose words were moved since."""
    query = select(Review).join(Review.claim).where(Review.reviewer_id == user_id, Review.superseded_at.is_(None))
    query = query.where(Claim.words_changed_at > Review.created_at, Claim.archived_at.is_(None))
    return query.options(contains_eager(Review.claim), joinedload(Review.rating)).order_by(Claim.words_changed_at)


def overdue(user_id: int, today: date) -> Select[Assignment]:
    """What others were asked to review by a day that is past, and have not; the longest waiting first."""
    waits = Claim.state.in_((ClaimState.OPEN, ClaimState.IN_REVIEW))
    query = _undone().where(Assignment.reviewer_id != user_id, Assignment.due_on < today, waits)
    return query.options(joinedload(Assignment.reviewer)).order_by(Assignment.due_on, Assignment.id)


def disagreements(user_id: int) -> Select[Claim]:
    """Claims in review whose standing reviews do not all give one rating, unless this person still owes a blind one."""
    divided = (
        select(Review.claim_id)
        .where(Review.superseded_at.is_(None))
        .group_by(Review.claim_id)
        .having(func.count(Review.rating_id.distinct()) > 1)
    )
    unseen = owed_by(user_id)
    query = select(Claim).where(Claim.id.in_(divided), Claim.id.not_in(unseen), Claim.archived_at.is_(None))
    return query.where(Claim.state == ClaimState.IN_REVIEW).order_by(Claim.id)


def owed_by(user_id: int) -> Select[int]:
    """The claims of which an editor may see neither reviews nor drafts yet: asked to review, and not submitted."""
    return select(Assignment.claim_id).where(Assignment.reviewer_id == user_id, ~_given())


def _given() -> Exists:
    return exists().where(Review.claim_id == Assignment.claim_id, Review.reviewer_id == Assignment.reviewer_id)


def _undone() -> Select[Assignment]:
    """Reviews that were asked for and not given, of claims that wait for one."""
    query = select(Assignment).join(Assignment.claim).where(~_given(), Claim.archived_at.is_(None))
    return query.options(contains_eager(Assignment.claim))
