"""How much of a story a reader found, and how much else.

F1 over runs of four words with their counts, as in the article extraction benchmark of Scrapinghub (Zyte, 2020); in
Chinese a character counts as a word. Runs of the headline and of captions count neither way, as readers rightly differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from benchmarks.extraction.pages import Page

RUN = 4
WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
NAMES = re.compile(r"\s*[,;،、]\s*|\s+(?:and|und|ja|и|و)\s+")


class Score(NamedTuple):
    """Of one page: F1 and exactness; None where it isn't asked."""

    f1: float
    headline: bool
    day: bool | None
    names: bool | None


def score(page: Page, answer: dict[str, str]) -> Score:
    """Compare a reader's answer with the page."""
    is_day = answer["day"] == page.day if page.day else None
    names = {_folded(it) for it in NAMES.split(answer["names"])} - {""}
    is_named = names == {_folded(it) for it in page.names} if page.names else None
    return Score(f1(page, answer["text"]), _folded(answer["headline"]) == _folded(page.headline), is_day, is_named)


def f1(page: Page, text: str) -> float:
    """Of the runs of words, from 0 to 1."""
    wanted, neutral, found = _runs(page.story), _runs(page.neutral), _runs(text.split("\n"))
    found = Counter({run: count for run, count in found.items() if run in wanted or run not in neutral})
    hit = sum((wanted & found).values())
    return 2 * hit / (wanted.total() + found.total()) if hit else 0.0


def _runs(texts: Iterable[str]) -> Counter[tuple[str, ...]]:
    """The runs within each text; a shorter text is one run."""
    found: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        words = WORD.findall(text.casefold())
        if words:
            found.update(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)))
    return found


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
