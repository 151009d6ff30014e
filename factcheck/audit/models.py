"""The append-only audit log of who did what."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Dialect, ForeignKey, Index, String, TypeDecorator, case
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.audit import former_names
from factcheck.db import Base
from factcheck.db.visibility import Guarded


class Details(TypeDecorator[dict[str, Any]]):
    """JSON of an event, read under the names of today; `type_coerce(column, JSON)` reads it as it is stored."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_result_value(self, value: Any, _: Dialect) -> dict[str, Any] | None:
        """Map former names."""
        return former_names.details(value)


class RowStates(Details):
    """The recorded rows of an event, read under the names of today's tables and columns."""

    cache_ok = True

    def process_result_value(self, value: Any, _: Dialect) -> dict[str, Any] | None:
        """Map former names."""
        return former_names.row_states(value)


class Event(Guarded, Base):
    """One event: never updated or deleted (triggers refuse that), each chained to the one before by its digest."""

    __tablename__ = "audit_events"
    __table_args__ = (Index(None, "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    actor_name: Mapped[str]
    stored_action: Mapped[str] = mapped_column("action", String(60))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(Details)
    after: Mapped[dict[str, Any] | None] = mapped_column(Details)
    row_states: Mapped[dict[str, Any] | None] = mapped_column(
        RowStates, deferred=True
    )  # row_states.py; not shown to anybody
    previous_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), unique=True)

    @hybrid_property
    def action(self) -> str:
        """The action as noun:verb, by its present name."""
        return former_names.action(self.stored_action)

    @action.inplace.expression
    @classmethod
    def _action(cls) -> ColumnElement[str]:
        return case(former_names.ACTIONS, value=cls.stored_action, else_=cls.stored_action).label("action")

    @classmethod
    def is_act(cls, *actions: str) -> ColumnElement[bool]:
        """The condition that an entry is of one of these actions, by their present names.

        `action` means the same in a query, but has a parameter for each former name of any action.
        """
        return cls.stored_action.in_(former_names.stored_actions(*actions))
