"""Drawing marks into a block: flat segments, never nested, that add no character to the text.

Without its tags the HTML is exactly the text; everything else rests on that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape  # five times as fast as markupsafe's, which counts with thousands of marks
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

DEEPEST = 3  # depth classes: one, two, three or more


class MarkSpan(NamedTuple):
    """Words of a claim: code points, end exclusive. `tone` and `label` are HTML.

    `tone` is the attribute with its rating or state, `label` names its link.
    """

    start: int
    end: int
    claim_id: int
    tone: str = 'data-state="open"'
    label: str = ""
    hangs: str = ""  # of a claim that marks no words but hangs on the end of these: what its link is
    is_doubtful: bool = False  # whether somebody should look at it again


class Segment(NamedTuple):
    """A run of a block under the same spans."""

    start: int
    end: int
    spans: tuple[MarkSpan, ...]


def segments(start: int, end: int, spans: Iterable[MarkSpan]) -> list[Segment]:
    """The block from `start` to `end`, cut wherever a span begins or ends; runs without spans are left out."""
    edges: dict[int, tuple[list[MarkSpan], list[MarkSpan]]] = defaultdict(lambda: ([], []))
    for span in spans:
        if (left := max(start, span.start)) < (right := min(end, span.end)):
            edges[left][0].append(span)
            edges[right][1].append(span)
    cut: list[Segment] = []
    standing: list[MarkSpan] = []
    previous = start
    for place in sorted(edges):
        if standing:
            cut.append(Segment(previous, place, tuple(standing)))
        begins, ends = edges[place]
        for span in ends:
            standing.remove(span)
        standing.extend(begins)
        previous = place
    return cut


def render(text: str, start: int, spans: Iterable[MarkSpan]) -> Markup:
    """The inner HTML of a block whose text begins at `start`, with its marks and a link to each claim's card."""
    end = start + len(text)
    spans = list(spans)
    hanging = [span for span in spans if span.hangs and start < span.end <= end]
    out: list[str] = []
    for left, right, standing in _runs(start, end, [span for span in spans if not span.hangs], hanging):
        words = text[left - start : right - start]
        out.append(_mark(standing, words) if standing else escape(words))
        out += [_reference(span) for span in standing if span.end == right or right == end]
        out += [_reference(span) for span in hanging if span.end == right]
    return Markup("".join(out))  # noqa: S704 - every text above went through escape()


def _runs(start: int, end: int, spans: Sequence[MarkSpan], hanging: Sequence[MarkSpan]) -> Iterator[Segment]:
    """The whole block in runs, marked or not, cut where something hangs."""
    places = sorted({span.end for span in hanging})
    done = start
    for it in (*segments(start, end, spans), Segment(end, end, ())):
        for left, right, standing in (Segment(done, it.start, ()), it):
            edges = [left, *(place for place in places if left < place < right), right]
            yield from (Segment(one, other, standing) for one, other in pairwise(edges) if one < other)
        done = it.end


def _mark(spans: Sequence[MarkSpan], words: str) -> str:
    shortest = spans[0] if len(spans) == 1 else min(spans, key=_length)
    depth, doubt = min(len(spans), DEEPEST), " doubt" if shortest.is_doubtful else ""
    return f'<mark class="depth-{depth}{doubt}" {shortest.tone}>{escape(words)}</mark>'


def _length(span: MarkSpan) -> int:
    return span.end - span.start


def _reference(span: MarkSpan) -> str:
    number = span.claim_id
    kind = f"ref {span.hangs}" if span.hangs else "ref"
    return f'<a class="{kind}" href="#claim-{number}" data-number="{number}" aria-label="{span.label}"></a>'


def by_block(blocks: Sequence[tuple[int, int]], spans: Iterable[MarkSpan]) -> dict[int, list[MarkSpan]]:
    """For each block, given as (start, end) in order, the spans that touch it, by the block's index."""
    starts = [start for start, _ in blocks]
    touched: dict[int, list[MarkSpan]] = defaultdict(list)
    for span in spans:
        index = max(0, bisect_right(starts, span.start) - 1)
        while index < len(blocks) and starts[index] < span.end:
            if blocks[index][1] > span.start:
                touched[index].append(span)
            index += 1
    return touched
