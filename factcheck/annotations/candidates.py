"""Passages as choices for a person: the words, their context, and how certain they are (pure)."""

from __future__ import annotations

from typing import NamedTuple

from factcheck.anchoring import candidates
from factcheck.anchoring.selectors import Found, State, WordingChange
from factcheck.db.slow import ahead
from factcheck.i18n import _

AROUND = 90  # code points of context on either side
AGAIN = 0.7  # the score from which other words of the article repeat the claim


class QuoteContext(NamedTuple):
    """Words of a text with their context within the paragraph."""

    before: str
    words: str
    after: str


class Passage(NamedTuple):
    """Words of a text, `text[start:end]` in code points, with their context within the paragraph."""

    start: int
    end: int
    before: str
    words: str
    after: str
    score: float
    state: State
    change: WordingChange
    share: int  # position in the text, in percent: the only difference between equal passages

    @property
    def likeness(self) -> str:
        """A label for how certain it is."""
        if self.change is WordingChange.REWORDED:
            return _("Reworded: uncertain")
        if self.state is State.UNCERTAIN:
            return _("Several places: uncertain")
        return _("Exact match") if self.change is WordingChange.UNCHANGED else _("Same words, different typography")


@ahead("finding words in an article")
def passages(text: str, quote: str, prefix: str = "", suffix: str = "", hint: int | None = None) -> list[Passage]:
    """The passages that match the quote, exactly or approximately, best first."""
    found = candidates(text, quote, prefix, suffix, hint)
    return [_passage(text, it) for it in found]


def around(text: str, start: int, end: int) -> QuoteContext:
    """The words from `start` to `end`, in code points, with up to AROUND of context on either side."""
    return QuoteContext(_before(text, start), text[start:end], _after(text, end))


def _passage(text: str, match: Found) -> Passage:
    share = 100 * match.start // len(text)
    return Passage(
        match.start, match.end, *around(text, match.start, match.end), match.score, match.state, match.change, share
    )


def again(text: str, start: int, end: int) -> list[Passage]:
    """Where the text repeats the words from `start` to `end`, exactly or approximately."""
    found = passages(text, text[start:end])
    others = [it for it in found if it.score >= AGAIN and (it.end <= start or it.start >= end)]
    return [it if it.change is WordingChange.REWORDED else it._replace(state=State.CONFIDENT) for it in others]


def _before(text: str, start: int) -> str:
    line = text[max(0, start - AROUND) : start].rpartition("\n")[2]
    if len(line) < AROUND:
        return line
    return "… " + line.partition(" ")[2] if " " in line else line


def _after(text: str, end: int) -> str:
    line = text[end : end + AROUND].partition("\n")[0]
    if len(line) < AROUND:
        return line
    return line.rpartition(" ")[0] + " …" if " " in line else line
