"""Texts and quotes that are hard on every method: the slowest time of one annotation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz

from benchmarks.anchoring.marks import Source
from benchmarks.anchoring.methods import ENOUGH
from benchmarks.anchoring.peer import Peer
from benchmarks.anchoring.speed import Task, cold, revised, shown, timed
from factcheck.anchoring import Pair, candidates, find

LENGTH = 100_000
QUOTE = 5_000  # code points of the longest annotation
MOST = 8  # annotations of a text
HEAD = (
    "ms per 100,000 characters", "to prepare both versions", "`reanchor`", "to prepare the text", "`find`",
    "Hypothesis", "rapidfuzz",
)  # fmt: skip


def tasks(sources: Sequence[Source]) -> Iterator[Task]:
    """The hostile inputs; none of their annotations is unchanged in the next version."""
    spaced = [it for it in sources if it.draft.blank]
    chinese = [it for it in sources if not it.draft.blank]
    plain = revised(spaced, LENGTH, "prose")
    yield _changed(plain._replace(name="prose in four languages"))
    word = "harbour "
    yield _repeated("one word repeated", word * (LENGTH // len(word)))
    yield _repeated("one character repeated", "水" * LENGTH)
    flat = plain._replace(old=plain.old.replace("\n", " "), new=plain.new.replace("\n", " "))
    yield _changed(flat._replace(name="no paragraphs"))
    yield _changed(revised(chinese, LENGTH, "Chinese"))
    long = [(start, start + QUOTE) for start in range(1_000, LENGTH - QUOTE, LENGTH // MOST)]
    yield _changed(plain._replace(name=f"annotations of {QUOTE:,} characters", spans=long))
    middle = LENGTH // 2
    stranger = plain._replace(old=plain.old[:middle], new=plain.old[middle:])
    yield _changed(stranger._replace(name="nothing in common", spans=[it for it in plain.spans if it[1] < middle]))


def _changed(task: Task) -> Task:
    """Only annotations whose words aren't in the new text."""
    spans = [it for it in task.spans if task.old[slice(*it)] not in task.new]
    return task._replace(spans=spans[:: max(1, len(spans) // MOST)][:MOST])


def _repeated(name: str, text: str) -> Task:
    """Every annotation has a word in its middle that is gone."""
    spans = [(start, start + 120) for start in range(8_000, len(text) - 8_000, len(text) // MOST)]
    old = new = text
    for start, end in spans:
        middle = (start + end) // 2
        old = old[:middle] + "quay" + old[middle + 4 :]
        new = new[:middle] + "pier" + new[middle + 4 :]
    return Task(name, old, new, spans)


def rows(found: Sequence[Task], peer: Peer, tries: int) -> Iterator[list[str]]:
    """A row for each input, and one with the slowest of each column; the fastest of `tries` counts."""
    figures = []
    for task in found:
        figures.append([it * LENGTH / len(task.old) for it in _worst(task, peer, tries)])
        yield [task.name, *map(shown, figures[-1])]
    yield ["**slowest**", *(f"**{shown(max(column))}**" for column in zip(*figures, strict=True))]


def _worst(task: Task, peer: Peer, tries: int) -> list[float]:
    asks = task.asks()
    cold()
    pairs: list[Pair] = []
    prepared = timed(lambda: pairs.append(Pair(task.old, task.new)))
    carried = [lambda it=it: pairs[0].reanchor(*it) for it in task.spans]
    cold()
    indexed = timed(lambda: candidates(task.new, "a quote that nobody gave"))
    quoted = [lambda it=it: find(task.new, *it) for it in asks]
    aligned = [lambda it=it: fuzz.partial_ratio_alignment(it.quote, task.new, score_cutoff=ENOUGH) for it in asks]
    theirs = [min(peer.ask(task.new, [it]).spent[0] for _ in range(tries)) for it in asks]
    return [prepared, _slowest(carried, tries), indexed, _slowest(quoted, tries), max(theirs), _slowest(aligned, tries)]


def _slowest(acts: Sequence[Callable[[], object]], tries: int) -> float:
    return max(min(timed(act) for _ in range(tries)) for act in acts)
