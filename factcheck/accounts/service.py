"""Creating people from invitations, and ending their sign-ins."""

from __future__ import annotations

import secrets

from flask import current_app
from flask_security import Security
from sqlalchemy import select

from factcheck.accounts import queries
from factcheck.accounts.models import FormerName, Invitation, Role, SignIn, User
from factcheck.accounts.naming import available_name
from factcheck.accounts.security.hashing import Hashed, hashed
from factcheck.accounts.security.passwords import require_good
from factcheck.accounts.tokens import digest
from factcheck.db import db, utcnow
from factcheck.errors import Invalid, NotFound
from factcheck.i18n import _


def address(email: str) -> str:
    """An e-mail address as sign-in reads it. Raises Invalid if sign-in wouldn't accept it, or somebody has it."""
    security: Security = current_app.extensions["security"]
    try:
        normal = str(security.mail_util.normalize(email.strip())).lower()
    except ValueError:
        raise Invalid("email", _("Enter an e-mail address such as rita@newsroom.example.")) from None
    if db.session.scalars(select(User.id).where(User.email == normal)).first():
        raise Invalid("email", _("Somebody already has this e-mail address."))
    return normal


def normal_address(email: str) -> str:
    """Any text as sign-in would look it up, so that no other spelling of an address gets a count of its own."""
    security: Security = current_app.extensions["security"]
    try:
        return str(security.mail_util.normalize(email)).lower()
    except ValueError:
        return email.strip().lower()[:320]


def make_person(name: str, email: str, role: Role, password: str | None, *, is_demo: bool = False) -> User:
    """A new person; without a password, one is set by a link.

    A password is hashed before anything is written. If you create several people, pass hashes.
    """
    if password is not None and not isinstance(password, Hashed):
        password = hashed(password)
    user = User(
        name=available_name(name),
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
    """The invitation with this secret. Raises NotFound if there is none, or it was used or revoked or has expired."""
    query = queries.open_invitations().where(Invitation.token_sha256 == digest(token))
    invitation = db.session.scalars(query).first()
    if invitation is None or invitation.invited_by.is_from_ended_demo:
        raise NotFound(_("This invitation was used or revoked, or is older than three days. Ask for a new one."))
    return invitation


def accept(token: str, name: str, password: str) -> User:
    """Create the invited person; the invitation can't be used again."""
    require_good(password, (name, open_invitation(token).email))
    secret = hashed(password)
    mine = select(Invitation.id).where(Invitation.token_sha256 == digest(token))
    db.session.execute(mine.with_for_update())  # waits for anybody who is accepting it at this moment
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
    """Sign all devices out, except the one with the token `besides`."""
    for sign_in in db.session.scalars(queries.sign_ins(user.id)):
        if besides is None or sign_in.token_sha256 != digest(besides):
            end(sign_in)
