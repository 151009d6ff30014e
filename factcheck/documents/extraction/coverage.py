"""How much of a block another text has: in one piece, or by runs of words (pure)."""

from __future__ import annotations

import re

RUN = 4  # words of a shingle
WORD = re.compile(r"\w+")
MARKER = re.compile(r"\A(?:\d{1,3}[.)]|[^\W\d_]{1,6}[.)]|[•–-])\s+")  # of a list item, which only we write


class Coverage:
    """A text with which blocks are compared; case, spaces and punctuation don't count."""

    def __init__(self, text: str) -> None:
        self._folded = folded(text)
        self._runs = _runs(text)

    def of(self, block: str) -> float:
        """The share of a block that the text has, from 0 to 1."""
        words = MARKER.sub("", block)
        whole = folded(words)
        if not whole or whole in self._folded:
            return 1.0 if whole else 0.0
        runs = _runs(words)
        return len(runs & self._runs) / len(runs)


def folded(text: str) -> str:
    """The letters and digits of a text in one case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
