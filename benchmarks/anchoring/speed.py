"""Times, including the preparation of both versions, beside the peers on the same annotations."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from rapidfuzz import fuzz

from benchmarks.anchoring.cases import CONTEXT
from benchmarks.anchoring.drafts import Draft, Paragraph, Sentence
from benchmarks.anchoring.edits import Chance, edited
from benchmarks.anchoring.marks import Source
from benchmarks.anchoring.methods import ENOUGH
from benchmarks.anchoring.peer import Ask, Peer
from factcheck.anchoring import Pair, find

MARKS, GONE = 200, 40
WAYS = {"kept": 80, "edited": 14, "cut": 2, "moved": 2, "joined": 2}  # changes to 100 sentences
LONGEST_MARK, SHORTEST_MARK = 180, 30  # code points
CACHED = ("factcheck.textdiff.alignment", "factcheck.anchoring")


class Task(NamedTuple):
    """Annotations of one version, to be found in the next."""

    name: str
    old: str
    new: str
    spans: Sequence[tuple[int, int]]

    def asks(self) -> list[Ask]:
        """The same annotations for the methods by quote."""
        text = self.old
        return [
            Ask(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)
            for start, end in self.spans
        ]


class Spent(NamedTuple):
    """Milliseconds of each method; `carried` and `found` exclude the preparation of the texts."""

    reanchor: float
    find: float
    hypothesis: float
    rapidfuzz: float
    carried: float
    found: float


def revised(sources: Sequence[Source], length: int, name: str, ways: Mapping[str, int] = WAYS) -> Task:
    """An article of about this length and its next version, with annotations spread over it."""
    chance = sources[0].chance(name)
    draft = Draft(tuple(_paragraphs(sources, length)), " ")
    old = draft.render().text
    new = _next(draft, chance, sources[0].foreign, ways).render().text
    return Task(name, old, new, spans(old, MARKS, chance.random))


def _next(draft: Draft, chance: Chance, foreign: Sequence[Sentence], ways: Mapping[str, int]) -> Draft:
    """Edit sentences; cut some, move some to a later paragraph, insert some."""
    fresh: list[list[Sentence]] = [[] for _ in draft.paragraphs]
    for at, _, said in draft.sentences():
        way = chance.random.choices(list(ways), list(ways.values()))[0]
        if way in {"kept", "joined"}:
            fresh[at].append(said)
        if way == "edited":
            fresh[at].append(edited(said, chance, 2))
        if way in {"moved", "joined"}:
            fresh[(at + 3) % len(fresh)].append(said if way == "moved" else chance.random.choice(foreign))
    return draft._replace(paragraphs=tuple(Paragraph(tuple(it), "\n\n") for it in fresh if it))


def _paragraphs(sources: Sequence[Source], length: int) -> Iterator[Paragraph]:
    """Paragraphs of the articles in turn, edited in every further round, up to the length."""
    size, turn = 0, 0
    while True:
        for source in sources:
            chance = source.chance(f"round {turn}")
            for paragraph in source.draft.paragraphs:
                said = [edited(it, chance, 1 + len(it) // 3) if turn else it for it in paragraph.sentences]
                yield Paragraph(tuple(said), "\n\n")
                size += sum(len(word.text) + len(word.after) for it in said for word in it) + 2
                if size >= length:
                    return
        turn += 1


def spans(text: str, count: int, chance: random.Random) -> list[tuple[int, int]]:
    """`count` annotations spread over the text, from word to word."""
    found = []
    for index in range(count):
        start = text.rfind(" ", 0, index * (len(text) - LONGEST_MARK) // count) + 1
        end = text.rfind(" ", start + SHORTEST_MARK, start + chance.randint(SHORTEST_MARK + 30, LONGEST_MARK))
        found.append((start, end if end > start else start + SHORTEST_MARK))
    return found


def halved(task: Task, count: int) -> Task:
    """The same text without every second paragraph, and annotations of the deleted ones."""
    paragraphs = task.old.split("\n\n")
    new = "\n\n".join(paragraphs[::2])
    gone, place = [], 0
    for index, paragraph in enumerate(paragraphs):
        if index % 2 and len(paragraph) > LONGEST_MARK:
            gone += [(place, place + 120), (place + 40, place + 40 + 90)]
        place += len(paragraph) + 2
    return Task(f"{task.name}, gone", task.old, new, gone[:: max(1, len(gone) // count)])


def cold() -> None:
    """Clear the caches of our functions."""
    for name, module in list(sys.modules.items()):
        if name.startswith(CACHED):
            for it in list(vars(module).values()):
                getattr(it, "cache_clear", lambda: None)()


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of a call."""
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def once(task: Task, peer: Peer) -> Spent:
    """One round of every method."""
    asks = task.asks()
    cold()
    pairs: list[Pair] = []
    prepared = timed(lambda: pairs.append(Pair(task.old, task.new)))
    carried = timed(lambda: [pairs[0].reanchor(*it) for it in task.spans])
    cold()
    by_quote, found = (timed(lambda: [find(task.new, *it) for it in asks]) for _ in range(2))
    theirs = sum(peer.ask(task.new, asks).spent)
    other = timed(lambda: [fuzz.partial_ratio_alignment(it.quote, task.new, score_cutoff=ENOUGH) for it in asks])
    return Spent(prepared + carried, by_quote, theirs, other, carried, found)


def measured(task: Task, peer: Peer, rounds: int) -> Spent:
    """Medians of the rounds, after a discarded one, because Node compiles while it runs."""
    once(task, peer)
    found = [once(task, peer) for _ in range(rounds)]
    return Spent(*(median(values) for values in zip(*found, strict=True)))


HEAD = ("ms", "`reanchor`", "`find`", "Hypothesis", "rapidfuzz", "Hypothesis ÷ `reanchor`", "rapidfuzz ÷ `reanchor`")


def rows(tasks: Sequence[Task], peer: Peer, rounds: int) -> Iterator[list[str]]:
    """Rows of the table of times: all annotations of a revision, then one whose words are gone."""
    for task in tasks:
        name = f"{len(task.spans)} annotations, {len(task.old):,} characters"
        yield _row(name, measured(task, peer, rounds), 1)
    for task in tasks:
        gone = halved(task, GONE)
        it = measured(gone, peer, rounds)
        name = f"one orphaned annotation, texts already prepared, {len(gone.old):,} characters"
        yield _row(name, it._replace(reanchor=it.carried, find=it.found), len(gone.spans))


def _row(name: str, spent: Spent, marks: int) -> list[str]:
    values = [value / marks for value in spent[:4]]
    return [name, *map(shown, values), *(f"{value / values[0]:.1f}" for value in values[2:])]


def shown(value: float) -> str:
    """Milliseconds with a useful number of decimals."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
