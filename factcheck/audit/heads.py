"""The head of the audit log, the newest event and its digest, written beside the database after each commit.

The file `audit-heads` in the data folder has a line for each commit, and only grows:

57:3f5a…c2 2026-11-28T20:45:01Z claims=12 editions=4 editions.number/3=2

The fields: the id of the event, its SHA-256, the time, and the highest numbers of rows that the commit named. To
cut the log or recompute its chain, one would have to change this file as well, and every copy of a head elsewhere.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from flask import current_app
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from factcheck.audit import former_names
from factcheck.db import db, utcnow

FILE = "audit-heads"
NOTED = "head of the audit log after this transaction"
COMMITTED = "head of the audit log after the transaction that was committed"
TAIL = 8_192  # bytes; several processes may append out of commit order
LINE = re.compile(r"(\d+):([0-9a-f]{64}) (\S+)((?: [a-z_./%0-9A-F~-]+=\d+)*)\n")
NUMBERED = {
    "editions": "verdict_id",
    "versions": "article_id",
    "evidence": "claim_id",
    "claim_questions": "claim_id",
    "calculations": "claim_id",
    "claim_relations": "other_id",
}  # noun, scope
log = logging.getLogger(__name__)
Numbers = dict[tuple[str, str], int]  # (noun, scope) → the highest number issued


class Head(NamedTuple):
    """The id of an event and its digest, which prove that all events up to it are unchanged."""

    number: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"

    @classmethod
    def parse(cls, text: str) -> Head:
        """Read `N:HASH`; raises ValueError for anything else."""
        if not (found := re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip().lower())):
            raise ValueError("A head is written as NUMBER:SHA256, with 64 hexadecimal digits.")
        return cls(int(found[1]), found[2])


class HeadLine(NamedTuple):
    """A line of the file: a head, when it was written, and the numbers that were issued."""

    head: Head
    at: str
    numbers: Numbers


def note(session: Session, head: Head, states: Mapping[str, Any] | None) -> None:
    """Store the head that is written when this transaction is committed."""
    _, numbers = session.info.get(NOTED, (None, {}))
    session.info[NOTED] = (head, {**numbers, **given_out(states or {})})


def given_out(states: Mapping[str, Any]) -> Numbers:
    """The highest numbers among the rows of an event."""
    found: Numbers = {}

    def raise_to(noun: str, scope: str, number: int) -> None:
        found[noun, scope] = max(number, found.get((noun, scope), 0))

    for table, rows in states.items():
        for key, values in rows.items():
            values, of = values or {}, NUMBERED.get(table)
            if key.isdigit():
                raise_to(table, "", int(key))
            if of in values and "number" in values:
                raise_to(f"{table}.number", str(values[of]), values["number"])
            if values.get("slug"):
                raise_to(f"{table}.slug", values["slug"], 1)
    return found


def append(home: Path, head: Head, numbers: Mapping[tuple[str, str], int] | None = None) -> None:
    """Add a line, in one write, so that lines of several threads and processes are never mixed."""
    issued = "".join(
        f" {noun}{'/' if of else ''}{quote(of)}={number}" for (noun, of), number in (numbers or {}).items()
    )
    line = f"{head} {utcnow():%Y-%m-%dT%H:%M:%SZ}{issued}\n"
    descriptor = os.open(home / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)


def lines(home: Path) -> Iterator[HeadLine]:
    """All lines, oldest first, without incomplete ones."""
    try:
        with (home / FILE).open(encoding="ascii", errors="replace") as file:
            yield from filter(None, map(_read, file))
    except FileNotFoundError:
        return


def last(home: Path) -> Head | None:
    """The head with the highest id among the newest lines; None if there is none."""
    try:
        with (home / FILE).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
            found = [_read(text + "\n") for text in file.read().decode("ascii", "replace").splitlines()]
    except FileNotFoundError:
        return None
    return max((line.head for line in found if line), default=None)


def _read(text: str) -> HeadLine | None:
    if not (found := LINE.fullmatch(text)):
        return None
    numbers: Numbers = {}
    for item in found[4].split():
        name, _, number = item.rpartition("=")
        noun, _, scope = name.partition("/")
        key = (former_names.noun(noun), unquote(scope))
        numbers[key] = max(int(number), numbers.get(key, 0))
    return HeadLine(Head(int(found[1]), found[2]), found[3], numbers)


@event.listens_for(db.session, "after_commit")
def _confirm(session: Session) -> None:
    if not session.in_nested_transaction() and NOTED in session.info:  # else a savepoint was released
        session.info[COMMITTED] = session.info.pop(NOTED)


@event.listens_for(db.session, "after_transaction_end", insert=True)  # before this thread gives its turn to another
def _write(session: Session, transaction: SessionTransaction) -> None:
    """Write when the next writer may go on. If that fails, the event is stored anyway, and the next head proves it."""
    if transaction.parent is not None:
        return
    session.info.pop(NOTED, None)  # the transaction was closed without a commit
    head, numbers = session.info.pop(COMMITTED, (None, {}))
    if head is None:
        return
    try:
        append(current_app.extensions["settings"].home, head, numbers)
    except OSError:
        log.exception("The head of the audit log could not be written to %s", FILE)


@event.listens_for(db.session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(NOTED, None)
