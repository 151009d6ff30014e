"""Questions about people."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.accounts.models import SIGN_IN_LASTS, Invitation, Role, SignIn, User
from factcheck.db import db, utcnow


def people() -> Select[User]:
    """Everybody, the newest first."""
    return select(User).options(selectinload(User.former_names)).order_by(User.id.desc())


def demo_cast() -> Select[User]:
    """The people of the demo newsroom."""
    return select(User).where(User.is_demo, User.active).order_by(User.id)


def active_admins() -> Select[int]:
    """The administrators who can act, by id, held until the transaction ends so that two can't leave at once."""
    return select(User.id).where(User.role == Role.ADMIN, User.active).with_for_update()


def open_invitations() -> Select[Invitation]:
    """Invitations that can still be accepted, newest first."""
    query = select(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > utcnow()
    )
    return query.options(joinedload(Invitation.invited_by)).order_by(Invitation.id.desc())


def is_open(since: Any = None) -> ColumnElement[bool]:
    """Whether a sign-in still counts: it was not ended, and began after `since`, by default SIGN_IN_LASTS ago."""
    return SignIn.ended_at.is_(None) & (SignIn.created_at > (utcnow() - SIGN_IN_LASTS if since is None else since))


def sign_ins(user_id: int) -> Select[SignIn]:
    """Where a person is signed in, the latest first."""
    return select(SignIn).where(SignIn.user_id == user_id, is_open()).order_by(SignIn.id.desc())


SIGNED_IN = (  # asked by every request, so built once
    select(User)
    .join(SignIn, SignIn.user_id == User.id)
    .where(
        User.fs_uniquifier == bindparam("uniquifier"),
        User.active,
        SignIn.token_sha256 == bindparam("token_sha256"),
        is_open(bindparam("since")),
    )
)


def signed_in(uniquifier: str, token_sha256: str) -> User | None:
    """The person of this session, if they have access and the sign-in behind it still counts."""
    asked = {"uniquifier": uniquifier, "token_sha256": token_sha256, "since": utcnow() - SIGN_IN_LASTS}
    return db.session.scalars(SIGNED_IN, asked).first()
