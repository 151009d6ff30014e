"""Which numbers this installation has issued, and the reserving of those that a restored database doesn't know.

PostgreSQL raises its sequences. On SQLite `db/numbering.py` looks the reserved numbers up before a row is inserted.
"""

from __future__ import annotations

from sqlalchemy import func, select

from factcheck.audit.heads import NUMBERED, Numbers
from factcheck.db import Base, db
from factcheck.db.numbering import GivenOut, floor, forget
from factcheck.db.row_states import audited_tables
from factcheck.db.visibility import everything_visible


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


@everything_visible()
def _highest(noun: str, scope: str) -> int:
    table = Base.metadata.tables.get(noun)
    stored = db.session.scalar(select(func.max(table.c.id))) if table is not None and not scope else 0
    return max(stored or 0, floor(noun, scope))


def _raise_sequence(noun: str, number: int) -> None:
    if noun in Base.metadata.tables and db.session.get_bind().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(noun, "id")
        db.session.execute(select(func.setval(sequence, number)))


@everything_visible()
def highest_numbers() -> Numbers:
    """The highest number of each audited table."""
    tables = [table for table in audited_tables() if "id" in Base.metadata.tables[table].c]
    found = {table: db.session.scalar(select(func.max(Base.metadata.tables[table].c.id))) for table in tables}
    return {(table, ""): number for table, number in found.items() if number}


@everything_visible()
def all_numbers() -> Numbers:
    """Every number and every address that this database has issued."""
    found = highest_numbers()
    for table, column in NUMBERED.items():
        columns = Base.metadata.tables[table].c
        query = select(columns[column], func.max(columns.number)).group_by(columns[column])
        found |= {(f"{table}.number", str(of)): number for of, number in db.session.execute(query)}
    slugs = db.session.scalars(select(Base.metadata.tables["verdicts"].c.slug))
    return found | {("verdicts.slug", slug): 1 for slug in slugs if slug}
