"""What the room `claims` asks about verdicts, which it may not import."""

from __future__ import annotations

from sqlalchemy import select

from factcheck.claims.under_verdict import VerdictStatus
from factcheck.db import db
from factcheck.reviews.models import Rating
from factcheck.verdicts.models import Edition, Verdict
from factcheck.verdicts.workflow import UNAPPROVED


def verdict_status(claim_id: int) -> VerdictStatus:
    """Whether an edition on its way rates the claim on the line, when the first was approved, and who wrote any."""
    columns = (Edition.state, Rating.position, Edition.approved_at, Edition.author_id)
    query = select(*columns).join(Edition.verdict).join(Edition.rating).where(Verdict.claim_id == claim_id)
    rows = db.session.execute(query).all()
    return VerdictStatus(
        has_truth_rating=any(row.state in UNAPPROVED and row.position is not None for row in rows),
        first_approved=min((row.approved_at for row in rows if row.approved_at), default=None),
        authors=frozenset(row.author_id for row in rows),
    )
