"""After an older database was restored: mark the gap in the log, and issue no number twice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from factcheck.audit import heads
from factcheck.audit.given_out import keep
from factcheck.audit.heads import Head, Numbers
from factcheck.audit.models import Event
from factcheck.audit.service import LOG, record
from factcheck.db import db
from factcheck.db.visibility import everything_visible

RESTORE = "log:restore"


class Gap(NamedTuple):
    """Events that were lost: from the first to the last id, and the head of the last."""

    first: int
    last: int
    sha256: str

    def has(self, number: int, sha256: str) -> bool:
        """Whether this event was lost; the last one must be identical."""
        return self.first <= number < self.last or (number, sha256) == (self.last, self.sha256)


@everything_visible()
def gaps() -> list[Gap]:
    """All recorded gaps of the log."""
    events = db.session.scalars(select(Event.after).where(Event.is_act(RESTORE)).order_by(Event.id))
    return [Gap(it["lost_from"], it["lost_to"], it["lost_sha256"]) for it in events if it]


@everything_visible()
def lost(home: Path) -> Gap | None:
    """The events for which a head was written and which the database lacks; None if it has the newest one.

    A database whose log has a different event with that id isn't an older one: `factcheck check` reports it.
    """
    head, newest = heads.last(home), db.session.scalar(select(func.max(Event.id))) or 0
    if head is None or newest >= head.number or any(gap.last == head.number for gap in gaps()):
        return None
    return Gap(newest + 1, head.number, head.sha256)


def close(home: Path, gap: Gap, numbers: Numbers, source: str = "") -> Numbers:
    """Mark the gap in the log and reserve all numbers that were issued in it; returns those that are raised.

    `numbers` are the highest ones known from elsewhere, for example from the database that was replaced.
    """
    issued = highest([*(line.numbers for line in heads.lines(home)), numbers])
    issued["audit_events", ""] = max(gap.last, issued.get(("audit_events", ""), 0))
    raised = keep(issued)
    after = {"lost_from": gap.first, "lost_to": gap.last, "lost_sha256": gap.sha256, "from": source}
    after["raised"] = {noun: number for (noun, scope), number in raised.items() if not scope}
    record(None, RESTORE, LOG, None, after)
    return raised


def highest(several: Iterable[Numbers]) -> Numbers:
    """The highest value for each key."""
    found: Numbers = {}
    for numbers in several:
        for key, number in numbers.items():
            found[key] = max(number, found.get(key, 0))
    return found


@everything_visible()
def head_of_database() -> Head | None:
    """The newest event of the database, and its digest."""
    row = db.session.execute(select(Event.id, Event.sha256).order_by(Event.id.desc()).limit(1)).first()
    return Head(*row) if row else None
