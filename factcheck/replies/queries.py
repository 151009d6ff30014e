"""Queries of requests for a reply."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from factcheck.replies.models import ReplyRequest


def of_claim(claim_id: int) -> Select[ReplyRequest]:
    """The requests about a claim that stand, in the order in which they were entered."""
    query = select(ReplyRequest).where(ReplyRequest.claim_id == claim_id, ReplyRequest.archived_at.is_(None))
    return query.options(joinedload(ReplyRequest.asked_by)).order_by(ReplyRequest.asked_on, ReplyRequest.id)
