"""Origins as pages show them: what may be one, the other sources of one, and shared passages side by side."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from factcheck.captures.queries import unused
from factcheck.db import db
from factcheck.origins import queries
from factcheck.origins.families import OriginFamily, families
from factcheck.origins.grouping import origin_of
from factcheck.origins.models import SharedText
from factcheck.sources.models import Source

CONTEXT = 60  # code points on either side of a passage


class SharedSide(NamedTuple):
    """A passage in one text, with the words around it."""

    before: str
    words: str
    after: str


def sides(shared: SharedText) -> list[tuple[SharedSide, SharedSide]]:
    """Each passage in both texts, lower source first; none while a text was sealed and isn't compared again yet."""
    if unused([shared.low_capture_id, shared.high_capture_id]):
        return []
    low, high = shared.low_capture.text or "", shared.high_capture.text or ""
    return [(_side(low, at[0], at[1]), _side(high, at[2], at[3])) for at in shared.passages]


def _side(text: str, start: int, end: int) -> SharedSide:
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    is_first, is_last = start <= CONTEXT, end + CONTEXT >= len(text)
    return SharedSide(before if is_first else f"…{before}", text[start:end], after if is_last else f"{after}…")


def origin_proposals(source_ids: Collection[int], is_within: bool = False) -> list[OriginFamily]:
    """What may be one origin with these sources, by family; `is_within`, only pairs of them."""
    if not source_ids:
        return []
    found = db.session.scalars(queries.proposals_on(source_ids)).all()
    return families([it for it in found if not is_within or {it.low_id, it.high_id} <= set(source_ids)])


def origin_name(source: Source) -> str:
    """The name of the origin of a source, from its details or those of another source of it; empty if none has one."""
    return origin_of(source.id).name


def sources_of_origin(source: Source) -> list[Source]:
    """The other sources of the origin of a source."""
    others = origin_of(source.id).source_ids - {source.id}
    return list(db.session.scalars(select(Source).where(Source.id.in_(others)).order_by(Source.id))) if others else []
