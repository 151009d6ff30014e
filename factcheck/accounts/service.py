"""What can be done with people."""

from __future__ import annotations

import secrets

from flask import current_app
from flask_security import Security
from sqlalchemy import select

from factcheck.accounts import queries
from factcheck.accounts.models import FormerName, Invitation, Role, SignIn, User
from factcheck.accounts.naming import free
from factcheck.accounts.security.hashing import Hashed, hashed
from factcheck.accounts.security.passwords import require_good
from factcheck.accounts.tokens import digest
from factcheck.db import db, utcnow
from factcheck.errors import Invalid, NotThere
from factcheck.language import _


def address(email: str) -> str:
    """An e-mail address as sign-in reads it; raises Invalid where sign-in would not take it."""
    security: Security = current_app.extensions["security"]
    try:
        normal = str(security.mail_util.normalize(email.strip())).lower()
    except ValueError:
        raise Invalid("email", _("Give an address such as rita@newsroom.example.")) from None
    if db.session.scalars(select(User.id).where(User.email == normal)).first():
        raise Invalid("email", _("Somebody has this address already."))
    return normal


def make_person(name: str, email: str, role: Role, password: str | None, *, is_demo: bool = False) -> User:
    """A new person; the address must be free. `password` None means that one is set by a link.

    A password is hashed here, before anything is written; who makes several people hashes before the first.
    """
    if password is not None and not isinstance(password, Hashed):
        password = hashed(password)
    user = User(
        name=free(name),
        email=address(email),
        role=role,
        password=password,
        fs_uniquifier=secrets.token_hex(16),
        is_demo=is_demo,
    )
    db.session.add(user)
    db.session.flush()
    return user


def open_invitation(token: str) -> Invitation:
    """The invitation of this secret; raises NotThere when it is used, revoked, too old, or none."""
    query = queries.open_invitations().where(Invitation.token_sha256 == digest(token))
    invitation = db.session.scalars(query).first()
    if invitation is None or invitation.invited_by.is_from_ended_demo:
        raise NotThere(_("This invitation was used, revoked, or is older than three days. Ask for a new one."))
    return invitation


def accept(token: str, name: str, password: str) -> User:
    """Make the invited person; the invitation can't be used again."""
    require_good(password, (name, open_invitation(token).email))
    secret = hashed(password)
    mine = select(Invitation.id).where(Invitation.token_sha256 == digest(token))
    db.session.execute(mine.with_for_update())  # who accepts it at this moment comes first
    invitation = open_invitation(token)
    user = make_person(name, invitation.email, invitation.role, secret)
    invitation.accepted_at = utcnow()
    if user.name != invitation.name:  # the administrator invited them as somebody else
        db.session.add(FormerName(user_id=user.id, name=invitation.name))
        db.session.flush()
    return user


def end(sign_in: SignIn) -> None:
    """Sign a device out."""
    sign_in.ended_at = sign_in.ended_at or utcnow()


def end_all(user: User, besides: str | None = None) -> None:
    """Sign all devices out, besides the one with this token."""
    for sign_in in db.session.scalars(queries.sign_ins(user.id)):
        if besides is None or sign_in.token_sha256 != digest(besides):
            end(sign_in)
