"""Queries of requests for a reply."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from factcheck.claims.models import Claim, ClaimState
from factcheck.replies.models import ReplyRequest
from factcheck.replies.status import COMMENTS, ReplyKind

SEEN_FOR = timedelta(days=30)  # after the deadline of a correction that nobody answers


def of_claim(claim_id: int) -> Select[ReplyRequest]:
    """The requests about a claim that stand, in the order in which they were entered."""
    query = select(ReplyRequest).where(ReplyRequest.claim_id == claim_id, ReplyRequest.archived_at.is_(None))
    return query.options(joinedload(ReplyRequest.asked_by)).order_by(ReplyRequest.asked_on, ReplyRequest.id)


def waiting_for(user_id: int | ColumnElement[int], today: date) -> Select[ReplyRequest]:
    """The requests of this person that nobody has answered, and that still matter.

    A comment matters until the claim is decided, a correction until some time after its deadline.
    """
    query = select(ReplyRequest).join(ReplyRequest.claim).where(ReplyRequest.asked_by_id == user_id)
    query = query.where(ReplyRequest.answer == "", ReplyRequest.archived_at.is_(None), Claim.archived_at.is_(None))
    comment = and_(ReplyRequest.kind.in_(COMMENTS), Claim.state != ClaimState.DECIDED)
    correction = and_(ReplyRequest.kind == ReplyKind.CORRECTION, ReplyRequest.answer_by >= today - SEEN_FOR)
    return query.where(or_(comment, correction)).order_by(ReplyRequest.answer_by, ReplyRequest.id)
