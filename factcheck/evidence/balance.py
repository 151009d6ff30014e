"""How a claim's evidence is balanced (pure): the one function for panel, page, requirement and export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SIDES = ("supports", "refutes")


class CountedEvidence(NamedTuple):
    """What counts of a piece of evidence; the same origin and the same source have equal keys.

    `origin` is None where it isn't on record, in verdicts from before origins were.
    """

    stance: str
    origin: int | None
    source: object
    is_primary: bool


class Balance(NamedTuple):
    """Counts of evidence; `origins` is None if an origin isn't on record."""

    pieces: int
    origins: int | None
    primary_sources: int
    missing_sides: tuple[str, ...]  # of SIDES, if there is evidence at all

    @property
    def is_of_one_origin(self) -> bool:
        """Whether several pieces all go back to one origin."""
        return self.pieces > 1 and self.origins == 1


def balance(pieces: Iterable[CountedEvidence]) -> Balance:
    """The counts of these pieces of evidence, withdrawn ones left out by the caller."""
    rows = list(pieces)
    keys = {row.origin for row in rows}
    stances = {row.stance for row in rows}
    missing = tuple(side for side in SIDES if rows and side not in stances)
    primary = {row.source for row in rows if row.is_primary}
    return Balance(len(rows), None if None in keys else len(keys), len(primary), missing)
