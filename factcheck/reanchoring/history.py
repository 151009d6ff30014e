"""The history of a claim's words from version to version, as text for people (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from factcheck.anchoring.selectors import WordingChange
from factcheck.annotations.models import Anchor, AnchorState, DecisionKind
from factcheck.i18n import N_, _

BECAME = {
    WordingChange.UNCHANGED: N_("%(version)s: unchanged"),
    WordingChange.MOVED: N_("%(version)s: moved"),
    WordingChange.TYPOGRAPHY: N_("%(version)s: typography changed"),
    WordingChange.REWORDED: N_("%(version)s: reworded"),
    WordingChange.REMOVED: N_("%(version)s: removed"),
}
AS_BEFORE = N_("%(version)s: same as in version %(before)s")
SAID = {
    DecisionKind.CONFIRM: N_("confirmed by %(name)s"),
    DecisionKind.MOVE: N_("moved by %(name)s"),
    DecisionKind.GIVE_UP: N_("marked as removed by %(name)s"),
}


class HistoryStep(NamedTuple):
    """A target in one later version, after `before`; `words` only if they are new."""

    number: int
    became: str
    before: int
    words: str | None
    said: str


def steps(anchors: Iterable[Anchor]) -> dict[int, list[HistoryStep]]:
    """The steps of each target, by its id; the anchors are in the order of targets and versions."""
    return {target_id: _steps(list(rows)) for target_id, rows in groupby(anchors, key=lambda it: it.target_id)}


def _steps(rows: list[Anchor]) -> list[HistoryStep]:
    found: list[HistoryStep] = []
    before: Anchor | None = None
    for anchor in rows:
        is_as_before = (
            before is not None and anchor.exact == before.exact and anchor.exact not in (None, anchor.target.exact)
        )
        became = AS_BEFORE if is_as_before else BECAME[anchor.change]
        earlier = before.version.number if before else 0
        is_new = not is_as_before and anchor.exact not in (None, anchor.target.exact)
        found.append(
            HistoryStep(anchor.version.number, became, earlier, anchor.exact if is_new else None, _said(anchor))
        )
        before = anchor
    return found


def _said(anchor: Anchor) -> str:
    """Who settled it, or that somebody must."""
    if decision := anchor.decision:
        return _(SAID[decision.kind], name=decision.author.name)
    return _("uncertain") if anchor.state is AnchorState.UNCERTAIN else ""
