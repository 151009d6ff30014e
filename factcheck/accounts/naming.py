"""Names of people: a name and its look-alikes belong to one person, and former names stay visible."""

from __future__ import annotations

from flask import current_app, g
from sqlalchemy import select, text

from factcheck.accounts.lookalikes import is_unreadable, look_alike, lookalike_groups, normalized_name
from factcheck.accounts.models import FormerName, User
from factcheck.config import Settings
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.health.alarms import clear_alarm, raise_alarm
from factcheck.i18n import N_, _

NAMING_LOCK = text("SELECT pg_advisory_xact_lock(7024)")  # of two who take a name at the same moment, one is refused
SYSTEM = "Factcheck"  # the actor of automatic changes: audit/service.py
ALARM = "names-alike"
ALIKE = N_("Some people’s names look alike, so nobody can tell who did what: %(names)s. Rename them under People.")


def available_name(name: str, holder: User | None = None) -> str:
    """The name as it is stored. Raises Invalid for the field `name` if it is unreadable or belongs to somebody else."""
    name = normalized_name(name)
    if not name:
        raise Invalid("name", _("Enter the person’s name."))
    if is_unreadable(name):
        raise Invalid("name", _("This name has invisible characters, or no letters. Type it again."))
    if db.session.get_bind().dialect.name == "postgresql":  # SQLite lets one transaction write at a time
        db.session.execute(NAMING_LOCK)
    if any(look_alike(name, other) for other in _taken(holder)):
        raise Invalid(
            "name",
            _("Somebody here has or had this name, or one that looks like it. Add a surname or an initial."),
        )
    return name


def warn_of_lookalikes() -> None:
    """Show administrators an alarm as long as some people's names look alike."""
    groups = lookalike_groups(db.session.scalars(select(User.name).order_by(User.id)))
    if groups:
        raise_alarm(ALARM, ALIKE, names="; ".join(" = ".join(names) for names in groups))
    else:
        clear_alarm(ALARM)


def name_now(user_id: int | None, name: str) -> str | None:
    """The present name of somebody whom an old act calls by this name; None if it is the same."""
    if "names_now" not in g:
        query = select(User.id, User.name).where(User.id.in_(select(FormerName.user_id)))
        g.names_now = {row.id: row.name for row in db.session.execute(query)}
    now = g.names_now.get(user_id)
    return now if now != name else None


def _taken(holder: User | None) -> list[str]:
    """The present and former names of everybody else, and the names of the system and the site."""
    settings: Settings = current_app.extensions["settings"]
    names, former = select(User.name), select(FormerName.name)
    if holder is not None:
        names, former = names.where(User.id != holder.id), former.where(FormerName.user_id != holder.id)
    return [SYSTEM, settings.site_name, *db.session.scalars(names), *db.session.scalars(former)]
