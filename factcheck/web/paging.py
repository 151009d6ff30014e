"""Keyset pages: stable while rows are added and removed, and as fast at the end as at the beginning."""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Generic, NamedTuple, TypeVar

from flask import request, url_for
from sqlalchemy import Select, tuple_

from factcheck.db import UTCDateTime, db
from factcheck.errors import DomainError
from factcheck.i18n import _
from factcheck.web.input.json_reader import read_json
from factcheck.web.input.numbers import number
from factcheck.web.long_searches import asked

Row = TypeVar("Row")
SIZE = 30  # rows of a page


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and the address of the next ones (None at the end)."""

    items: Sequence[Row]
    next_url: str | None
    is_first: bool
    after: str | None = None  # sent for the next rows by the form of a search without an address


def page(rows: Select[Row], *keys: Any, size: int = SIZE, descending: bool = True) -> Page[Row]:
    """One page of `rows`, ordered by the SQL expressions `keys`; reads `after` from the URL.

    None of the keys may be NULL, and the last must be unique.
    """
    order = [key.desc() if descending else key.asc() for key in keys]
    shown = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    query = rows.add_columns(*shown).order_by(None).order_by(*order).limit(size + 1)
    after = asked().get("after")
    if after:
        bound, values = tuple_(*keys), tuple_(*values_after(after, keys))
        query = query.where(bound < values if descending else bound > values)
    rows_of_page = page_from(db.session.execute(query).unique().all(), len(keys), size, is_first=not after)
    return replace(rows_of_page, items=[row[0] for row in rows_of_page.items])


def page_from(found: Sequence[Any], keys: int, size: int, *, is_first: bool) -> Page[Any]:
    """The page of rows that end with the values of that many keys: `found` has one row more if there is a next page."""
    last = _encode(list(found[size - 1][-keys:])) if len(found) > size else None
    return Page(found[:size], _next_url(last) if last else None, is_first, last)


def values_after(after: str, keys: Sequence[Any]) -> list[Any]:
    """The values of a row's keys from the `after` of an address; raises DomainError if it is damaged."""
    return [_typed(key, value) for key, value in zip(keys, _decode(after, len(keys)), strict=True)]


class Order(NamedTuple):
    """A sort order of a list: its name, marked by `N_`, and its keys (see `page`), made when they are needed."""

    words: str
    keys: Callable[[], Sequence[Any]]
    is_descending: bool = True


def ordered_page(rows: Select[Row], orders: Mapping[str, Order], name: str) -> Page[Row]:
    """One page of `rows` in the order of that name; an unknown name is the first order."""
    order = orders.get(name) or next(iter(orders.values()))
    return page(rows, *order.keys(), descending=order.is_descending)


def page_of(rows: Sequence[Row], key: Callable[[Row], tuple[datetime, int]], size: int = SIZE) -> Page[Row]:
    """One page of rows in memory, which descend by a moment (UTC) and a unique number; reads `after` from the URL."""
    start, after = 0, asked().get("after")
    if after:
        bound = _moment_and_number(*_decode(after, 2))
        start = bisect_left(range(len(rows)), True, key=lambda index: key(rows[index]) < bound)
    items = rows[start : start + size]
    last = _encode(list(key(items[-1]))) if start + size < len(rows) else None
    return Page(items, _next_url(last) if last else None, not after, last)


def _next_url(after: str) -> str:
    arguments = {**request.args.to_dict(flat=False), **(request.view_args or {}), "after": after}
    return url_for(request.endpoint or "", **arguments)


def _encode(values: list[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _decode(cursor: str, count: int) -> list[Any]:
    try:
        values = read_json(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode(), size=1_000)
    except (binascii.Error, ValueError):
        values = None
    if not isinstance(values, list) or len(values) != count:
        raise _damaged()
    return values


def _typed(key: Any, value: Any) -> Any:
    try:
        if isinstance(key.type, UTCDateTime):
            return datetime.fromisoformat(value).astimezone(UTC)
        if key.type.python_type is date:
            return date.fromisoformat(value)
    except (OverflowError, TypeError, ValueError):
        raise _damaged() from None
    found = number(value) if key.type.python_type is int else value
    if not isinstance(found, key.type.python_type):
        raise _damaged()
    return found


def _moment_and_number(moment: Any, value: Any) -> tuple[datetime, int]:
    found = number(value)
    try:
        if found is not None:
            return datetime.fromisoformat(moment).astimezone(UTC), found
    except (OverflowError, TypeError, ValueError):
        pass
    raise _damaged()


def _damaged() -> DomainError:
    return DomainError(_("This page address is invalid. Start from the first page."))
