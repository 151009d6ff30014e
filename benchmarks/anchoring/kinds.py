"""The hardest kinds of revision, made by rule, so the right answer is known.

Each plan is a way to change a text around one of its marks. Equal paragraphs side by side are in `doubles`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from benchmarks.anchoring import blocks, cuts, doubles, insertions, leads, removals
from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.drafts import Draft
from benchmarks.anchoring.edits import Chance
from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.revisions import Change, around, beside, cut, edited_lightly, edited_once
from benchmarks.anchoring.sentences import Unsuited

INSERTED = "A: long insertion inside"
DOUBLED = "B: equal paragraphs side by side"
MOVED = "C: three words in a moved block"
HALVED = "D: cut by half"
GONE = "E: gone, some of its words survive"
LED = "F: something put before it"
KINDS = (INSERTED, DOUBLED, MOVED, HALVED, GONE, LED)
SHORTEST = 9  # words of an annotation that is cut or split


class Plan(NamedTuple):
    """A variant of a kind: its changes in order, and the annotations that it suits."""

    kind: str
    variant: str
    changes: tuple[Change, ...]
    marks: Callable[[Source], Iterable[Mark]]


def long_ones(source: Source) -> Iterator[Mark]:
    """Annotations within one sentence, or whole sentences, that can be split."""
    return (it for it in source.marks if it.is_alone and it.stop - it.first == 1 and len(it.words) >= SHORTEST)


def two_sentences(source: Source) -> Iterator[Mark]:
    """Annotations of two sentences."""
    return (it for it in source.marks if it.is_alone and it.stop - it.first == 2)


def whole_ones(source: Source) -> Iterator[Mark]:
    """Annotations of one whole sentence."""
    return (it for it in long_ones(source) if it.is_whole)


PLANS = (
    Plan(INSERTED, "in brackets", (insertions.in_brackets,), long_ones),
    Plan(INSERTED, "a clause", (insertions.a_clause,), long_ones),
    Plan(INSERTED, "a clause, and edited", (insertions.a_clause, edited_lightly), long_ones),
    Plan(INSERTED, "three times as long", (insertions.a_long_clause,), long_ones),
    Plan(INSERTED, "sentences", (insertions.sentences_inside,), long_ones),
    Plan(INSERTED, "neighbours edited too", (insertions.in_brackets, beside), long_ones),
    Plan(INSERTED, "between two sentences", (insertions.between_sentences,), two_sentences),
    Plan(INSERTED, "a paragraph between two sentences", (insertions.a_paragraph_between,), two_sentences),
    Plan(MOVED, "as it was", (blocks.block_moved,), blocks.few_words),
    Plan(MOVED, "its sentence edited", (blocks.sentence_edited, blocks.block_moved), blocks.few_words),
    Plan(MOVED, "the words beside it edited", (blocks.next_edited, blocks.block_moved), blocks.few_words),
    Plan(HALVED, "the first half stays", (cuts.first_half,), long_ones),
    Plan(HALVED, "the last half stays", (cuts.last_half,), long_ones),
    Plan(HALVED, "both ends stay", (cuts.both_ends,), long_ones),
    Plan(HALVED, "the middle stays", (cuts.middle,), long_ones),
    Plan(HALVED, "two words in five stay", (cuts.two_in_five,), long_ones),
    Plan(HALVED, "the first half stays, edited", (cuts.first_half, edited_once), long_ones),
    Plan(HALVED, "the last half stays, neighbours edited", (cuts.last_half, beside), long_ones),
    Plan(HALVED, "half in other words", (cuts.half_replaced,), long_ones),
    Plan(GONE, "common words in another sentence", (removals.common_supplanted,), whole_ones),
    Plan(GONE, "two common words of a part", (removals.common_left,), removals.parts),
    Plan(GONE, "two common words among fewer", (removals.common_left_of_few,), removals.parts),
    Plan(GONE, "its sentence, those beside it edited", (beside, removals.sentence_cut), removals.parts),
    Plan(GONE, "both sides of a break", (removals.rims_cut,), removals.over_rims),
    Plan(GONE, "the sentences beside it edited", (beside, cut), whole_ones),
    Plan(GONE, "words on both sides of a break", (removals.over_break,), whole_ones),
    Plan(GONE, "its paragraph", (removals.paragraph_cut,), whole_ones),
    Plan(GONE, "the paragraphs joined", (removals.paragraphs_joined,), whole_ones),
    Plan(LED, "heading", (leads.heading,), whole_ones),
    Plan(LED, "heading, edited", (leads.inside_edited, leads.heading), whole_ones),
    Plan(LED, "heading, first word edited", (leads.first_edited, leads.heading), whole_ones),
    Plan(LED, "label", (leads.label,), whole_ones),
    Plan(LED, "label, edited", (leads.inside_edited, leads.label), whole_ones),
    Plan(LED, "lead-in", (leads.lead_in,), whole_ones),
    Plan(LED, "lead-in, edited", (leads.inside_edited, leads.lead_in), whole_ones),
    Plan(LED, "initials", (leads.initials,), whole_ones),
    Plan(LED, "initials, edited", (leads.inside_edited, leads.initials), whole_ones),
)


def cases(source: Source, each: int) -> Iterator[Case]:
    """Cases of one article: at most `each` annotations for every plan."""
    for plan in PLANS:
        marks = list(plan.marks(source))
        chosen = source.chance(f"{plan.kind} {plan.variant}").random.sample(marks, min(each, len(marks)))
        for mark in sorted(chosen, key=lambda it: it.words.start):
            yield from _case(source, mark, plan)
    yield from doubles.cases(source, each, DOUBLED)
    yield from leads.after_initials(source, each, LED)


def _case(source: Source, mark: Mark, plan: Plan) -> Iterator[Case]:
    chance = source.chance(f"{plan.kind} {plan.variant} {mark.words}")
    draft = changed(source, mark, plan.changes, chance)
    if draft is None:
        return
    new = draft.render()
    truth = new.span(mark.words)
    assert (truth is None) == (plan.kind == GONE), "What became of a mark is known by construction."
    start, _ = source.span(mark.words)
    article, exact = source.article, source.exact(mark.words)
    yield Case(plan.kind, plan.variant, article.language, article.name, new.text, exact, truth, article.text, start,
               new.outer(mark.words))  # fmt: skip


def changed(source: Source, mark: Mark, changes: Sequence[Change], chance: Chance) -> Draft | None:
    """The next version; None if a change doesn't suit the annotation."""
    draft = around(source, source.draft, mark, chance)
    for change in changes:
        try:
            draft = change(source, draft, mark, chance)
        except Unsuited:
            return None
    return draft
