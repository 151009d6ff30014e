"""Questions about a claim, and their answers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Archivable, Base, Timestamped
from factcheck.db.row_states import Audited
from factcheck.evidence.models import Evidence
from factcheck.questions.answer_kinds import AnswerKind
from factcheck.visibility.sources import OfEvidence


class ClaimQuestion(Audited, Archivable, Timestamped, Base):
    """A question that a check asks about a claim.

    Rationales cite it by its number within the claim, as in [Q2], which never changes and is never reused; `position`
    is its place among the claim's questions, which people change.
    """

    __tablename__ = "claim_questions"
    __table_args__ = (UniqueConstraint("claim_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    number: Mapped[int]
    position: Mapped[int]
    text: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    claim: Mapped[Claim] = relationship()
    author: Mapped[User] = relationship()
    answers: Mapped[list[QuestionAnswer]] = relationship(back_populates="question", order_by="QuestionAnswer.id")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute

    @property
    def valid_answers(self) -> list[QuestionAnswer]:
        """Its answers that weren't removed and whose evidence, if they need it, is on the claim and can be seen."""
        return [it for it in self.answers if it.is_valid]


class QuestionAnswer(OfEvidence, Audited, Archivable, Timestamped, Base):
    """An answer: a piece of evidence of the same claim and what it answers, or where no answer was found."""

    __tablename__ = "question_answers"
    __table_args__ = (CheckConstraint("(kind = 'no-answer-found') = (evidence_id IS NULL)", name="has_evidence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("claim_questions.id"), index=True)
    kind: Mapped[AnswerKind]
    text: Mapped[str] = mapped_column(default="")  # ours: the answer, an explanation, or where we searched
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    question: Mapped[ClaimQuestion] = relationship(back_populates="answers")
    evidence: Mapped[Evidence | None] = relationship()
    author: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute

    @property
    def is_valid(self) -> bool:
        """Whether it wasn't removed, and its evidence wasn't withdrawn and can be seen."""
        if self.archived_at is not None:
            return False
        return self.evidence_id is None or (self.evidence is not None and self.evidence.archived_at is None)
