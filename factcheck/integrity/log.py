"""Verifies the audit log: an unbroken chain that agrees with every head that was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ColumnElement, select, type_coerce

from factcheck.audit import heads
from factcheck.audit.chain import FIELDS, LATER, START, digest
from factcheck.audit.heads import Head
from factcheck.audit.models import Details, Event
from factcheck.audit.restoring import Gap, gaps
from factcheck.db import db

BATCH = 500


def record() -> Iterator[str]:
    """The audit log is an unbroken chain."""
    previous = START
    columns = [_stored(name) for name in ("id", *FIELDS, *LATER, "previous_sha256", "sha256")]
    for row in db.session.execute(select(*columns).order_by(Event.id).execution_options(yield_per=BATCH)):
        fields: dict[str, Any] = {str(name): value for name, value in row._mapping.items()}
        if fields["previous_sha256"] != previous or digest(previous, fields) != fields["sha256"]:
            yield f"entry {fields['id']} was altered, or an earlier one is missing"
        previous = fields["sha256"]


def _stored(name: str) -> ColumnElement[Any]:
    """A column as it was written: the digest proves former names, too."""
    column = Event.__table__.c[name]
    return type_coerce(column, JSON).label(name) if isinstance(column.type, JSON | Details) else column


def written_heads() -> Iterator[str]:
    """Every head that was written beside the database is still in the log."""
    lost = gaps()
    for batch in _batches(_lines()):
        yield from compared([line.head for line in batch], lost)


def compared(heads: Iterable[Head], lost: list[Gap]) -> Iterator[str]:
    """The differences between the log and these heads; events that a restore recorded as lost don't count."""
    heads = list(heads)
    numbers = [head.number for head in heads]
    rows = db.session.execute(select(Event.id, Event.sha256).where(Event.id.in_(numbers)))
    stored = {number: sha256 for number, sha256 in rows}  # noqa: C416 - rows aren't pairs to mypy
    for number, sha256 in heads:
        if number not in stored:
            if not any(gap.has(number, sha256) for gap in lost):
                yield f"entry {number} is missing: the log was cut, or an older database was put in its place"
        elif stored[number] != sha256:
            yield f"entry {number} isn't the one whose digest was written down: the log was recomputed"


def _lines() -> Iterator[heads.HeadLine]:
    return heads.lines(current_app.extensions["settings"].home)


def _batches(lines: Iterator[heads.HeadLine]) -> Iterator[list[heads.HeadLine]]:
    while batch := list(islice(lines, BATCH)):
        yield batch
