"""Ends the demo: its people lose access, and their work is kept."""

from __future__ import annotations

import secrets

from flask import current_app

from factcheck.accounts import queries
from factcheck.accounts.models import Invitation, User
from factcheck.accounts.security.second_factor import clear_second_factor
from factcheck.accounts.service import end_all
from factcheck.audit.service import record
from factcheck.config import Settings, SettingsError
from factcheck.db import db, utcnow

LEFT = (
    "FACTCHECK_DEMO is 0, but {names} from the demo newsroom can still sign in here. "
    "Disable them first: .venv/bin/flask --app app factcheck demo remove"
)


def refuse_cast() -> None:
    """Raise SettingsError if the demo is off and people of it still have access."""
    settings: Settings = current_app.extensions["settings"]
    names = db.session.scalars(queries.demo_cast().with_only_columns(User.name)).all()
    if names and not settings.demo:
        raise SettingsError(LEFT.format(names=", ".join(names)))


def remove() -> list[str]:
    """Remove access, password, second factor and open invitations of everybody in the demo; returns their names."""
    gone = db.session.scalars(queries.demo_cast()).all()
    for invitation in db.session.scalars(queries.open_invitations().join(Invitation.invited_by).where(User.is_demo)):
        invitation.revoked_at = utcnow()
        record(None, "person:revoke-invitation", ("invitation", invitation.id))
    for user in gone:
        user.active, user.password, user.fs_uniquifier = False, None, secrets.token_hex(16)
        clear_second_factor(user)
        end_all(user)
        db.session.flush()
        same = {"role": user.role}
        record(None, "person:change", ("person", user.id), {**same, "active": True}, {**same, "active": False})
    return [user.name for user in gone]
