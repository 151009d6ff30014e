"""Compare `reanchor` and `find` with their peers: accuracy and time, as tables (benchmarks/results/anchoring.md)."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.anchoring import aims, cases, hostile, inexact, quotes, speed
from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.judging import Field, Verdict, four, returned, sure, table
from benchmarks.anchoring.marks import Source, sources
from benchmarks.anchoring.methods import by_quote, by_rapidfuzz, hypothesis, reanchor
from benchmarks.anchoring.mistakes import mistakes
from benchmarks.anchoring.peer import Peer
from benchmarks.anchoring.texts import HALVES, LANGUAGES, articles

EMPTY = ("gone", "absent")  # kinds in which nothing is to be found
APART = (*EMPTY, "rewritten")  # and the hardest one: shown apart from the others
SHAPE = "tight / right place / wrong / missed"
MARKS = "Annotations carried over to a revision"
QUOTES = "Inexact quotes without context"
Shown = Callable[[list[Verdict]], str]
Wanted = Callable[[Case], bool]


def main() -> None:
    """Make the cases, ask all methods, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer cases and rounds, for a look while working")
    parser.add_argument("--half", choices=HALVES, default="report", help="the articles that the cases are made of")
    parser.add_argument("--kinds", action="store_true", help="only the kinds that go wrong most, without peers")
    parser.add_argument("--quotes", action="store_true", help="only quotes that are looked for, without peers")
    parser.add_argument("--before", metavar="COMMIT", help="with --kinds or --quotes: also the code as it was then")
    parser.add_argument("--mistakes", metavar="KIND", help="with --kinds or --quotes: show each mistake of a kind")
    asked = parser.parse_args()
    found = sources(articles())
    if asked.kinds or asked.quotes:
        each, rounds = (4, 3) if asked.quick else (12, 9)
        print(machine(asked.half), flush=True)
        for shown in ours(found, asked, each, rounds):
            print(shown, end="\n\n", flush=True)
        return
    half = [it for it in found if it.article.half == asked.half]
    with Peer() as peer:
        marks, quotes = fields(half, peer, 5 if asked.quick else 20)
        rounds = 3 if asked.quick else 15
        print(heading(asked.half, half, marks, quotes, rounds), flush=True)
        print(*by_kind(marks, quotes), *by_language(marks, quotes), sep="\n\n", end="\n\n", flush=True)
        print(*times(found, peer, rounds), sep="\n\n")


def ours(found: list[Source], asked: argparse.Namespace, each: int, rounds: int) -> Iterator[str]:
    """Tables of our code alone, before and now, or its mistakes."""
    if not asked.mistakes:
        report = aims.report if asked.kinds else quotes.report
        return report(found, asked.half, each, rounds, asked.before)
    chosen = [it for it in found if it.article.half == asked.half]
    made = aims.marks(chosen, each) if asked.kinds else quotes.quotes(chosen, each)
    wanted = [it for it in made if it.kind.startswith(asked.mistakes)]
    return mistakes(wanted, reanchor(wanted) if asked.kinds else by_quote(wanted))


def fields(half: list[Source], peer: Peer, each: int) -> tuple[Field, Field]:
    """Annotations to carry over and quotes to find, with the answers of all methods."""
    marks = [case for source in half for case in cases.cases(source, each)]
    quotes = [case for source in half for case in inexact.cases(source, 2 * each)]
    return (
        Field(
            marks,
            {
                "`reanchor`": reanchor(marks),
                "`find`": by_quote(marks),
                "Hypothesis": hypothesis(peer, marks),
                "rapidfuzz": by_rapidfuzz(marks),
            },
        ),
        Field(
            quotes,
            {"`find`": by_quote(quotes), "Hypothesis": hypothesis(peer, quotes), "rapidfuzz": by_rapidfuzz(quotes)},
        ),
    )


