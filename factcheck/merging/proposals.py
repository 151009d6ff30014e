"""Pairs of records that may be one source: the keys by which they are found, and the pairs as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, select

from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.merging import queries
from factcheck.merging.identity import keys_of, kind_of
from factcheck.merging.models import IdentityKey
from factcheck.sources.models import Source

FOLLOWED = frozenset({"source:add", "source:edit", "source:merge", "source:unmerge"})


class PossibleDuplicate(NamedTuple):
    """Two records that may be one source, the earlier first, and the kinds of keys that they share."""

    earlier: Source
    later: Source
    kinds: tuple[str, ...]


def follow(happened: Event) -> None:
    """Replace the keys of a source in the transaction in which it changes."""
    if happened.action in FOLLOWED:
        put_keys(db.session.get_one(Source, happened.subject_id))


def put_keys(source: Source) -> None:
    """Replace the keys of a source."""
    db.session.execute(delete(IdentityKey).where(IdentityKey.source_id == source.id))
    found = keys_of(source.title, source.authors, source.published_on, source.url, source.csl)
    db.session.add_all(IdentityKey(source_id=source.id, key=key) for key in sorted(found))
    db.session.flush()


def pairs(keys: Sequence[IdentityKey]) -> list[PossibleDuplicate]:
    """The pairs of these proposals in their order; two keys of one pair are one."""
    first_of = {row[0]: row[1] for row in db.session.execute(queries.firsts([key.id for key in keys]))}
    ids = {*first_of.values(), *(key.source_id for key in keys)} - {None}
    sources = {it.id: it for it in db.session.scalars(select(Source).where(Source.id.in_(ids)))}
    kinds: dict[tuple[int, int], list[str]] = {}
    for key in keys:
        pair = (first_of[key.id], key.source_id)
        if pair[0] in sources and pair[1] in sources:
            kinds.setdefault(pair, []).append(kind_of(key.key))
    return [
        PossibleDuplicate(sources[low], sources[high], tuple(dict.fromkeys(found)))
        for (low, high), found in kinds.items()
    ]


def possible_duplicates(source: Source) -> list[PossibleDuplicate]:
    """The earlier records that may be the same source as this one."""
    if source.archived_at is not None:
        return []
    return pairs(db.session.scalars(queries.proposals_on(source.id)).all())
