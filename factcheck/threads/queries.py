"""Queries of conversations."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.threads.models import Comment, Mention, Thread


def of_claim(claim_id: int) -> Select[Thread]:
    """The conversations on a claim with their comments: blocking ones first, then open ones, newest first."""
    query = _whole().where(Thread.claim_id == claim_id)
    return query.order_by(Thread.urgency.desc(), Thread.id.desc())


def one(thread_id: int) -> Select[Thread]:
    """One conversation with its comments and its claim."""
    return _whole().where(Thread.id == thread_id).options(joinedload(Thread.claim))


def blocking(claim_id: int) -> Select[int]:
    """The ids of the open conversations that block approval of a claim's verdict, oldest first."""
    query = select(Thread.id).where(Thread.claim_id == claim_id, Thread.is_blocking, Thread.resolved_at.is_(None))
    return query.order_by(Thread.id)


def count_open(claim_id: int) -> Select[int]:
    """How many conversations on a claim are open."""
    open_ones = (Thread.claim_id == claim_id, Thread.resolved_at.is_(None))
    return select(func.count()).select_from(Thread).where(*open_ones)


def comment(comment_id: int) -> Select[Comment]:
    """One comment with its conversation and claim."""
    query = select(Comment).where(Comment.id == comment_id)
    return query.options(joinedload(Comment.thread).joinedload(Thread.claim), joinedload(Comment.author))


def unseen(user_id: int) -> Select[Mention]:
    """Mentions that this person has neither seen nor answered, oldest first."""
    query = select(Mention).join(Mention.comment).join(Comment.thread).join(Thread.claim).join(Comment.author)
    query = query.where(Mention.user_id == user_id, Mention.seen_at.is_(None))
    query = query.where(Comment.removed_at.is_(None), Claim.archived_at.is_(None))
    to_comment = contains_eager(Mention.comment)
    to_claim = to_comment.contains_eager(Comment.thread).contains_eager(Thread.claim)
    return query.options(to_comment.contains_eager(Comment.author), to_claim).order_by(Mention.id)


def people() -> Select[User]:
    """Everybody who can be mentioned."""
    return select(User).where(User.active).order_by(User.name, User.id)


def _whole() -> Select[Thread]:
    comments = selectinload(Thread.comments)
    return select(Thread).options(
        joinedload(Thread.author),
        joinedload(Thread.resolved_by),
        comments.joinedload(Comment.author),
        comments.joinedload(Comment.removed_by),
        comments.selectinload(Comment.mentions).joinedload(Mention.user),
    )
