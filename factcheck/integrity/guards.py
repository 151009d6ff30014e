"""The triggers that refuse invalid changes, compared with their state after the migration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, text

from factcheck.audit.models import Event
from factcheck.audit.service import LOG
from factcheck.db import db
from factcheck.hashing import sha256_hex

SQLITE = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
POSTGRESQL = text(
    "SELECT t.tgname, concat_ws(' ', t.tgenabled, t.tgtype, t.tgrelid::regclass, pg_get_triggerdef(t.oid), p.prosrc)"
    " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
    " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE NOT t.tgisinternal AND n.nspname = current_schema()"
)
BASELINE = "log:baseline"


def present() -> dict[str, str]:
    """The digest of each trigger, by its name."""
    query = SQLITE if db.session.get_bind().dialect.name == "sqlite" else POSTGRESQL
    return {name: sha256_hex(body) for name, body in db.session.execute(query)}


def baseline() -> dict[str, Any] | None:
    """The triggers and the migration as last recorded; None if they never were."""
    query = select(Event.after).where(Event.is_act(BASELINE), Event.subject_type == LOG[0])
    return db.session.scalars(query.order_by(Event.id.desc()).limit(1)).first()


def is_complete() -> bool:
    """Whether every row of an audited table must be recorded by some event."""
    return db.session.scalars(select(Event.id).where(Event.is_act(BASELINE)).limit(1)).first() is not None


def guards() -> Iterator[str]:
    """Every trigger is as the migrations made it, and is enabled."""
    if (recorded := baseline()) is None:
        return
    wanted, stored = recorded["guards"], present()
    for name in sorted(wanted.keys() | stored.keys()):
        if name not in stored:
            yield f"the guard {name} is gone"
        elif name not in wanted:
            yield f"the guard {name} was made by no migration"
        elif wanted[name] != stored[name]:
            yield f"the guard {name} was changed or switched off"
