"""Pairs of versions made by rule, the same in every run, with known answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.revisions import (
    Change,
    around,
    beside,
    cut,
    duplicated,
    edited_heavily,
    edited_lightly,
    edited_once,
    moved_alone,
    moved_along,
    reworded,
    supplanted,
)

KINDS = ("same", "moved", "duplicated", "edited", "rewritten", "gone")
CONTEXT = 32  # code points on each side for the methods by quote


class Case(NamedTuple):
    """A quote to find in a text; `old` is its version of origin, if any; `truth` is None if it isn't there."""

    kind: str
    variant: str
    language: str
    article: str
    text: str
    quote: str
    truth: tuple[int, int] | None
    old: str = ""
    start: int = 0
    outer: tuple[int, int] | None = None  # with words inserted at its ends, which may belong to it or not

    @property
    def context(self) -> tuple[str, str]:
        """The words before and after the quote in its own version."""
        end = self.start + len(self.quote)
        return self.old[max(0, self.start - CONTEXT) : self.start], self.old[end : end + CONTEXT]


class Plan(NamedTuple):
    """A variant of a kind: its changes in order, and the annotations that it suits."""

    kind: str
    variant: str
    changes: tuple[Change, ...]
    suits: Callable[[Mark], bool] = lambda mark: mark.is_alone


PLANS = (
    Plan("same", "changes elsewhere", (), lambda _: True),
    Plan("same", "neighbours edited", (beside,), lambda _: True),
    Plan("moved", "to another paragraph", (moved_alone,)),
    Plan("moved", "with its paragraph", (moved_along,)),
    Plan("duplicated", "copied elsewhere", (duplicated,)),
    Plan("duplicated", "and neighbours edited", (duplicated, beside)),
    Plan("duplicated", "and edited", (duplicated, edited_once), lambda mark: mark.is_alone and mark.is_whole),
    Plan("edited", "once", (edited_once,), lambda _: True),
    Plan("edited", "one word in six", (edited_lightly,), lambda _: True),
    Plan("edited", "one word in three", (edited_heavily,), lambda _: True),
    Plan("edited", "and neighbours", (edited_lightly, beside), lambda _: True),
    Plan("gone", "sentence", (cut,), lambda mark: mark.is_alone and mark.is_whole),
    Plan("gone", "a look-alike stays", (cut,), lambda mark: mark.is_alone and mark.has_twin),
    Plan("gone", "another in its place", (supplanted,), lambda mark: mark.is_alone and mark.is_whole),
    Plan("gone", "a part of a sentence", (cut,), lambda mark: mark.is_alone and not mark.is_whole),
)
REWORDED = {"alone": (), "among edits": (beside,), "and moved": (moved_alone,)}


def cases(source: Source, each: int) -> Iterator[Case]:
    """Cases of one article: at most `each` annotations for every plan, and all paraphrases three times."""
    for plan in PLANS:
        marks = [mark for mark in source.marks if plan.suits(mark)]
        chosen = source.chance(f"{plan.kind} {plan.variant}").random.sample(marks, min(each, len(marks)))
        for mark in sorted(chosen, key=lambda it: it.words.start):
            yield from _case(source, mark, plan)
    for mark, wording in source.reworded()[: 2 * each]:
        for variant, changes in REWORDED.items():
            yield from _case(source, mark, Plan("rewritten", variant, (reworded(wording), *changes)))


def _case(source: Source, mark: Mark, plan: Plan) -> Iterator[Case]:
    chance = source.chance(f"{plan.kind} {plan.variant} {mark.words}")
    draft = around(source, source.draft, mark, chance)
    for change in plan.changes:
        draft = change(source, draft, mark, chance)
    new = draft.render()
    truth = new.span(mark.words)
    assert (truth is None) == (plan.kind == "gone"), "What became of a mark is known by construction."
    start, _ = source.span(mark.words)
    article, exact = source.article, source.exact(mark.words)
    yield Case(plan.kind, plan.variant, article.language, article.name, new.text, exact, truth, article.text, start,
               new.outer(mark.words))  # fmt: skip
