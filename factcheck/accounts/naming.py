"""What people are called: a name is one person's, also one that looks like it, and a change of it stays visible."""

from __future__ import annotations

from flask import current_app, g
from sqlalchemy import select, text

from factcheck.accounts.lookalikes import alike, cleaned, hides, is_alike
from factcheck.accounts.models import FormerName, User
from factcheck.config import Settings
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.health.alarms import clear_alarm, raise_alarm
from factcheck.language import N_, _

NAMING_LOCK = text("SELECT pg_advisory_xact_lock(7024)")  # of two who take one name at a moment, the second is refused
SYSTEM = "Factcheck"  # the actor of acts that nobody did: audit/service.py
ALARM = "names-alike"
ALIKE = N_(
    "Some people have names that look alike, so nobody can tell who did what: %(names)s. Rename them under People."
)


def free(name: str, holder: User | None = None) -> str:
    """The name as it is kept; raises Invalid naming `name` where it hides something or somebody else is known by it."""
    name = cleaned(name)
    if not name:
        raise Invalid("name", _("Give the person's name."))
    if hides(name):
        raise Invalid("name", _("This name has characters that can’t be seen, or no letters. Type it anew."))
    if db.session.get_bind().dialect.name == "postgresql":  # SQLite lets one transaction write at a time
        db.session.execute(NAMING_LOCK)
    if any(is_alike(name, other) for other in _taken(holder)):
        raise Invalid(
            "name",
            _("Somebody here is or was called this, or something that looks like it. Add a surname or an initial."),
        )
    return name


def tell_of_alike() -> None:
    """Tell administrators which people can be taken for each other, until nobody can."""
    groups = alike(db.session.scalars(select(User.name).order_by(User.id)))
    if groups:
        raise_alarm(ALARM, ALIKE, names="; ".join(" = ".join(names) for names in groups))
    else:
        clear_alarm(ALARM)


def name_now(user_id: int | None, name: str) -> str | None:
    """What somebody whom an old act calls by this name is called today; None where it is the same."""
    if "names_now" not in g:
        query = select(User.id, User.name).where(User.id.in_(select(FormerName.user_id)))
        g.names_now = {row.id: row.name for row in db.session.execute(query)}
    now = g.names_now.get(user_id)
    return now if now != name else None


def _taken(holder: User | None) -> list[str]:
    """What others are and were called, and what the system and the site are called."""
    settings: Settings = current_app.extensions["settings"]
    names, former = select(User.name), select(FormerName.name)
    if holder is not None:
        names, former = names.where(User.id != holder.id), former.where(FormerName.user_id != holder.id)
    return [SYSTEM, settings.site_name, *db.session.scalars(names), *db.session.scalars(former)]
