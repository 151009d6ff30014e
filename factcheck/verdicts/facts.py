"""What the room `claims` asks about verdicts, which it may not import."""

from __future__ import annotations

from sqlalchemy import case, func, select

from factcheck.claims.under_verdict import Facts
from factcheck.db import db
from factcheck.reviews.models import Rating
from factcheck.verdicts.models import Edition, Verdict
from factcheck.verdicts.workflow import UNAPPROVED


def facts(claim_id: int) -> Facts:
    """Whether an edition on its way gives the claim a rating on the line, and when the first one was approved."""
    is_rated = case((Edition.state.in_(UNAPPROVED) & Rating.position.is_not(None), 1))
    query = select(func.count(is_rated), func.min(Edition.approved_at)).join(Edition.verdict).join(Edition.rating)
    count, approved_at = db.session.execute(query.where(Verdict.claim_id == claim_id)).one()
    return Facts(count > 0, approved_at)
