"""The origins of a claim's evidence, as they are counted and as verdicts keep them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from factcheck.evidence.balance import Balance, CountedEvidence, balance
from factcheck.evidence.models import Evidence
from factcheck.origins.grouping import CommonOrigin, origins


def origins_of(rows: Collection[Evidence]) -> dict[int, CommonOrigin]:
    """The origins of the sources of these pieces of evidence, by the ids of the sources."""
    return origins({row.source_id for row in rows}) if rows else {}


def first_of_origin(rows: Collection[Evidence], found: Mapping[int, CommonOrigin] | None = None) -> dict[int, int]:
    """For each piece, by its id, the lowest number of a piece with the same origin: its own, if it is the first.

    `found` is `origins_of(rows)`, where a page has it already.
    """
    found, first = origins_of(rows) if found is None else found, dict[int, int]()
    for row in sorted(rows, key=lambda it: it.number):
        first.setdefault(found[row.source_id].key, row.number)
    return {row.id: first[found[row.source_id].key] for row in rows}


def evidence_balance(rows: Collection[Evidence], found: Mapping[int, CommonOrigin] | None = None) -> Balance:
    """The counts of these pieces of evidence, as the snapshot of a verdict made now would have them."""
    first = first_of_origin(rows, found)
    return balance(
        CountedEvidence(row.stance.value, first[row.id], (row.source.title, row.source.url), row.source.is_primary)
        for row in rows
    )
