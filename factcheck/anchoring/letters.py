"""The words of a text without punctuation, to find the same letters with other punctuation (pure)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


class Lettered:
    """The keys of the words, joined. Positions in `joined` are offsets; positions in the text are token indices."""

    def __init__(self, keys: Sequence[str]) -> None:
        places = [at for at, it in enumerate(keys) if it[0].isalnum()]
        words = [keys[at] for at in places]
        self.joined = "".join(words)
        self._places = np.array(places, dtype=np.int64)
        self._offsets = np.concatenate(([0], np.cumsum([len(it) for it in words], dtype=np.int64)))

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens from one offset to another, end exclusive; None if an offset is inside a word."""
        first, stop = (int(self._offsets.searchsorted(it)) for it in (start, end))
        if self._offsets[first] != start or self._offsets[stop] != end:
            return None
        return int(self._places[first]), int(self._places[stop - 1]) + 1
