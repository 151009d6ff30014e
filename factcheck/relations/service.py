"""Actions on relations between claims: add, remove, restore, move."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.claims.models import Claim
from factcheck.claims.service import refuse_archived
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.evidence.positions import beside
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.relations.kinds import MOST_PARTS, RelationKind
from factcheck.relations.models import ClaimRelation
from factcheck.relations.queries import between, ordered, parts_of, whole_of

ITSELF = N_("Choose another claim. A claim has no relation to itself.")
ARCHIVED = N_("This claim is archived. Restore it first, or choose another.")
RELATED = N_("These two claims already have this relation. Remove it first.")
ONE_WHOLE = N_("This claim is already part of another one. Take it out there first.")
DEPTH = N_("A part has no parts of its own. Divide the whole claim instead.")
TOO_MANY = N_("A claim can have at most %(most)s parts.")


def relate(actor: User, claim: Claim, other: Claim, kind: RelationKind) -> ClaimRelation:
    """State how a claim relates to another one; raises Invalid for `other` where it can't."""
    require(actor, Permission.RELATE_CLAIMS)
    refuse_archived(claim)
    _check(claim, other, kind)
    place = ordered(other.id, kind).next_place(other.id)
    relation = ClaimRelation(claim=claim, other=other, kind=kind, author_id=actor.id, **place)
    db.session.add(relation)
    _record(actor, "relation:add", relation)
    return relation


def remove(actor: User, relation: ClaimRelation) -> None:
    """Remove a relation; both claims stay, a part with all its work."""
    require(actor, Permission.REMOVE_RELATION, relation)
    if relation.archived_at is not None:
        raise Conflict(_("This relation was already removed."))
    relation.archived_at = utcnow()
    _record(actor, "relation:remove", relation)


def restore(actor: User, relation: ClaimRelation) -> None:
    """Restore a removed relation, if the rules still allow it."""
    require(actor, Permission.REMOVE_RELATION, relation)
    if relation.archived_at is None:
        raise Conflict(_("This relation wasn’t removed."))
    refuse_archived(relation.claim)
    _check(relation.claim, relation.other, relation.kind)
    relation.archived_at = None
    _record(actor, "relation:restore", relation)


def move(actor: User, part: ClaimRelation, neighbour: ClaimRelation, *, is_after: bool) -> None:
    """Put a part directly before or after another part of the same claim."""
    if (neighbour.other_id, neighbour.kind) != (part.other_id, part.kind) or neighbour is part:
        raise Invalid("", _("A part can only be moved beside another part of the same claim."))
    order = beside(ordered(part.other_id, part.kind).numbers(), part.number, neighbour.number, is_after=is_after)
    arrange(actor, part.other, order)


def arrange(actor: User, whole: Claim, order: Sequence[int]) -> None:
    """Put the parts of a claim in this order, by the numbers of their relations."""
    require(actor, Permission.RELATE_CLAIMS)
    refuse_archived(whole)
    if orders := ordered(whole.id, RelationKind.PART_OF).put(order):
        before, after = orders
        record(actor, "relation:order", ("claim", whole.id), {"order": before}, {"order": after})


def _check(claim: Claim, other: Claim, kind: RelationKind) -> None:
    if other.id == claim.id:
        raise Invalid("other", _(ITSELF))
    if other.archived_at is not None:
        raise Invalid("other", _(ARCHIVED))
    if db.session.scalars(between(claim.id, other.id, kind)).first() is not None:
        raise Invalid("other", _(RELATED))
    if kind is RelationKind.PART_OF:
        check_part(claim.id, other.id)


def check_part(claim_id: int | None, whole_id: int) -> None:
    """Refuse a part of a part, a part of two claims, and too many; `claim_id` is None for a claim that is made."""
    if claim_id is not None and db.session.scalars(whole_of(claim_id)).first() is not None:
        raise Invalid("other", _(ONE_WHOLE))
    is_whole = claim_id is not None and db.session.scalars(parts_of(claim_id)).first() is not None
    if is_whole or db.session.scalars(whole_of(whole_id)).first() is not None:
        raise Invalid("other", _(DEPTH))
    count = db.session.scalar(select(func.count()).select_from(parts_of(whole_id).subquery())) or 0
    if count >= MOST_PARTS:
        raise Invalid("other", _(TOO_MANY, most=MOST_PARTS))


def _record(actor: User, act: str, relation: ClaimRelation) -> None:
    """Recorded on the claim that relates; of a part, on the whole claim, which consists of it."""
    db.session.flush()
    is_part = relation.kind is RelationKind.PART_OF
    subject, named = (relation.other, relation.claim) if is_part else (relation.claim, relation.other)
    after = {"relation": relation.id, "relation_kind": relation.kind, "statement": named.statement}
    record(actor, act, ("claim", subject.id), None, after)
