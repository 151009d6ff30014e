"""The hardest kinds of revision with their targets, for the code before and now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from benchmarks.anchoring import cases as plain
from benchmarks.anchoring import kinds, speed
from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.earlier import Code, codes
from benchmarks.anchoring.judging import Field, Verdict, percent, table
from benchmarks.anchoring.marks import Source

SHAPE = "tight / right place / wrong / missed / returned though gone / number of wrong ones that were confident"
CHANGED = {
    "kept": 30,
    "edited": 52,
    "cut": 6,
    "moved": 6,
    "joined": 6,
}  # two of three annotations at a change
LENGTHS = (6_000, 100_000)


class Aim(NamedTuple):
    """A target: the least or most percentage for some kinds."""

    name: str
    kinds: tuple[str, ...]
    column: str
    least: float | None = None
    most: float | None = None

    def shown(self) -> str:
        """The target with its sign."""
        return f"≥ {self.least}" if self.least is not None else f"≤ {self.most}"

    def is_met(self, share: float) -> bool:
        """Whether a percentage meets the target."""
        return share >= self.least if self.least is not None else share <= (self.most or 0.0)


EDITED = ("edited", kinds.MOVED, kinds.LED)
REWRITTEN = (kinds.INSERTED, kinds.HALVED)
GONE = ("gone", kinds.GONE)
DOUBLED = ("duplicated", kinds.DOUBLED)
AIMS = (
    Aim("edited, C, F", EDITED, "tight", least=99.3),
    Aim("edited, C, F", EDITED, "wrong", most=0.0),
    Aim("rewritten: A, D", REWRITTEN, "place", least=98.0),
    Aim("rewritten: A, D", REWRITTEN, "wrong", most=0.7),
    Aim("gone, E", GONE, "returned", most=0.3),
    Aim("doubled: duplicated, B", DOUBLED, "wrong", most=0.2),
    Aim("all", (), "confident and wrong", most=0.0),
)


def report(sources: Sequence[Source], half: str, each: int, rounds: int, before: str | None) -> Iterator[str]:
    """All tables, and at the end some of the present mistakes."""
    chosen = [it for it in sources if it.article.half == half]
    found = marks(chosen, each)
    with codes(before) as asked:
        answers = {name: code.reanchor(found) for name, code in asked.items()}
        field = Field(found, answers)
        yield f"### Annotations carried over: {SHAPE}, %\n\n" + table(("", "cases", *asked), rows(field))
        yield "### Targets\n\n" + table(("%", "target", *asked), _aims(field))
        yield f"### 200 annotations, two of three at a change: medians of {rounds} rounds\n\n" + table(
            ("ms", *asked, "now ÷ before", "slowest annotation, now"), _times(sources, asked, rounds)
        )


def marks(chosen: Sequence[Source], each: int) -> list[Case]:
    """All annotations to carry over."""
    return [case for source in chosen for case in (*plain.cases(source, each), *kinds.cases(source, each))]


def rows(field: Field) -> Iterator[list[str]]:
    """Rows of a table: each kind, and its variants if there are several."""
    for kind in dict.fromkeys(it.kind for it in field.cases):
        yield _row(field, f"**{kind}**", lambda it, kind=kind: it.kind == kind)  # type: ignore[misc]
        variants = list(dict.fromkeys(it.variant for it in field.cases if it.kind == kind))
        for variant in variants if len(variants) > 1 else ():
            yield _row(field, variant, lambda it, of=(kind, variant): (it.kind, it.variant) == of)  # type: ignore[misc]


def _row(field: Field, title: str, wanted: Callable[[Case], bool]) -> list[str]:
    shown = (" / ".join(_columns(field, name, wanted).values()) for name in field.names)
    return [title, str(field.count(wanted)), *shown]


def _columns(field: Field, name: str, wanted: Callable[[Case], bool]) -> dict[str, str]:
    there = field.where(name, lambda it: wanted(it) and it.truth is not None)
    empty = field.where(name, lambda it: wanted(it) and it.truth is None)
    both = [*there, *empty]
    return {
        "tight": _share(there, lambda it: it.is_tight),
        "place": _share(there, lambda it: it.is_place),
        "wrong": _share(there, lambda it: it.is_wrong),
        "missed": _share(there, lambda it: it.is_missed),
        "returned": _share(empty, lambda it: it.is_wrong),
        "confident and wrong": str(sum(it.is_sure and it.is_wrong for it in both)),
    }


def _share(verdicts: Sequence[Verdict], wanted: Callable[[Verdict], bool]) -> str:
    return percent(sum(map(wanted, verdicts)), len(verdicts)) if verdicts else "–"


def _aims(field: Field) -> Iterator[list[str]]:
    for aim in AIMS:
        row = [f"{aim.name}: {aim.column}", aim.shown()]
        for name in field.names:
            share = _columns(field, name, lambda it, of=aim.kinds: not of or it.kind in of)[aim.column]  # type: ignore[misc]
            row.append(share if aim.is_met(float(share)) else f"{share}, **missed**")
        yield row


def _times(sources: Sequence[Source], asked: dict[str, Code], rounds: int) -> Iterator[list[str]]:
    spaced = [it for it in sources if it.draft.blank]
    english = [it for it in sources if it.article.language == "en"]
    for length, chosen in zip(LENGTHS, (english, spaced), strict=True):
        task = speed.revised(chosen, length, f"changed {length}", CHANGED)
        spent: dict[str, list[list[float]]] = {name: [] for name in asked}
        for code in asked.values():
            code.spent(task)  # once, discarded
        for _ in range(rounds):
            for name, code in asked.items():
                spent[name].append(code.spent(task))
        whole = [median(map(sum, times)) for times in spent.values()]
        worst = max(median(one) for one in list(zip(*spent["now"], strict=True))[1:])
        yield [f"{len(task.spans)} annotations, {len(task.old):,} characters", *map(speed.shown, whole),
               f"{whole[-1] / whole[0]:.2f}", speed.shown(worst)]  # fmt: skip
