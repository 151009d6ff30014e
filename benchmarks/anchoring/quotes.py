"""Quotes for `find`, with the code before and now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from benchmarks.anchoring import cases as plain
from benchmarks.anchoring import inexact, speed
from benchmarks.anchoring.aims import LENGTHS, SHAPE, rows
from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.earlier import Code, codes
from benchmarks.anchoring.judging import Field, table
from benchmarks.anchoring.marks import Source
from benchmarks.anchoring.peer import Ask

WITH_CONTEXT = "with context: "


def report(sources: Sequence[Source], half: str, each: int, rounds: int, before: str | None) -> Iterator[str]:
    """All tables."""
    found = quotes([it for it in sources if it.article.half == half], each)
    with codes(before) as asked:
        field = Field(found, {name: code.find(found) for name, code in asked.items()})
        yield f"### Quotes: {SHAPE}, %\n\n" + table(("", "cases", *asked), rows(field))
        yield f"### 200 quotes, including the preparation of the text: medians of {rounds} rounds\n\n" + table(
            ("ms", *asked, "now ÷ before"), _times(sources, asked, rounds)
        )


def quotes(chosen: Sequence[Source], each: int) -> list[Case]:
    """Quotes by people without context, and of earlier versions with context and position."""
    by_person = [case for source in chosen for case in inexact.cases(source, 2 * each)]
    earlier = [case for source in chosen for case in plain.cases(source, each)]
    return [*by_person, *(it._replace(kind=WITH_CONTEXT + it.kind) for it in earlier)]


def _times(sources: Sequence[Source], asked: dict[str, Code], rounds: int) -> Iterator[list[str]]:
    spaced = [it for it in sources if it.draft.blank]
    english = [it for it in sources if it.article.language == "en"]
    for length, chosen in zip(LENGTHS, (english, spaced), strict=True):
        task = speed.revised(chosen, length, "short" if length == LENGTHS[0] else "long")
        inexact_ones = [Ask(case.quote) for source in chosen for case in inexact.cases(source, 8)]
        step = max(1, len(inexact_ones) // speed.MARKS)
        for name, asks in (("with context", task.asks()), ("inexact", inexact_ones[::step][: speed.MARKS])):
            spent: dict[str, list[float]] = {one: [] for one in asked}
            for _ in range(rounds):
                for one, code in asked.items():
                    spent[one].append(sum(code.sought(task.new, asks)))
            whole = [median(times) for times in spent.values()]
            yield [f"{len(asks)} {name}, {len(task.new):,} characters", *map(speed.shown, whole),
                   f"{whole[-1] / whole[0]:.2f}"]  # fmt: skip
