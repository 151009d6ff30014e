"""The typed base of every table, its column types, and the session."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from flask.globals import app_ctx
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Date, DateTime, Dialect, Enum, MetaData, Text, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, SessionTransaction, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from factcheck.db import writers
from factcheck.processes import turns

CONNECTION = "connection of the transaction under way"  # in the info of a session


def utcnow() -> datetime:
    """The current time, aware, in UTC."""
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
    """The base of every table: names for constraints, and one column type per Python type."""

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
    """Adds the time when a row was created, in UTC."""

    created_at: Mapped[datetime] = mapped_column(default=utcnow, sort_order=90)


class Archivable:
    """A row that is never deleted; `archived_at` is None while it is in use. `audit/archiving.py` archives it."""

    if TYPE_CHECKING:  # the table has it
        id: Any

    archived_at: Mapped[datetime | None] = mapped_column(sort_order=80)


APP_CONTEXT: Any = app_ctx.__wrapped__  # type: ignore[attr-defined]  # of Werkzeug's proxy, which takes as long again
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "scopefunc": APP_CONTEXT.get})


def connection() -> Connection:
    """The connection of the session's transaction, which begins if there is none.

    The session itself takes long to find it, and is asked only at the beginning and after a failure.
    """
    session = db.session()
    begun: Connection | None = session.info.get(CONNECTION)
    if begun is not None and session.is_active:
        return begun
    if session.in_transaction() or (engine := db.engine).dialect.name != "sqlite":
        return session.connection()
    with writers.lined_up(engine.url.database):
        return session.connection()


@event.listens_for(db.session, "after_begin")
def _remember(session: Session, _transaction: SessionTransaction, begun: Connection) -> None:
    session.info[CONNECTION] = begun


@event.listens_for(db.session, "after_transaction_end")
def _forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(CONNECTION, None)
        turns.go_on()
