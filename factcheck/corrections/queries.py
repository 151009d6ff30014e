"""Queries of what happened to verdicts after publication."""

from __future__ import annotations

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from factcheck.verdicts.models import Edition, EditionState, Takedown, Verdict
from factcheck.verdicts.queries import _last, is_taken_down, is_withdrawn


def withdrawn_claims() -> Select[int]:
    """The ids of claims whose verdict was taken down or withdrawn and not replaced by a later edition."""
    query = select(Verdict.claim_id).join(Verdict.editions).where(Edition.number == _last())
    return query.where(Edition.state == EditionState.PUBLISHED, or_(is_withdrawn(), is_taken_down()))


def takedowns_asked(user_id: int) -> Select[Takedown]:
    """Takedowns that this editor may decide on, because somebody else requested them; oldest first."""
    query = select(Takedown).where(Takedown.decided_at.is_(None), Takedown.author_id != user_id)
    return query.options(joinedload(Takedown.author), joinedload(Takedown.verdict).joinedload(Verdict.claim)).order_by(
        Takedown.id
    )
