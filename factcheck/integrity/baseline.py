"""Recorded once after each migration: the rows that no event covers yet, and the guards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select, text

from factcheck.audit.models import Event
from factcheck.audit.service import LOG, record
from factcheck.db import db
from factcheck.db.row_states import States, announce
from factcheck.integrity import guards
from factcheck.integrity.guards import BASELINE
from factcheck.integrity.rows import differing, unrecorded

AT_ONCE = 2_000  # rows per event
PART = "log:baseline-rows"
ACCEPT = "log:accept"


def take_baseline() -> int:
    """After a migration, record the rows that no event covers; returns their number. Never commits.

    A row that an event covers is left alone, so that a change since then is reported.
    """
    migration = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    before = guards.baseline()
    if before is not None and before["migration"] == migration:
        return 0
    count = 0
    for part in _parts(unrecorded()):
        count += sum(map(len, part.values()))
        announce(db.session(), part)
        record(None, PART, LOG, None, {"rows": sum(map(len, part.values()))})
    record(None, BASELINE, LOG, None, {"migration": migration, "guards": guards.present()})
    return count


def accept(reason: str) -> int:
    """Record the present state of rows, with the reason; returns their number. Never commits.

    Earlier events stay in the log, and `factcheck check` keeps naming the event that accepted it.
    """
    count = 0
    for part in _parts(differing()):
        count += sum(map(len, part.values()))
        announce(db.session(), part)
        record(None, ACCEPT, LOG, None, {"reason": reason, "rows": sum(map(len, part.values()))})
    return count


def accepted() -> Iterator[str]:
    """What was accepted, when and why."""
    for act, at, after in db.session.execute(select(Event.id, Event.at, Event.after).where(Event.is_act(ACCEPT))):
        yield f"entry {act} of {at:%Y-%m-%d} accepted {after['rows']} rows as they were: {after['reason']}"


def _parts(rows: Iterator[tuple[str, str, Mapping[str, Any] | None]]) -> Iterator[States]:
    """The rows in batches."""
    part: States = {}
    size = 0
    for table, key, values in rows:
        part.setdefault(table, {})[key] = None if values is None else dict(values)
        size += 1
        if size == AT_ONCE:
            yield part
            part, size = {}, 0
    if part:
        yield part
