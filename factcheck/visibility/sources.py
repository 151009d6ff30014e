"""The one rule of who sees a confidential source (docs/confidential-sources.md), as a condition for the database.

The rooms above are known by their tables, because their models use this rule.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, inspect, or_, select

from factcheck.db import Base
from factcheck.db.visibility import MARK, Guarded, viewer


def sees(source: Any, person: Any = viewer) -> ColumnElement[bool]:
    """Whether a person, by default the one whose view it is, may see a confidential source with these columns.

    That is the person who added it, people with access, and everybody who works on a claim that it is evidence for.
    """
    access, evidence, claims = (Base.metadata.tables[name].c for name in ("source_access", "evidence", "claims"))
    has_access = _exists("source_access").where(
        access.source_id == source.id, access.user_id == person, access.archived_at.is_(None)
    )
    on_claim = _exists("evidence", "claims").where(
        evidence.source_id == source.id,
        claims.id == evidence.claim_id,
        or_(
            evidence.author_id == person,
            claims.author_id == person,
            _reviews(claims.id, source.confidential_since, person),
        ),
    )
    return or_(source.added_by_id == person, has_access, on_claim)


def _reviews(claim_id: Any, since: Any, person: Any) -> ColumnElement[bool]:
    """Whether they were asked to review a claim by somebody else, or have reviewed it when the source was open.

    Nobody gets in by asking themselves, or by a review that they hand in to see the source.
    """
    assignments, reviews = (Base.metadata.tables[name].c for name in ("assignments", "reviews"))
    was_asked = and_(assignments.reviewer_id == person, assignments.assigned_by_id != person)
    has_reviewed = and_(reviews.reviewer_id == person, reviews.created_at < since)
    return or_(
        _exists("assignments").where(assignments.claim_id == claim_id, was_asked),
        _exists("reviews").where(reviews.claim_id == claim_id, has_reviewed),
    )


def _exists(*tables: str) -> Exists:
    """An EXISTS of these tables alone: source and person are those of the query around it, however deep it is."""
    return exists().correlate_except(*(Base.metadata.tables[name] for name in tables))


def hidden_sources() -> Select[int]:
    """The ids of the confidential sources that the person whose view it is doesn't see."""
    source = Base.metadata.tables["sources"].alias(MARK).c
    return select(source.id).where(source.confidential_since.is_not(None), ~sees(source))


def hidden_evidence() -> Select[int]:
    """The ids of the evidence from these."""
    evidence = Base.metadata.tables["evidence"].c
    return select(evidence.id).where(evidence.source_id.in_(hidden_sources()))


class OfSource(Guarded):
    """A row that is seen by those who see the sources that its `source_columns` name; a column may be empty."""

    source_columns: ClassVar[tuple[str, ...]] = ("source_id",)

    @classmethod
    def visible(cls) -> ColumnElement[bool]:
        """Whether none of its sources is hidden."""
        table: Any = inspect(cls).mapper.local_table
        seen = {name: getattr(cls, name).not_in(hidden_sources()) for name in cls.source_columns}
        return and_(*(or_(getattr(cls, it).is_(None), seen[it]) if table.c[it].nullable else seen[it] for it in seen))


class OfEvidence(Guarded):
    """A row that is seen by those who see the evidence that it is about; it may be about none."""

    @classmethod
    def visible(cls) -> ColumnElement[bool]:
        """Whether its evidence isn't hidden."""
        evidence_id: Any = cls.evidence_id  # type: ignore[attr-defined]  # the models have it
        is_seen = and_(evidence_id.not_in(hidden_evidence()))
        table: Any = inspect(cls).mapper.local_table
        return or_(evidence_id.is_(None), is_seen) if table.c.evidence_id.nullable else is_seen
