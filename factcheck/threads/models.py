"""Conversations and mentions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, case
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import Base, Timestamped
from factcheck.db.row_states import Audited


class Thread(Audited, Timestamped, Base):
    """A conversation on a claim, or on a passage of it; a blocking and open one prevents approval of the verdict.

    The passage is stored as it was: later changes of the claim's marks don't change it.
    """

    __tablename__ = "threads"
    __table_args__ = (CheckConstraint("(resolved_at IS NULL) = (resolved_by_id IS NULL)", name="resolved_by_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"), index=True)
    exact: Mapped[str | None]  # None: about the whole claim
    is_blocking: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    resolved_at: Mapped[datetime | None] = mapped_column()
    resolved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)
    urgency: Mapped[int] = column_property(  # blocking before open before resolved
        case((resolved_at.is_not(None), 0), (is_blocking, 2), else_=1)
    )

    claim: Mapped[Claim] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    resolved_by: Mapped[User | None] = relationship(foreign_keys=[resolved_by_id])
    comments: Mapped[list[Comment]] = relationship(back_populates="thread", order_by="Comment.id")

    def asks(self, user_id: int) -> bool:
        """Whether something in the conversation mentions this person, who hasn't looked yet."""
        standing = (comment for comment in self.comments if comment.removed_at is None)
        return any(it.user_id == user_id and it.seen_at is None for comment in standing for it in comment.mentions)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class Comment(Audited, Timestamped, Base):
    """What one person says in a conversation; a removed one keeps its place and its text, which isn't shown."""

    __tablename__ = "comments"
    __table_args__ = (CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed_by_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    revision: Mapped[int] = mapped_column(default=1)

    thread: Mapped[Thread] = relationship(back_populates="comments")
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    removed_by: Mapped[User | None] = relationship(foreign_keys=[removed_by_id])
    mentions: Mapped[list[Mention]] = relationship(back_populates="comment", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


class Mention(Audited, Base):
    """A comment mentions a person; it is listed on their desk until they have seen it."""

    __tablename__ = "mentions"
    __table_args__ = (UniqueConstraint("comment_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    seen_at: Mapped[datetime | None]

    comment: Mapped[Comment] = relationship(back_populates="mentions")
    user: Mapped[User] = relationship()
