"""A worker for one checkout, which is first on its path: a JSON line in, a JSON line out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from itertools import groupby, pairwise
from typing import Any

from factcheck.anchoring import Pair, find

CACHED = ("factcheck.textdiff.alignment", "factcheck.anchoring")

Place = tuple[int, int, bool] | None  # start, end, whether it is confident


def answers(marks: list[list[Any]]) -> list[Place]:
    """The new place of each annotation (old text, new text, start, end)."""
    found: list[Place] = []
    for (old, new), group in groupby(marks, key=lambda it: (it[0], it[1])):
        pair = Pair(old, new)
        for _, _, start, end in group:
            place = pair.reanchor(start, end)
            found.append((place.start, place.end, place.state in ("sure", "confident")) if place else None)
    return found


def places(quotes: list[list[Any]]) -> list[Place]:
    """The place of each quote (text, quote, prefix, suffix, hint)."""
    said = (find(*it) for it in quotes)
    return [(place.start, place.end, place.state in ("sure", "confident")) if place else None for place in said]


def spent(old: str, new: str, spans: list[tuple[int, int]]) -> list[float]:
    """Milliseconds of processor time to prepare both versions, and then for each annotation."""
    cold()
    times = [time.process_time()]
    pair = Pair(old, new)
    times.append(time.process_time())
    for start, end in spans:
        pair.reanchor(start, end)
        times.append(time.process_time())
    return [1000 * (after - before) for before, after in pairwise(times)]


def sought(text: str, quotes: list[list[Any]]) -> list[float]:
    """Milliseconds of processor time for each quote (quote, prefix, suffix, hint); the first prepares the text."""
    cold()
    times = [time.process_time()]
    for it in quotes:
        find(text, *it)
        times.append(time.process_time())
    return [1000 * (after - before) for before, after in pairwise(times)]


def cold() -> None:
    """Clear the caches of the code."""
    for name, module in list(sys.modules.items()):
        if name.startswith(CACHED):
            for it in list(vars(module).values()):
                getattr(it, "cache_clear", lambda: None)()


ACTS: dict[str, Callable[..., object]] = {"marks": answers, "quotes": places, "task": spent, "sought": sought}


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        asked = json.loads(line)
        ((name, arguments),) = asked.items()
        print(json.dumps(ACTS[name](*arguments)), flush=True)


if __name__ == "__main__":
    main()
