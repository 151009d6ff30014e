"""Counters shared by all processes of an installation: how often something was tried, in one small table.

A counter is read before it is written, so that a flood of refused attempts doesn't take the writers' lock. It is
written in its own transaction, in the order of the keys, so that there is no deadlock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, String, case, delete, literal, select
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.db import Base, UTCDateTime, db, read_only, upsert, utcnow, writing
from factcheck.hashing import sha256_hex

FIRST_WAIT = 30  # seconds after the last free attempt; doubled after each further one
LONGEST_WAIT = 900  # seconds


class Count(Base):
    """How often something was tried; an expired row counts nothing."""

    __tablename__ = "counts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)  # a SHA-256: no address is stored
    count: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """The number of free attempts of one kind: in a window, or, if waits grow, until the count expires unused."""

    kind: str
    subject: str
    free: int
    window: timedelta
    grows: bool = False
    is_enforced: bool = True

    @property
    def key(self) -> str:
        """The key of the counter."""
        return sha256_hex(f"{self.kind}\n{self.subject}")

    def wait(self, count: int, first_at: datetime, last_at: datetime, now: datetime) -> int:
        """Seconds until the next attempt, after so many."""
        if not self.is_enforced or count < self.free:
            return 0
        end = first_at + self.window
        if self.grows:
            end = last_at + timedelta(seconds=min(FIRST_WAIT * 2 ** min(count - self.free, 20), LONGEST_WAIT))
        return max(-int((now - end).total_seconds() // 1), 0)


def counted(keys: Collection[str]) -> dict[str, Count]:
    """The counts of these keys that haven't expired."""
    query = select(Count.__table__).where(Count.key.in_(keys), Count.expires_at > utcnow())
    with read_only(), db.engine.connect() as connection:
        return {row.key: Count(**row._mapping) for row in connection.execute(query)}


def wait_for(limits: Sequence[Limit], rows: Mapping[str, Count]) -> int:
    """Seconds until all limits allow the next attempt, given these counts; 0 for now."""
    now = utcnow()
    counts = [(limit, rows[limit.key]) for limit in limits if limit.key in rows]
    return max((limit.wait(row.count, row.first_at, row.last_at, now) for limit, row in counts), default=0)


def count(limits: Sequence[Limit]) -> dict[str, int]:
    """Count an attempt against each limit; returns the counts by kind."""
    now = utcnow()
    with writing(), db.engine.begin() as connection:
        return {limit.kind: _add(connection, limit, now) for limit in sorted(limits, key=lambda it: it.key)}


def take(limits: Sequence[Limit]) -> int:
    """Count an attempt unless it has to wait; returns the seconds."""
    wait = wait_for(limits, counted([limit.key for limit in limits]))
    if not wait:
        count(limits)
    return wait


def _add(connection: Connection, limit: Limit, now: datetime, by: int = 1) -> int:
    at, ends = literal(now, UTCDateTime()), literal(now + limit.window, UTCDateTime())
    has_expired = Count.expires_at <= at
    insert = upsert(connection, Count)
    statement = insert.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((has_expired, by), else_=Count.count + by),
            "first_at": case((has_expired, at), else_=Count.first_at),
            "last_at": at,
            "expires_at": ends if limit.grows else case((has_expired, ends), else_=Count.expires_at),
        },
    ).returning(Count.count)
    row = {"key": limit.key, "count": by, "first_at": now, "last_at": now}
    return int(connection.execute(statement, {**row, "expires_at": now + limit.window}).scalar_one())


def add(limit: Limit, by: int) -> tuple[int, datetime]:
    """Count several at once; returns the new count, and the start of the window."""
    with writing(), db.engine.begin() as connection:
        count = _add(connection, limit, utcnow(), by)
        first_at = connection.scalar(select(Count.first_at).where(Count.key == limit.key)) or utcnow()
    return count, first_at


def forget(keys: Collection[str]) -> None:
    """Reset these counters."""
    with writing(), db.engine.begin() as connection:
        connection.execute(delete(Count).where(Count.key.in_(sorted(keys))))


def forget_expired() -> None:
    """Delete expired rows, skipping locked ones."""
    old = select(Count.key).where(Count.expires_at <= utcnow()).limit(500).with_for_update(skip_locked=True)
    with writing(), db.engine.begin() as connection:
        connection.execute(delete(Count).where(Count.key.in_(old)))
