"""Queries of marks that were carried over to a later version."""

from __future__ import annotations

from sqlalchemy import (
    Select,
    exists,
    func,
    select,
)
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from factcheck.annotations.models import Anchor, AnchorDecision, AnchorState, Annotation, Target
from factcheck.annotations.queries import ACTIVE
from factcheck.articles.models import Version
from factcheck.claims.models import Claim
from factcheck.db import db


def carried_to(claim_id: int, version_id: int, start: int, end: int) -> Select[Anchor]:
    """The unarchived target of a claim that was carried to this place of a version, in code points."""
    query = carried(version_id).where(Claim.id == claim_id)
    return query.where(Anchor.start == start, Anchor.end == end)


def carried(version_id: int, *states: AnchorState) -> Select[Anchor]:
    """The anchors of unarchived marks in a version, with all decisions on them; in reading order."""
    query = select(Anchor).join(Anchor.target).join(Target.annotation).join(Annotation.claim)
    query = query.where(Anchor.version_id == version_id, *ACTIVE)
    if states:
        query = query.where(Anchor.state.in_(states))
    return query.options(*_whole_mark()).order_by(Anchor.id)


def unresolved(version_id: int) -> Select[Anchor]:
    """Those of them that need a decision."""
    said = exists().where(AnchorDecision.anchor_id == Anchor.id, AnchorDecision.undone_at.is_(None))
    return carried(version_id, AnchorState.UNCERTAIN, AnchorState.ORPHANED).where(~said)


def count_unresolved(version_id: int) -> int:
    """The number of unresolved anchors."""
    rows = unresolved(version_id).with_only_columns(Anchor.id).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0


def tally(version_id: int) -> dict[AnchorState, int]:
    """The numbers of unarchived marks of earlier versions that are confident, uncertain, or orphaned in this one."""
    query = select(Anchor.state, func.count()).join(Anchor.target).join(Target.annotation).join(Annotation.claim)
    query = query.where(Anchor.version_id == version_id, *ACTIVE).group_by(Anchor.state)
    counts = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: counts.get(state, 0) for state in AnchorState}


def mark(anchor_id: int) -> Select[Anchor]:
    """One carried mark with its target, claim and version, and all decisions on it."""
    query = select(Anchor).join(Anchor.target).join(Target.annotation).join(Annotation.claim)
    return query.where(Anchor.id == anchor_id).options(*_whole_mark())


def decided(article_id: int, before: int) -> Select[Anchor]:
    """Decisions on marks in versions before the one of this number, the oldest version first."""
    has_decision = exists().where(AnchorDecision.anchor_id == Anchor.id, AnchorDecision.undone_at.is_(None))
    query = select(Anchor).join(Anchor.version)
    query = query.where(Version.article_id == article_id, Version.number < before, has_decision)
    return query.options(selectinload(Anchor.decisions)).order_by(Version.number)


def course(claim_id: int) -> Select[Anchor]:
    """The anchors of a claim's targets in every later version, in the order of targets and versions."""
    query = select(Anchor).join(Anchor.target).join(Target.annotation).join(Annotation.claim)
    query = query.join(Anchor.version).where(Annotation.claim_id == claim_id, Version.opened_at.is_not(None))
    return query.options(*_whole_mark()).order_by(Target.id, Version.number)


def _whole_mark() -> tuple[ExecutableOption, ...]:
    claim = contains_eager(Anchor.target).contains_eager(Target.annotation).contains_eager(Annotation.claim)
    said = selectinload(Anchor.decisions).joinedload(AnchorDecision.author)
    return claim, said, joinedload(Anchor.version)
