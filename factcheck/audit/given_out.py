"""A number that was issued is never issued again, even if a restored database doesn't know it.

PostgreSQL raises its sequences. SQLite gives a row the number after the highest one in the table; so the reserved
numbers are looked up before a row is inserted, as long as the table is below them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, event, func, select
from sqlalchemy.orm import Mapper

from factcheck.audit.heads import NUMBERED, Numbers
from factcheck.audit.models import GivenOut
from factcheck.db import Base, db
from factcheck.db.insertion import NUMBERING
from factcheck.row_states import told_tables

_floors: dict[str, int] = {}  # by table; of this process, and only for SQLite
_given: dict[str, int] = {}  # what this process issued above them, committed or not
_read = False


def keep(numbers: Numbers) -> Numbers:
    """Reserve these numbers; returns those that are higher than the database's own."""
    raised: Numbers = {}
    for (noun, scope), number in sorted(numbers.items()):
        if number > _highest(noun, scope):
            raised[noun, scope] = number
            db.session.merge(GivenOut(noun=noun, scope=scope, number=number))
            if not scope:
                _raise_sequence(noun, number)
    db.session.flush()
    forget()
    return raised


def floor(noun: str, scope: object = "") -> int:
    """The highest number of this noun that was issued before a restore; 0 if there was none."""
    return db.session.scalar(select(GivenOut.number).where(GivenOut.noun == noun, GivenOut.scope == str(scope))) or 0


def _highest(noun: str, scope: str) -> int:
    table = Base.metadata.tables.get(noun)
    stored = db.session.scalar(select(func.max(table.c.id))) if table is not None and not scope else 0
    return max(stored or 0, floor(noun, scope))


def _raise_sequence(noun: str, number: int) -> None:
    if noun in Base.metadata.tables and db.session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(noun, "id")
        db.session.execute(select(func.setval(sequence, number)))


def init() -> None:
    """Look up the reserved numbers whenever a row is inserted, through the unit of work or not."""
    NUMBERING[:] = [_next]


def forget() -> None:
    """Read the reserved numbers again: the database was replaced, or some were added."""
    global _read
    _floors.clear()
    _given.clear()
    _read = False


def _next(connection: Connection, table: str) -> int | None:
    """The number for a new row of this table if the database would issue one twice; else None."""
    global _read
    if not _read:
        if connection.dialect.name == "sqlite":
            kept = select(GivenOut.noun, GivenOut.number).where(GivenOut.scope == "")
            _floors.update({noun: number for noun, number in connection.execute(kept)})  # noqa: C416 - rows to mypy
        _read = True
    if table not in _floors:
        return None
    highest = connection.scalar(select(func.max(Base.metadata.tables[table].c.id))) or 0
    if highest >= _floors[table] and highest >= _given.get(table, 0):
        del _floors[table]  # from now on SQLite counts correctly
        return None
    _given[table] = max(_floors[table], highest, _given.get(table, 0)) + 1
    return _given[table]


@event.listens_for(Base, "before_insert", propagate=True)
def _number(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    table = mapper.local_table
    if "id" in table.c and row.id is None and (number := _next(connection, str(table.description))) is not None:
        row.id = number


def highest_numbers() -> Numbers:
    """The highest number of each audited table."""
    tables = [table for table in told_tables() if "id" in Base.metadata.tables[table].c]
    found = {table: db.session.scalar(select(func.max(Base.metadata.tables[table].c.id))) for table in tables}
    return {(table, ""): number for table, number in found.items() if number}


def all_numbers() -> Numbers:
    """Every number and every address that this database has issued."""
    found = highest_numbers()
    for table, column in NUMBERED.items():
        columns = Base.metadata.tables[table].c
        query = select(columns[column], func.max(columns.number)).group_by(columns[column])
        found |= {(f"{table}.number", str(of)): number for of, number in db.session.execute(query)}
    slugs = db.session.scalars(select(Base.metadata.tables["verdicts"].c.slug))
    return found | {("verdicts.slug", slug): 1 for slug in slugs if slug}
