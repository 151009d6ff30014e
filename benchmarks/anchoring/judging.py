"""Judge the answers, in percent, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.methods import Answer, Answers

NEAR = 2  # code points by which both ends may differ and still be tight
SAME_PLACE = 0.5  # share of the union of both places that must be common


class Verdict(NamedTuple):
    """The verdict on one answer."""

    is_tight: bool
    is_place: bool
    is_wrong: bool
    is_missed: bool
    is_sure: bool


def judged(case: Case, answer: Answer | None) -> Verdict:
    """Punctuation and spaces at the ends don't count, nor do words inserted there.

    Where nothing is to be found, whatever is returned is wrong.
    """
    if answer is None:
        return Verdict(False, False, False, case.truth is not None, False)
    if case.truth is None:
        return Verdict(False, False, True, False, answer.is_sure)
    start, end = bare(case.text, answer.start, answer.end)
    first, stop = bare(case.text, *case.truth)
    left, right = bare(case.text, *(case.outer or case.truth))
    is_tight = left - NEAR <= start <= first + NEAR and stop - NEAR <= end <= right + NEAR
    common = max(0, min(end, stop) - max(start, first))
    is_place = common >= SAME_PLACE * max(1, max(end, stop) - min(start, first))
    return Verdict(is_tight and is_place, is_place, not is_place, False, answer.is_sure)


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without the punctuation and spaces at its ends."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


class Field:
    """All cases with the answers of each method."""

    def __init__(self, cases: Sequence[Case], methods: dict[str, Answers]) -> None:
        self.cases = cases
        self.names = list(methods)
        self._verdicts = {
            name: [judged(case, answer) for case, answer in zip(cases, answers, strict=True)]
            for name, answers in methods.items()
        }

    def where(self, name: str, wanted: Callable[[Case], bool]) -> list[Verdict]:
        """The verdicts on one method in the wanted cases."""
        return [verdict for case, verdict in zip(self.cases, self._verdicts[name], strict=True) if wanted(case)]

    def count(self, wanted: Callable[[Case], bool]) -> int:
        """The number of wanted cases."""
        return sum(map(wanted, self.cases))


def percent(part: int, whole: int) -> str:
    """One decimal, or none if it is 0."""
    value = 100 * part / whole if whole else 0.0
    return f"{value:.1f}".removesuffix(".0")


def four(verdicts: Iterable[Verdict]) -> str:
    """tight / right place / wrong / missed."""
    found = list(verdicts)
    names = ("is_tight", "is_place", "is_wrong", "is_missed")
    return " / ".join(percent(sum(getattr(it, name) for it in found), len(found)) for name in names)


def returned(verdicts: Iterable[Verdict]) -> str:
    """How often something was returned, and how often as confident."""
    found = list(verdicts)
    sure = sum(it.is_wrong and it.is_sure for it in found)
    return f"{percent(sum(it.is_wrong for it in found), len(found))} / {percent(sure, len(found))}"


def sure(verdicts: Iterable[Verdict]) -> str:
    """How many answers were confident, and how many of those were wrong."""
    found = [it for it in verdicts if it.is_sure]
    wrong = sum(it.is_wrong for it in found)
    return f"{wrong} of {len(found):,} ({percent(wrong, len(found))})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table with numbers aligned right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
