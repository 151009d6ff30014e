"""Claims whose verdicts rest on something else."""

from __future__ import annotations

from sqlalchemy import Select, or_, select

from factcheck.annotations.models import Annotation
from factcheck.evidence.models import Evidence
from factcheck.relations.queries import wholes_of
from factcheck.verdicts.models import Verdict


def claims_resting_on(noun: str, subject_id: int) -> Select[int]:
    """The ids of the claims with a verdict that rest on this claim, source or article, in order."""
    query = select(Verdict.claim_id).order_by(Verdict.claim_id)
    if noun == "claim":
        return query.where(or_(Verdict.claim_id == subject_id, Verdict.claim_id.in_(wholes_of(subject_id))))
    if noun == "source":
        return query.where(Verdict.claim_id.in_(select(Evidence.claim_id).where(Evidence.source_id == subject_id)))
    return query.where(Verdict.claim_id.in_(select(Annotation.claim_id).where(Annotation.article_id == subject_id)))
