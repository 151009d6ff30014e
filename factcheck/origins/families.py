"""Families of sources that may all be one origin: the proposals that hang together, decided in one act."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from factcheck.accounts.models import User
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import N_, _
from factcheck.origins import queries
from factcheck.origins.models import SharedText
from factcheck.origins.service import decide
from factcheck.sources.models import Source
from factcheck.undo.service import as_one

CHANGED = N_("These proposals have changed since you opened the page. Nothing was decided. Look at them again.")


@dataclass(frozen=True, slots=True)
class OriginFamily:
    """Sources that may be one origin, and the pairs of them that are proposed, newest first."""

    sources: tuple[Source, ...]
    pairs: tuple[SharedText, ...]

    @property
    def newest(self) -> tuple[datetime, int]:
        """When the newest pair was found, and its id."""
        return self.pairs[0].created_at, self.pairs[0].id


def families(proposals: Sequence[SharedText]) -> list[OriginFamily]:
    """The families of these proposals, newest first; two sources that nothing connects are in two families."""
    group_of: dict[int, frozenset[int]] = {}
    for pair in proposals:
        ends = (frozenset({it}) for it in (pair.low_id, pair.high_id))
        joined = frozenset[int]().union(*(group_of.get(min(end), end) for end in ends))
        group_of |= dict.fromkeys(joined, joined)
    found: dict[frozenset[int], list[SharedText]] = {}
    for pair in proposals:
        found.setdefault(group_of[pair.low_id], []).append(pair)
    made = [_family(sorted(pairs, key=lambda it: it.id, reverse=True)) for pairs in found.values()]
    return sorted(made, key=lambda it: it.newest, reverse=True)


def _family(pairs: Sequence[SharedText]) -> OriginFamily:
    sources = {source.id: source for pair in pairs for source in (pair.low, pair.high)}
    return OriginFamily(tuple(sources[it] for it in sorted(sources)), tuple(pairs))


def confirm(actor: User, source_ids: Collection[int]) -> int:
    """Decide that all these sources are one origin, in one step of undo; returns how many they are.

    Raises Conflict if they aren’t a family any more, or if other decisions say the contrary; then nothing is decided.
    """
    if len(set(source_ids)) < 2:
        raise Invalid("", _("Choose at least two sources."))
    found = families(db.session.scalars(queries.proposals_on(source_ids)).all())
    family = next((it for it in found if {source.id for source in it.sources} == set(source_ids)), None)
    if family is None:
        raise Conflict(_(CHANGED))
    with as_one(actor):
        for pair in family.pairs:
            decide(actor, pair.low, pair.high, is_one=True)
    return len(family.sources)
