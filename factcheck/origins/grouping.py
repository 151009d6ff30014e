"""Which sources are one origin by people's word: decided, or with the same origin in their details."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import Select, select

from factcheck.db import db
from factcheck.origins import queries
from factcheck.origins.models import OriginDecision
from factcheck.sources.models import Source


class CommonOrigin(NamedTuple):
    """The sources of one origin, by their ids, and its name, if one of them has it in its details."""

    source_ids: frozenset[int]
    name: str

    @property
    def key(self) -> int:
        """What tells origins apart: the lowest id of its sources."""
        return min(self.source_ids)


class _Words(NamedTuple):
    """What people said of some sources."""

    names: dict[int, str]
    decisions: list[OriginDecision]


def origins(source_ids: Collection[int]) -> dict[int, CommonOrigin]:
    """The origin of each of these sources, with all sources of it."""
    words = _words(set(source_ids))
    group_of = {it: frozenset({it}) for it in words.names}
    for one, other in _edges(words):
        if other not in group_of[one]:
            joined = group_of[one] | group_of[other]
            group_of |= dict.fromkeys(joined, joined)
    return {it: CommonOrigin(group_of[it], _name(group_of[it], words.names)) for it in source_ids if it in group_of}


def origin_of(source_id: int) -> CommonOrigin:
    """The origin of a source."""
    return origins([source_id]).get(source_id, CommonOrigin(frozenset({source_id}), ""))


def _words(source_ids: set[int]) -> _Words:
    """What people said of these sources, of those that they connected with them, and so on."""
    names: dict[int, str] = {}
    decisions: dict[int, OriginDecision] = {}
    reached_before, new = set[int](), source_ids
    while new:
        rows = db.session.execute(_origins_of(new)).all()
        names |= {id_: name.strip() for id_, name in rows}
        found = db.session.scalars(queries.decisions_on(new)).all()
        decisions |= {row.id: row for row in found}
        reached_before |= new
        reached = {it for row in found if row.is_one for it in (row.low_id, row.high_id)}
        typed = {name for id_, name in names.items() if id_ in new and name}
        if typed:
            reached |= set(db.session.scalars(select(Source.id).where(Source.origin.in_(typed))))
        new = reached - reached_before
    return _Words(names, [it for it in decisions.values() if {it.low_id, it.high_id} <= names.keys()])


def _origins_of(source_ids: set[int]) -> Select[int, str]:
    """The origins in the details of these sources, without those that were merged into another."""
    return select(Source.id, Source.origin).where(Source.id.in_(source_ids), Source.merged_into_id.is_(None))


def _edges(words: _Words) -> Iterable[tuple[int, int]]:
    """Pairs that connect one origin: decided; or with the same name, unless these two were decided to be two."""
    yield from ((row.low_id, row.high_id) for row in words.decisions if row.is_one)
    parted = {(row.low_id, row.high_id) for row in words.decisions if row.is_one is False}
    in_parted = {it for pair in parted for it in pair}
    by_name: dict[str, list[int]] = {}
    for id_, name in sorted(words.names.items()):
        if name:
            by_name.setdefault(name, []).append(id_)
    for ids in by_name.values():
        free = next((it for it in ids if it not in in_parted), None)  # connects all others of that name
        pairs = combinations(ids, 2) if free is None else ((free, it) for it in ids)
        yield from (pair for pair in pairs if pair not in parted)


def _name(source_ids: frozenset[int], names: dict[int, str]) -> str:
    return next((names[it] for it in sorted(source_ids) if names.get(it)), "")
