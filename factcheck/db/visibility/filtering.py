"""The filter of every statement, and the refusal of statements that would pass it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVarTuple
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, CompoundSelect, Row, Select, event, false, inspect, select
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria

from factcheck.db.base import Base, connection, db
from factcheck.db.visibility.asking import is_everything_visible, visible_to

MARK = "hidden_source"  # the name of the filter's subquery, in every filtered statement
NOTHING = re.compile(r"\bWHERE (?:0 = 1|false)\b")  # to which SQLAlchemy shortens a condition that can't be met
READ_FROM = re.compile(r"\b(?:FROM|JOIN)\s+\(?\"?(\w+)", re.IGNORECASE)
Columns = TypeVarTuple("Columns")
Rule = Callable[[Any], ColumnElement[bool]]
_rules: dict[type[Any], Rule] = {}
_kept: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()  # filtered, by statement


class Unfiltered(RuntimeError):
    """A statement would read rows that the person of this request may not see."""


class Guarded:
    """A model whose rows are left out of every query by people who may not see them."""

    @classmethod
    def visible(cls) -> ColumnElement[bool]:
        """The condition on rows of this model, or on an alias of it."""
        mapper = inspect(cls, raiseerr=False)
        rule = _rules.get(mapper.mapper.class_) if mapper is not None else None
        return rule(cls) if rule else false()


FILTER = with_loader_criteria(Guarded, lambda kind: kind.visible(), include_aliases=True, propagate_to_loaders=False)


def seen_if(kind: type[Any], rule: Rule) -> None:
    """State who sees the rows of a model: `rule` has the model or an alias of it, and compares with `viewer`."""
    _rules[kind] = rule


def fetch(
    statement: Select[*Columns] | CompoundSelect[*Columns], values: Mapping[str, Any] | None = None
) -> Sequence[Row[*Columns]]:
    """All rows of a statement that selects columns only, in the session's transaction.

    Past the session, which takes as long again to look for entities: it flushes nothing first.
    """
    return connection().execute(_filtered(statement), values).all()


def _filtered(statement: Any) -> Any:
    """The same statement each time for one that is built once, because SQLAlchemy keeps its cache key with it."""
    if is_everything_visible():
        return statement
    if (found := _kept.get(statement)) is None:
        found = _kept[statement] = statement.options(FILTER)
    return found


@event.listens_for(db.session, "do_orm_execute")
def _filter(state: ORMExecuteState) -> None:
    state.statement = _filtered(state.statement)


def is_open_to_all(kind: type[Any], key: str) -> bool:
    """Whether everybody may see the row of a model with this number, so that a report may show its values."""
    if not issubclass(kind, Guarded):
        return True
    with visible_to(None):
        identity: Any = kind.id  # type: ignore[attr-defined]  # guarded rows that are recorded have one
        return db.session.scalar(select(identity).where(identity == int(key))) is not None


def refuse_unfiltered(_: Any, _cursor: Any, sql: str, _values: Any, context: Any, _many: Any) -> None:
    """Refuse to read a guarded table without the filter; raises Unfiltered. An object's own columns may be loaded."""
    if _is_unfiltered(sql) and not is_everything_visible() and not _is_loading_columns(context):
        raise Unfiltered(f"a guarded table is read past the filter; use the session, or everything_visible(): {sql}")


@lru_cache(maxsize=4096)
def _is_unfiltered(sql: str) -> bool:
    is_query = sql.lstrip().upper().startswith(("SELECT", "WITH"))
    return (
        is_query
        and MARK not in sql
        and not NOTHING.search(sql)
        and not _guarded_tables().isdisjoint(READ_FROM.findall(sql))
    )


@lru_cache(maxsize=1)
def _guarded_tables() -> frozenset[str]:
    kinds: list[Any] = [mapper.class_ for mapper in Base.registry.mappers]
    return frozenset(kind.__table__.name for kind in kinds if issubclass(kind, Guarded))


def _is_loading_columns(context: Any) -> bool:
    options = getattr(getattr(getattr(context, "compiled", None), "compile_state", None), "compile_options", None)
    return bool(getattr(options, "_for_refresh_state", False))
