"""Judge only what was shown: a decision carries the digest of all that the snapshot would freeze."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.errors import Overtaken
from factcheck.language import _
from factcheck.verdicts.comparison import Difference, differences
from factcheck.verdicts.record import EditionRecord


class Outdated(Overtaken):
    """What was judged is not what is there now; `differences` tells both sides, where the one shown is known."""

    def __init__(self, shown: EditionRecord | None, now: EditionRecord) -> None:
        super().__init__(_("This verdict has changed since the page was opened. Nothing was done; read it again."))
        self.differences: Sequence[Difference] = differences(shown, now) if shown else ()
