"""Queries of questions."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.evidence.models import Evidence
from factcheck.evidence.positions import Ordered
from factcheck.questions.models import ClaimQuestion, QuestionAnswer


def of_claim(claim_id: int, *, removed: bool = False) -> Select[ClaimQuestion]:
    """A claim's questions (without the removed, or only those), in their order, with answers and evidence."""
    archived = ClaimQuestion.archived_at.is_not(None) if removed else ClaimQuestion.archived_at.is_(None)
    answers = selectinload(ClaimQuestion.answers)
    return (
        select(ClaimQuestion)
        .where(ClaimQuestion.claim_id == claim_id, archived)
        .options(joinedload(ClaimQuestion.author), answers.joinedload(QuestionAnswer.author))
        .options(answers.joinedload(QuestionAnswer.evidence).joinedload(Evidence.source))
        .order_by(ClaimQuestion.position, ClaimQuestion.number)
    )


def count_of(claim_id: int) -> Select[int]:
    """The number of a claim's questions that weren't removed."""
    query = select(func.count(ClaimQuestion.id))
    return query.where(ClaimQuestion.claim_id == claim_id, ClaimQuestion.archived_at.is_(None))


def ordered(claim_id: int) -> Ordered:
    """The questions of a claim, the removed included, to be put in order."""
    return Ordered(ClaimQuestion, ClaimQuestion.claim_id == claim_id)
