"""A number that was issued is never issued again, even if a restored database doesn't know it.

SQLite gives a row the number after the highest one in the table; so the reserved numbers are looked up before a row is
inserted, as long as the table is below them. PostgreSQL has sequences, which `audit/given_out.py` raises.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Connection, String, event, func, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from factcheck.db.base import Base, db
from factcheck.db.visibility import everything_visible

_floors: dict[str, int] = {}  # by table; of this process, and only for SQLite
_given: dict[str, int] = {}  # what this process issued above them, committed or not
_read = False


class GivenOut(Base):
    """A number that people have seen and a restored backup doesn't know: none up to it is issued again.

    `noun` is a table, or a table and its column of numbers within one row of another, which `scope` names.
    """

    __tablename__ = "given_out"

    noun: Mapped[str] = mapped_column(String(40), primary_key=True)
    scope: Mapped[str] = mapped_column(String(120), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


def floor(noun: str, scope: object = "") -> int:
    """The highest number of this noun that was issued before a restore; 0 if there was none."""
    return db.session.scalar(select(GivenOut.number).where(GivenOut.noun == noun, GivenOut.scope == str(scope))) or 0


def forget() -> None:
    """Read the reserved numbers again: the database was replaced, or some were added."""
    global _read
    _floors.clear()
    _given.clear()
    _read = False


def next_number(connection: Connection, table: str) -> int | None:
    """The number for a new row of this table if the database would issue one twice; else None."""
    return None if _read and table not in _floors else _next_number(connection, table)


@everything_visible()
def _next_number(connection: Connection, table: str) -> int | None:
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
    if "id" in table.c and row.id is None and (number := next_number(connection, str(table.description))) is not None:
        row.id = number
