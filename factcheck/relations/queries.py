"""Queries of relations between claims."""

from __future__ import annotations

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from factcheck.claims.models import Claim
from factcheck.evidence.positions import Ordered
from factcheck.relations.kinds import RelationKind
from factcheck.relations.models import ClaimRelation

IN_FORCE = ClaimRelation.archived_at.is_(None)
IS_PART = and_(ClaimRelation.kind == RelationKind.PART_OF, IN_FORCE)


def of_claim(claim_id: int) -> Select[ClaimRelation]:
    """The relations of a claim to others, from both sides, without its parts and what it is part of."""
    is_of_claim = or_(ClaimRelation.claim_id == claim_id, ClaimRelation.other_id == claim_id)
    query = select(ClaimRelation).where(is_of_claim, IN_FORCE, ClaimRelation.kind != RelationKind.PART_OF)
    return query.options(joinedload(ClaimRelation.claim), joinedload(ClaimRelation.other)).order_by(ClaimRelation.id)


def parts_of(claim_id: int) -> Select[ClaimRelation]:
    """The parts of a claim that aren't archived, in their order."""
    query = select(ClaimRelation).join(ClaimRelation.claim)
    query = query.where(ClaimRelation.other_id == claim_id, IS_PART, Claim.archived_at.is_(None))
    return query.options(joinedload(ClaimRelation.claim)).order_by(ClaimRelation.position, ClaimRelation.number)


def whole_of(claim_id: int) -> Select[ClaimRelation]:
    """The relation of a part to the claim that it is part of."""
    query = select(ClaimRelation).where(ClaimRelation.claim_id == claim_id, IS_PART)
    return query.options(joinedload(ClaimRelation.other))


def between(claim_id: int, other_id: int, kind: RelationKind) -> Select[ClaimRelation]:
    """A relation of this kind between two claims, in either direction."""
    pairs = ((claim_id, other_id), (other_id, claim_id))
    sides = [and_(ClaimRelation.claim_id == one, ClaimRelation.other_id == two) for one, two in pairs]
    return select(ClaimRelation).where(or_(*sides), ClaimRelation.kind == kind, IN_FORCE)


def count_of(claim_id: int) -> Select[int]:
    """The number of a claim's relations, its parts included."""
    is_of_claim = or_(ClaimRelation.claim_id == claim_id, ClaimRelation.other_id == claim_id)
    return select(func.count(ClaimRelation.id)).where(is_of_claim, IN_FORCE)


def ordered(other_id: int, kind: RelationKind) -> Ordered:
    """The relations of this kind to a claim, the removed included, to be put in order."""
    return Ordered(ClaimRelation, and_(ClaimRelation.other_id == other_id, ClaimRelation.kind == kind))


def wholes_of(claim_id: int) -> Select[int]:
    """The id of the claim that a claim is part of."""
    return select(ClaimRelation.other_id).where(ClaimRelation.claim_id == claim_id, IS_PART)
