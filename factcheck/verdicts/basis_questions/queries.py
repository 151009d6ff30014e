"""Questions on claims, and what differs from the state in which an edition was approved."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased, joinedload, undefer

from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.verdicts.basis_questions.models import BasisQuestion, QuestionOutcome
from factcheck.verdicts.editions.basis import BasisChange, changes, digest
from factcheck.verdicts.editions.build_snapshot import build_snapshot
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import APPROVED, Edition, Verdict


def waiting() -> Select[BasisQuestion]:
    """The open questions, oldest first."""
    query = select(BasisQuestion).join(BasisQuestion.claim)
    query = query.where(BasisQuestion.outcome.is_(None), Claim.archived_at.is_(None))
    edition = joinedload(BasisQuestion.edition).joinedload(Edition.rating)
    return query.options(joinedload(BasisQuestion.claim), edition).order_by(BasisQuestion.id)


def open_question(claim_id: int) -> BasisQuestion | None:
    """The open question on a claim; there is at most one."""
    query = select(BasisQuestion).where(BasisQuestion.claim_id == claim_id, BasisQuestion.outcome.is_(None))
    return db.session.scalars(query).first()


def answered(claim_id: int) -> Select[BasisQuestion]:
    """Questions on a claim that were answered or closed, newest first."""
    query = select(BasisQuestion).where(BasisQuestion.claim_id == claim_id, BasisQuestion.outcome.is_not(None))
    return query.options(joinedload(BasisQuestion.author)).order_by(BasisQuestion.id.desc())


def in_force(claim_id: int | None = None) -> Select[Edition]:
    """The newest approved edition of each decided claim, with its snapshot."""
    other = aliased(Edition)
    newest = select(func.max(other.number)).where(other.verdict_id == Edition.verdict_id, other.state.in_(APPROVED))
    query = select(Edition).join(Edition.verdict).join(Verdict.claim).where(Claim.state == ClaimState.DECIDED)
    query = query.where(Edition.state.in_(APPROVED), Edition.number == newest.scalar_subquery())
    if claim_id is not None:
        query = query.where(Verdict.claim_id == claim_id)
    return query.options(undefer(Edition.record)).order_by(Verdict.claim_id)


def changes_under(edition: Edition) -> list[BasisChange]:
    """What differs from the state in which this edition was approved."""
    approved = EditionSnapshot.from_json(edition.record or "")
    return changes(approved, build_snapshot(edition, approved.slug, approved.approver, edition.approved_at))


def is_settled(edition: Edition) -> bool:
    """Whether everything is as approved, or a question, open or answered “stands”, has exactly the changes."""
    found = changes_under(edition)
    question = open_question(edition.verdict.claim_id)
    is_open = question is not None and question.changes_sha256 == digest(found)
    return not found or is_open or stands(edition, found)


def stands(edition: Edition, found: list[BasisChange]) -> bool:
    """Whether an editor has confirmed that the edition stands despite exactly these changes."""
    query = select(BasisQuestion.id).where(
        BasisQuestion.edition_id == edition.id,
        BasisQuestion.changes_sha256 == digest(found),
        BasisQuestion.outcome == QuestionOutcome.STANDS,
        BasisQuestion.taken_back_at.is_(None),
    )
    return db.session.scalar(query.limit(1)) is not None
