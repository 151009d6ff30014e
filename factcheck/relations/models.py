"""Relations between claims."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.relations.kinds import INVERSE, RelationKind

IS_PART = "kind = 'part-of' AND archived_at IS NULL"


class ClaimRelation(Audited, Archivable, Timestamped, Base):
    """`claim` relates to `other` in one way: it is part of it, repeats it, contradicts it or follows from it.

    A claim is part of at most one other. `position` is the place of a part among those of the other claim.
    """

    __tablename__ = "claim_relations"
    __table_args__ = (
        UniqueConstraint("other_id", "kind", "number"),
        CheckConstraint("claim_id <> other_id", name="not_to_itself"),
        Index(
            "uq_claim_relations_part",
            "claim_id",
            unique=True,
            sqlite_where=text(IS_PART),
            postgresql_where=text(IS_PART),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    kind: Mapped[RelationKind]
    number: Mapped[int]  # among those of this kind to the other claim
    position: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    claim: Mapped[Claim] = relationship(foreign_keys=claim_id)
    other: Mapped[Claim] = relationship(foreign_keys=other_id)
    author: Mapped[User] = relationship()


class RelatedClaim(NamedTuple):
    """A relation as it reads from one of its claims: a code with a label, and the claim on the other side."""

    relation: ClaimRelation
    reads: str
    claim: Claim

    @classmethod
    def seen_from(cls, claim_id: int, relation: ClaimRelation) -> RelatedClaim:
        """The relation as it reads from this one of its two claims."""
        if relation.claim_id == claim_id:
            return cls(relation, relation.kind.value, relation.other)
        return cls(relation, INVERSE[relation.kind], relation.claim)
