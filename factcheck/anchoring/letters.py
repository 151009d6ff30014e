"""The words of a text without the signs between them, for finding the same letters with other signs (pure)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


class Lettered:
    """The keys of words, joined; places in `joined` are offsets, those in the text are tokens."""

    def __init__(self, keys: Sequence[str]) -> None:
        places = [at for at, it in enumerate(keys) if it[0].isalnum()]
        words = [keys[at] for at in places]
        self.joined = "".join(words)
        self._places = np.array(places, dtype=np.int64)
        self._offsets = np.concatenate(([0], np.cumsum([len(it) for it in words], dtype=np.int64)))

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The tokens from one offset to another, end exclusive; None if these cut a word."""
        first, stop = (int(self._offsets.searchsorted(it)) for it in (start, end))
        if self._offsets[first] != start or self._offsets[stop] != end:
            return None
        return int(self._places[first]), int(self._places[stop - 1]) + 1
