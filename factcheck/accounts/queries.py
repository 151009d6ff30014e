"""Questions about people."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from factcheck.accounts.models import Invitation, Role, SignIn, User
from factcheck.db import utcnow


def people() -> Select[User]:
    """Everybody, the newest first."""
    return select(User).order_by(User.id.desc())


def demo_cast() -> Select[User]:
    """The people of the demo newsroom."""
    return select(User).where(User.is_demo, User.active).order_by(User.id)


def active_admins() -> Select[int]:
    """How many administrators can act."""
    return select(func.count()).where(User.role == Role.ADMIN, User.active)


def open_invitations() -> Select[Invitation]:
    """Invitations that can still be accepted, newest first."""
    query = select(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > utcnow()
    )
    return query.options(joinedload(Invitation.invited_by)).order_by(Invitation.id.desc())


def sign_ins(user_id: int) -> Select[SignIn]:
    """Where a person is signed in, the latest first."""
    return select(SignIn).where(SignIn.user_id == user_id, SignIn.ended_at.is_(None)).order_by(SignIn.id.desc())
