"""Administration of people: invitations, roles, names and lost access; every act is recorded.

Administrators only, except that people change their own name and what their own pages look like.
"""

from __future__ import annotations

from datetime import timedelta

from flask_security.recoverable import generate_reset_password_token

from factcheck.accounts import naming, queries
from factcheck.accounts import service as accounts
from factcheck.accounts.lookalikes import normalized_name
from factcheck.accounts.models import FormerName, Invitation, Role, User
from factcheck.accounts.preferences import Preferences, preferences_of
from factcheck.accounts.security.second_factor import clear_second_factor
from factcheck.accounts.tokens import digest, new_token
from factcheck.audit.service import changes, record
from factcheck.db import db, utcnow
from factcheck.errors import Conflict
from factcheck.i18n import _
from factcheck.permissions import Permission, require

INVITATION_TTL = timedelta(days=3)  # long enough for a weekend


def invite(actor: User, name: str, email: str, role: Role) -> tuple[Invitation, str]:
    """An invitation and its secret, which is shown once and never stored; it replaces older ones to the address."""
    require(actor, Permission.MANAGE_PEOPLE)
    address = accounts.address(email)
    for older in db.session.scalars(queries.open_invitations().where(Invitation.email == address)):
        older.revoked_at = utcnow()
    token = new_token()
    invitation = Invitation(
        email=address,
        name=naming.available_name(name),
        role=role,
        token_sha256=digest(token),
        invited_by=actor,
        expires_at=utcnow() + INVITATION_TTL,
    )
    db.session.add(invitation)
    db.session.flush()
    after = {"name": invitation.name, "email": address, "role": role}
    record(actor, "person:invite", ("invitation", invitation.id), None, after)
    return invitation, token


def revoke(actor: User, invitation: Invitation) -> None:
    """Make an open invitation unusable."""
    require(actor, Permission.MANAGE_PEOPLE)
    if invitation.accepted_at or invitation.revoked_at:
        raise Conflict(_("This invitation was used or revoked already."))
    invitation.revoked_at = utcnow()
    record(actor, "person:revoke-invitation", ("invitation", invitation.id))


def accept(token: str, name: str, password: str) -> User:
    """Create the account of the person who has the secret of an invitation; no other permission is checked."""
    invited_as = accounts.open_invitation(token).name
    user = accounts.accept(token, name, password)
    record(user, "person:join", ("person", user.id), {"name": invited_as}, {"name": user.name, "role": user.role})
    return user


def change(actor: User, user: User, role: Role, *, active: bool) -> None:
    """Change a person's role and access. At least one active administrator remains."""
    require(actor, Permission.MANAGE_PEOPLE)
    loses_admin = user.role is Role.ADMIN and user.active and (role is not Role.ADMIN or not active)
    if loses_admin and len(db.session.scalars(queries.active_admins()).all()) < 2:
        raise Conflict(_("The newsroom needs at least one active administrator."))
    if active and user.is_from_ended_demo:
        raise Conflict(
            _("%(name)s belongs to the demo newsroom, which is no longer active on this site.", name=user.name)
        )
    before = {"role": user.role, "active": user.active}
    user.role, user.active = role, active
    if not active:
        accounts.end_all(user)
    record(actor, "person:change", ("person", user.id), before, {"role": role, "active": active})


def rename(actor: User, user: User, name: str) -> None:
    """Give a person another name, or oneself; the former one is kept and shown. The same name changes nothing."""
    if actor is not user:
        require(actor, Permission.MANAGE_PEOPLE)
    former, name = user.name, normalized_name(name)
    if name == former:
        return
    user.name = naming.available_name(name, user)
    db.session.add(FormerName(user_id=user.id, name=former))
    record(actor, "person:rename", ("person", user.id), {"name": former}, {"name": user.name})


def choose(actor: User, chosen: Preferences) -> None:
    """Change the preferences for one's own pages. The same ones again change nothing."""
    before, after = changes(preferences_of(actor)._asdict(), chosen._asdict())
    if not after:
        return
    for name, value in after.items():
        setattr(actor, name, value)
    record(actor, "person:preferences", ("person", actor.id), before, after)


def reset_password(actor: User, user: User) -> str:
    """The secret of a link with which a person sets a new password."""
    require(actor, Permission.MANAGE_PEOPLE)
    token: str = generate_reset_password_token(user)  # type: ignore[no-untyped-call]  # Flask-Security
    record(actor, "person:reset-link", ("person", user.id))
    return token


def forget_second_factor(actor: User, user: User) -> None:
    """Remove a lost second factor and its recovery codes, and sign the person out everywhere; never one's own."""
    require(actor, Permission.MANAGE_PEOPLE)
    if actor is user:
        raise Conflict(_("Change your own second factor under “My account”."))
    if not user.tf_primary_method:
        raise Conflict(_("%(name)s has no second factor.", name=user.name))
    clear_second_factor(user)
    accounts.end_all(user)
    record(actor, "person:second-factor-forgotten", ("person", user.id))