def by_kind(marks: Field, quotes: Field) -> Iterator[str]:
    """The results, one kind a row."""
    for title, field, kinds in ((MARKS, marks, cases.KINDS), (QUOTES, quotes, inexact.KINDS)):
        there, empty = [it for it in kinds if it not in EMPTY], [it for it in kinds if it in EMPTY]
        yield titled(f"{title}: {SHAPE}, %", field, ((it, _kind(it)) for it in _parted(field, there)), four)
        yield titled(f"{title}: words that are gone, returned / as confident, %", field,
                     ((it, _kind(it)) for it in _parted(field, empty)), returned)  # fmt: skip
    rows = [["annotations", *(sure(marks.where(it, _all)) for it in marks.names[:2])],
            ["quotes", "", sure(quotes.where("`find`", _all))]]  # fmt: skip
    yield "### Confident and wrong\n\n" + table(("", "`reanchor`", "`find`"), rows)


def by_language(marks: Field, quotes: Field) -> Iterator[str]:
    """The results, one language a row."""
    for title, field in ((MARKS, marks), (QUOTES, quotes)):
        yield titled(f"{title}, by language: {SHAPE}, %", field, _languages(lambda it: it not in APART), four)
        if field is marks:
            yield titled(f"Rewritten, by language: {SHAPE}, %", field, _languages("rewritten".__eq__), four)
        yield titled(f"{title}: words that are gone, by language: returned / as confident, %", field,
                     _languages(lambda it: it in EMPTY), returned)  # fmt: skip


def titled(title: str, field: Field, lines: Iterator[tuple[str, Wanted]], shown: Shown) -> str:
    """A table of one field under its title."""
    rows = [
        [name, str(field.count(wanted)), *(shown(field.where(it, wanted)) for it in field.names)]
        for name, wanted in lines
    ]
    return f"### {title}\n\n" + table(("", "cases", *field.names), rows)


def _parted(field: Field, kinds: list[str]) -> Iterator[str]:
    """Kinds, followed by the variants of those with very different ones."""
    for kind in kinds:
        yield kind
        if kind in {"edited", "rewritten", "gone"}:
            yield from dict.fromkeys(f"{kind}, {case.variant}" for case in field.cases if case.kind == kind)


def _kind(name: str) -> Wanted:
    kind, _, variant = name.partition(", ")
    return lambda case: case.kind == kind and variant in {"", case.variant}


def _languages(wanted: Callable[[str], bool]) -> Iterator[tuple[str, Wanted]]:
    for code, name in LANGUAGES.items():
        yield name, lambda case, code=code: case.language == code and wanted(case.kind)  # type: ignore[misc]


def _all(_: Case) -> bool:
    return True


def times(found: list[Source], peer: Peer, rounds: int) -> Iterator[str]:
    """Typical and slowest times."""
    spaced = [it for it in found if it.draft.blank]
    english = [it for it in found if it.article.language == "en"]
    tasks = [speed.revised(english, 6_000, "short"), speed.revised(spaced, 100_000, "long")]
    title = f"### Time, including the preparation of both versions: medians of {rounds} rounds"
    yield f"{title}\n\n" + table(speed.HEAD, speed.rows(tasks, peer, rounds))
    yield "### Slowest single annotation\n\n" + table(
        hostile.HEAD, hostile.rows(list(hostile.tasks(found)), peer, 1 + rounds // 5)
    )


def heading(half: str, chosen: list[Source], marks: Field, quotes: Field, rounds: int) -> str:
    """Date, machine and texts."""
    return (
        f"{machine(half)} {len(chosen)} articles, {len(marks.cases):,} annotations, {len(quotes.cases):,} quotes; "
        f"{rounds} rounds.\n"
    )


def machine(half: str) -> str:
    """Date, machine and half."""
    model = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    today = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {today}: {model.partition(':')[2].strip()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}. The half for {half}."
    )


if __name__ == "__main__":
    main()
