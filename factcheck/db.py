"""The database: our typed base, column types, and how connections and transactions begin."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Protocol, TypeVar, cast

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Insert,
    MetaData,
    Select,
    Text,
    event,
    select,
)
from sqlalchemy import (
    insert as insert_statement,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from factcheck import slow, writers
from factcheck.errors import NotFound
from factcheck.language import _

SAFE_SQLITE = (3, 51, 3)  # 3.7.0 to 3.51.2 can lose committed rows when a WAL is reset

NUMBERING: list[Callable[[Connection, str], int | None]] = []  # audit/given_out.py
INSERTED = "rows inserted past the unit of work"


def utcnow() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases: SQLite forgets zones. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A datetime without a zone can't be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table shares: names for constraints, and one column type per Python type."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            str: Text(),
            date: Date(),
            datetime: UTCDateTime(),
            dict[str, Any]: JSON(none_as_null=True),
            list[Any]: JSON(none_as_null=True),
            enum.StrEnum: Enum(
                enum.StrEnum,
                native_enum=False,
                length=40,
                values_callable=lambda kinds: [kind.value for kind in kinds],
            ),
        },
    )


class Timestamped:
    """Adds when a row was made, in UTC."""

    created_at: Mapped[datetime] = mapped_column(default=utcnow, sort_order=90)


Entity = TypeVar("Entity", bound=Base)


class Revised(Protocol):
    """A row whose revision SQLAlchemy counts."""

    id: Any
    revision: Any


class UnsavedWork(RuntimeError):
    """A transaction that only reads was begun over changes that nobody committed."""


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def insert(kind: type[Base], values: Mapping[str, Any]) -> int:
    """Insert one row past the unit of work, where the way of a request is short; answers its (first) key.

    Flush before it what the row points at. Defaults of columns hold, relationships are loaded when asked for.
    """
    session = db.session()
    connection = session.connection()
    numbers = [ask(connection, kind.__tablename__) for ask in NUMBERING]
    given = [{"id": number} for number in numbers if number is not None]
    result = connection.execute(_insertion(kind), {**values, **(given[0] if given else {})})
    key = result.inserted_primary_key
    stored = {**dict(result.context.compiled_parameters[0]), **values}  # with the defaults of columns
    session.info.setdefault(INSERTED, []).append((kind, tuple(key or ()), stored))
    return cast(int, key[0] if key else 0)


def first_or_add(query: Select[Any], row: Entity) -> Entity:
    """The first row of a query, or else this one, added; two who add the same at one moment both get the first's."""
    found: Entity | None = db.session.scalars(query).first()
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(row)
            db.session.flush()
    except IntegrityError:  # somebody else was faster, and the database kept theirs
        return cast(Entity, db.session.scalars(query).one())
    return row


def check_revision(row: Revised, revision: int) -> bool:
    """Whether nobody changed a row since this revision of it was shown; until the transaction ends nobody will.

    PostgreSQL waits here for who is changing the row at this moment; SQLite lets one transaction write at a time. A row
    that was changed is read again when it is next looked at; NotFound where it is gone since it was read.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        kind: Any = type(row)
        stands = db.session.scalar(select(kind.revision).where(kind.id == row.id).with_for_update())
        if stands is None:
            raise NotFound(_("Somebody deleted this a moment ago. Nothing was saved."))
        if stands != row.revision:
            db.session.expire(row)
    return bool(row.revision == revision)


@lru_cache(maxsize=64)
def _insertion(kind: type[Base]) -> Insert:
    return insert_statement(kind.__table__)  # type: ignore[arg-type]  # SQLAlchemy types it as FromClause; it is a Table


def sqlite_module() -> Any:
    """A DB-API module whose SQLite is safe in WAL mode, or the stock one where pysqlite3 has no wheel."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3 as dbapi2
    return dbapi2


def engine_options(url: str) -> dict[str, Any]:
    """How SQLAlchemy should connect to this database."""
    pool = {"pool_size": 16, "max_overflow": 64, "pool_timeout": 5, "pool_pre_ping": url.startswith("postgresql")}
    if url.startswith("sqlite"):
        return {**pool, "module": sqlite_module(), "connect_args": {"check_same_thread": False}}
    return {**pool, "connect_args": {"connect_timeout": 3}}  # seconds; libpq would wait for minutes


@contextmanager
def read_only() -> Iterator[None]:
    """Inside, nothing is written and nobody waits: slow work is done here, before the transaction that keeps it.

    It is a transaction of its own. What was read before it, and inside it, is read anew when it is next looked at, so
    what is decided is decided after it. Raises UnsavedWork where something was written already and not committed.
    """
    before = writers.mode()
    if before is writers.Mode.READS:
        yield
        return
    end_reading()
    writers.promise(writers.Mode.READS)
    try:
        yield
    finally:
        writers.promise(before)
        end_reading()


@contextmanager
def writing() -> Iterator[None]:
    """Inside, a transaction of another connection may write a row of its own, whatever the work around it does."""
    before = writers.mode()
    writers.promise(writers.Mode.WRITES_OWN)
    try:
        yield
    finally:
        writers.promise(before)


def upsert(connection: Connection, kind: type[Base]) -> Any:
    """An INSERT of this database that may say `on_conflict_do_update`."""
    insertion = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insertion(kind)


def end_reading() -> None:
    """End the transaction under way, in which nothing was written: the next one sees what others have done since."""
    session = db.session()
    if not session.in_transaction():
        return
    if _has_changed(session):
        raise UnsavedWork("changed and not committed, before a transaction that only reads")
    session.rollback()


def let_others_write() -> bool:
    """Free the writers' lock where nothing was written, as before a page is drawn; what was read stays as it is.

    Answers whether it is free.
    """
    session = db.session()
    if not slow.is_writing():
        return not session.new and not session.deleted and not session.dirty
    if session.in_nested_transaction() or _has_changed(session):
        return False
    writers.let_go(session.connection())
    return True


def _has_changed(session: Session) -> bool:
    """Whether the transaction under way has changed anything, or is about to."""
    if session.new or session.deleted or session.dirty:
        return True
    is_untouched = writers.mode() is writers.Mode.WRITES and not slow.is_writing()
    return not is_untouched and writers.has_written(session.connection())


def forget_transaction() -> None:
    """Roll back, even if the connection is gone."""
    try:
        db.session.rollback()
    except Exception:
        db.session.remove()


def init_app(app: Flask) -> None:
    """Bind the database to the app and prepare its SQLite connections."""
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)
        writers.install(db.engine)


def prepare_sqlite(engine: Engine) -> None:
    """Durable and checked (docs/operations.md, SQLite)."""
    safe = sqlite_module().sqlite_version_info >= SAFE_SQLITE

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"journal_mode={'WAL' if safe else 'TRUNCATE'}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # so that OR REPLACE asks the triggers of DELETE
            f"busy_timeout={int(1000 * writers.PATIENCE)}",
            "journal_size_limit=4194304",  # bytes to which the write-ahead log is cut after a checkpoint
            "cache_size=-16000",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
