"""What became of a claim's words from version to version, in words for people (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from factcheck.claims.models import Carried, Placement
from factcheck.claims.selectors import Change

BECAME = {
    Change.UNCHANGED: "unchanged",
    Change.MOVED: "moved",
    Change.TYPOGRAPHY: "in other signs",
    Change.REWORDED: "reworded",
    Change.REMOVED: "removed",
}
SAID = {"confirm": "confirmed", "move": "placed", "give-up": "given up"}


class Step(NamedTuple):
    """What became of a part in one later version; `words` only where they are new."""

    number: int
    became: str
    words: str | None
    said: str


def steps(placements: Iterable[Placement]) -> dict[int, list[Step]]:
    """The steps of each part, by its number; the placements come in the order of parts and versions."""
    return {part_id: _steps(list(rows)) for part_id, rows in groupby(placements, key=lambda it: it.part_id)}


def _steps(rows: list[Placement]) -> list[Step]:
    found: list[Step] = []
    before: Placement | None = None
    for it in rows:
        is_as_before = before is not None and it.exact == before.exact and it.exact not in (None, it.part.exact)
        became = f"as in version {before.version.number}" if before and is_as_before else BECAME[it.change]
        is_new = not is_as_before and it.exact not in (None, it.part.exact)
        found.append(Step(it.version.number, became, it.exact if is_new else None, _said(it)))
        before = it
    return found


def _said(it: Placement) -> str:
    """Who settled it, or that somebody must."""
    if settlement := it.settlement:
        return f"{SAID[settlement.kind]} by {settlement.author.name}"
    return "needs a look" if it.state is Carried.LOOK else ""
