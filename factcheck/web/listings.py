"""Lists whose statements are built once for each shape of their filters: building one costs more than running it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select, tuple_

from factcheck.db import db, fetch
from factcheck.web.long_searches import MOST_COUNTED, asked
from factcheck.web.paging import SIZE, Order, Page, page_from, values_after

Columns = Select[*tuple[Any, ...]]
SHAPES = 256  # statements kept for each kind; the least used is built again


class Listing(NamedTuple):
    """The rows of a list: `build(*shape)` makes their statement, in which `values` are bound by their names."""

    build: Callable[..., Columns]
    shape: tuple[Hashable, ...]
    values: Mapping[str, Any]


def listed_page(listing: Listing, orders: Mapping[str, Order], name: str) -> Page[Any]:
    """One page of a listing in the order of that name, as by `paging.ordered_page`; its items are rows of columns."""
    order = orders.get(name) or next(iter(orders.values()))
    after = asked().get("after")
    statement, keys = _page(db.engine.dialect.name, listing.build, listing.shape, order, bool(after))
    values = dict(listing.values)
    if after:
        values |= {f"after_{place}": value for place, value in enumerate(values_after(after, keys))}
    found = fetch(statement, values)
    return page_from(found, len(keys), SIZE, is_first=not after)


def counted(listings: Mapping[str, Listing]) -> dict[str, int]:
    """The number of rows of each listing, by their names, at most MOST_COUNTED + 1 of each: one statement.

    Values of the same name must be the same in all of them.
    """
    shapes = tuple((listing.build, listing.shape) for listing in listings.values())
    values = {name: value for listing in listings.values() for name, value in listing.values.items()}
    (row,) = fetch(_counts(db.engine.dialect.name, shapes), values)
    return dict(zip(listings, row, strict=True))


@lru_cache(maxsize=SHAPES)
def _page(
    dialect: str, build: Callable[..., Columns], shape: tuple[Hashable, ...], order: Order, is_after: bool
) -> tuple[Columns, tuple[Any, ...]]:
    """The statement of a page, and its keys."""
    keys = tuple(order.keys())
    shown = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    query = build(*shape).add_columns(*shown)
    if is_after:
        values = tuple_(*(bindparam(f"after_{place}", type_=key.type) for place, key in enumerate(keys)))
        query = query.where(tuple_(*keys) < values if order.is_descending else tuple_(*keys) > values)
    by = [key.desc() if order.is_descending else key.asc() for key in keys]
    return query.order_by(None).order_by(*by).limit(SIZE + 1), keys


@lru_cache(maxsize=SHAPES)
def _counts(dialect: str, shapes: tuple[tuple[Callable[..., Columns], tuple[Hashable, ...]], ...]) -> Columns:
    """The statement that counts the rows of each of these shapes."""
    rows = [build(*shape).order_by(None).limit(MOST_COUNTED + 1).subquery() for build, shape in shapes]
    return select(*(select(func.count()).select_from(some).scalar_subquery() for some in rows))
