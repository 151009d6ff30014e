"""Questions about people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, bindparam, func, inspect, select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.accounts.models import SIGN_IN_TTL, Invitation, Role, SignIn, User
from factcheck.config import Settings
from factcheck.db import Prepared, utcnow
from factcheck.db.insertion import columns_to_load, loaded


def people() -> Select[User]:
    """Everybody, the newest first."""
    return select(User).options(selectinload(User.former_names)).order_by(User.id.desc())


def demo_cast() -> Select[User]:
    """The people of the demo newsroom who have access."""
    return select(User).where(User.is_demo, User.active).order_by(User.id)


def active_admins() -> Select[int]:
    """The ids of administrators with access, locked until the transaction ends so that two can't leave at once."""
    return select(User.id).where(User.role == Role.ADMIN, User.active).with_for_update()


def open_invitations() -> Select[Invitation]:
    """Invitations that can still be accepted, newest first."""
    query = select(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None), Invitation.expires_at > utcnow()
    )
    return query.options(joinedload(Invitation.invited_by)).order_by(Invitation.id.desc())


LAST_USED = func.coalesce(SignIn.last_used_at, SignIn.created_at)


def is_open(since: Any = None, used_since: Any = None) -> ColumnElement[bool]:
    """Whether a sign-in is valid: not ended, begun after `since` and used after `used_since`; by default, as of now."""
    begun = SignIn.created_at > (utcnow() - SIGN_IN_TTL if since is None else since)
    return SignIn.ended_at.is_(None) & begun & ((idle_since() if used_since is None else used_since) < LAST_USED)


def idle_since() -> datetime:
    """The moment since which a sign-in must have been used to be valid."""
    settings: Settings = current_app.extensions["settings"]
    return utcnow() - timedelta(hours=settings.idle_hours)


def sign_ins(user_id: int) -> Select[SignIn]:
    """Where a person is signed in, the latest first."""
    return select(SignIn).where(SignIn.user_id == user_id, is_open()).order_by(SignIn.id.desc())


_COLUMNS = columns_to_load(User)
PERSON = Prepared(select(*_COLUMNS.values()).where(User.id == bindparam("id")))
SIGNED_IN = Prepared(  # used by every request, so built once
    select(*_COLUMNS.values(), LAST_USED)
    .join(SignIn, SignIn.user_id == User.id)
    .where(
        User.fs_uniquifier == bindparam("uniquifier"),
        User.active,
        SignIn.token_sha256 == bindparam("token_sha256"),
        is_open(bindparam("since"), bindparam("used_since")),
    )
)


def refreshed(user: User) -> User:
    """The same person, read again if another transaction has begun."""
    state = inspect(user)
    if state.expired and state.identity:
        ((*values,),) = PERSON.fetch({"id": state.identity[0]})
        return loaded(User, dict(zip(_COLUMNS, values, strict=True)))
    return user


def signed_in(uniquifier: str, token_sha256: str) -> tuple[User, datetime] | None:
    """The person of this session and when it was last used; None without access or a valid sign-in."""
    session = {"uniquifier": uniquifier, "token_sha256": token_sha256}
    since = {"since": utcnow() - SIGN_IN_TTL, "used_since": idle_since()}
    found = SIGNED_IN.fetch({**session, **since})
    if not found:
        return None
    *values, last_used_at = found[0]
    return loaded(User, dict(zip(_COLUMNS, values, strict=True))), last_used_at
