"""Queries of evidence."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from factcheck.accounts.models import Role, User
from factcheck.claims.models import Claim
from factcheck.evidence.models import Evidence
from factcheck.evidence.positions import Ordered

IN_ORDER = (Evidence.position, Evidence.number)


def ordered(claim_id: int) -> Ordered:
    """The evidence of a claim, the withdrawn included, to be put in order."""
    return Ordered(Evidence, Evidence.claim_id == claim_id)


def of_claim(claim_id: int, *, withdrawn: bool = False) -> Select[Evidence]:
    """A claim's evidence (without the withdrawn, or only that), in its order, with sources and authors."""
    archived = Evidence.archived_at.is_not(None) if withdrawn else Evidence.archived_at.is_(None)
    return (
        select(Evidence)
        .where(Evidence.claim_id == claim_id, archived)
        .options(joinedload(Evidence.source), joinedload(Evidence.author))
        .order_by(*IN_ORDER)
    )


def to_look_at_again(user_id: int, today: date) -> Select[Evidence]:
    """Evidence whose day of review is past, that a person added or that they edit; longest past first."""
    query = select(Evidence).join(Evidence.claim).where(Evidence.review_by < today, Evidence.archived_at.is_(None))
    is_editor = exists().where(User.id == user_id, User.role.in_((Role.EDITOR, Role.ADMIN)))
    query = query.where(Claim.archived_at.is_(None), or_(Evidence.author_id == user_id, is_editor))
    return query.options(contains_eager(Evidence.claim)).order_by(Evidence.review_by, Evidence.id)


def of_source(source_id: int) -> Select[Evidence]:
    """The evidence from a source that isn't withdrawn, newest first."""
    query = select(Evidence).where(Evidence.source_id == source_id, Evidence.archived_at.is_(None))
    return query.options(joinedload(Evidence.claim)).order_by(Evidence.id.desc())
