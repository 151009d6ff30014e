"""A cache bounded by the length of what it was asked for (pure): the results of a few long texts, or of many lines."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Generic, TypeVar

Result = TypeVar("Result")


class TextCache(Generic[Result]):
    """A function of texts that keeps its results as long as their texts together have at most `most` characters.

    The least recently used go first. The newest is kept whatever its length, because the same is asked for again.
    """

    def __init__(self, function: Callable[..., Result], most: int) -> None:
        update_wrapper(self, function)
        self._function, self._most = function, most
        self._kept: OrderedDict[tuple[str, ...], Result] = OrderedDict()
        self._length = 0  # of the texts in `_kept`
        self._lock = threading.Lock()

    def __call__(self, *texts: str) -> Result:
        with self._lock:
            if texts in self._kept:
                self._kept.move_to_end(texts)
                return self._kept[texts]
        result = self._function(*texts)
        with self._lock:
            if texts not in self._kept:
                self._length += sum(map(len, texts))
            self._kept[texts] = result
            while self._length > self._most and len(self._kept) > 1:
                self._length -= sum(map(len, self._kept.popitem(last=False)[0]))
        return result

    def cache_clear(self) -> None:
        """Forget all results."""
        with self._lock:
            self._kept.clear()
            self._length = 0


def cached_by_length(most: int) -> Callable[[Callable[..., Result]], TextCache[Result]]:
    """The decorator that makes a TextCache of a function."""
    return partial(TextCache, most=most)
