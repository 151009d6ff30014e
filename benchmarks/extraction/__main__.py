"""Read the same pages with Factcheck and three other readers, and print the table (benchmarks/results/extraction.md).

`python -m benchmarks.extraction [--quick] [--shape ghost] [--worst 10] [--save FOLDER]`
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median

from benchmarks.extraction.pages import Page, pages
from benchmarks.extraction.readers import READERS
from benchmarks.extraction.scoring import Score, score


def main() -> None:
    """Every page by every reader; details in percent of the pages that have them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="every fifth page, Factcheck alone")
    parser.add_argument("--shape", default="", help="only pages of this kind of site")
    parser.add_argument("--worst", type=int, default=0, help="name the pages that Factcheck reads worst")
    parser.add_argument("--save", type=Path, help="only write the pages into this folder")
    asked = parser.parse_args()
    chosen = [it for it in pages() if it.shape.startswith(asked.shape)][:: 5 if asked.quick else 1]
    if asked.save:
        save(chosen, asked.save)
        return
    languages, shapes = len({it.language for it in chosen}), len({it.shape for it in chosen})
    print(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores", end="; ")
    print(f"{len(chosen)} pages: {shapes} kinds of site, {languages} languages\n", flush=True)
    scores, milliseconds = measured(chosen, len(READERS[:1] if asked.quick else READERS))
    print(*summary(scores, milliseconds), "", *by_shape(chosen, scores), sep="\n")
    ranked = sorted(zip(scores[0], chosen, strict=True), key=lambda it: it[0].f1)
    print(*(f"{found.f1:.3f} {page.name} {found[1:]}" for found, page in ranked[: asked.worst]), sep="\n")


def measured(chosen: Sequence[Page], count: int) -> tuple[list[list[Score]], list[float]]:
    """The scores of each page, and the median processor time, by reader."""
    scores, milliseconds = [], []
    for reader in READERS[:count]:
        answers = reader.answers(chosen)
        scores.append([score(page, answer) for page, answer in zip(chosen, answers, strict=True)])
        milliseconds.append(median(answer["ms"] for answer in answers))
    return scores, milliseconds


def summary(scores: Sequence[Sequence[Score]], milliseconds: Sequence[float]) -> Iterable[str]:
    """One row for each reader; the ratio is that of its errors (1 - F1) to those of Factcheck."""
    yield "| reader | F1, mean | lowest | errors, × ours | headline | date | byline | CPU ms, median |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    ours = 1 - mean(it.f1 for it in scores[0])
    for reader, found, spent in zip(READERS, scores, milliseconds, strict=False):
        average = mean(it.f1 for it in found)
        ratio = (1 - average) / ours if ours else float("inf")
        details = [percent(it.headline for it in found)]
        details += [percent(it.day for it in found), percent(it.names for it in found)] if reader.has_details else []
        details += ["–"] * (3 - len(details))
        lowest = min(it.f1 for it in found)
        yield f"| {reader.name} | {average:.3f} | {lowest:.2f} | {ratio:.1f} | {' | '.join(details)} | {spent:.0f} |"


def percent(values: Iterable[bool | None]) -> str:
    """The share of true ones among those that aren't None."""
    asked = [it for it in values if it is not None]
    return f"{mean(asked):.0%}".replace("%", " %") if asked else "–"


def by_shape(chosen: Sequence[Page], scores: Sequence[Sequence[Score]]) -> Iterable[str]:
    """F1 by kind of site, and then by language."""
    names = [reader.name for reader, _ in zip(READERS, scores, strict=False)]
    keys: tuple[Callable[[Page], str], ...] = (lambda it: it.shape, lambda it: it.language)
    for key in keys:
        yield f"| F1, mean | {' | '.join(names)} |\n|---|{'--:|' * len(names)}"
        for value in sorted({key(page) for page in chosen}):
            places = [at for at, page in enumerate(chosen) if key(page) == value]
            cells = (f"{mean(found[at].f1 for at in places):.3f}" for found in scores)
            yield f"| {value} | {' | '.join(cells)} |"
        yield ""


def save(chosen: Iterable[Page], folder: Path) -> None:
    """The pages as files, to look at them in a browser."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in chosen:
        (folder / f"{page.name}.html").write_text(page.html)


if __name__ == "__main__":
    main()
