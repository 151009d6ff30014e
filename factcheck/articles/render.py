"""Renders marks in a block: flat segments, never nested, that add no character to the text.

Without its tags the HTML is exactly the text; everything else relies on that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape  # five times as fast as markupsafe's, which matters with thousands of marks
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
    hangs: str = ""  # of a claim without words, attached to the end of these: the content of its link
    is_doubtful: bool = False  # whether somebody should check it


class Segment(NamedTuple):
    """A run of a block under the same spans."""

    start: int
    end: int
    spans: tuple[MarkSpan, ...]


def segments(start: int, end: int, spans: Iterable[MarkSpan]) -> list[Segment]:
    """The block from `start` to `end`, cut wherever a span starts or ends; runs without spans are left out."""
    edges: dict[int, tuple[list[MarkSpan], list[MarkSpan]]] = defaultdict(lambda: ([], []))
    for span in spans:
        if (left := max(start, span.start)) < (right := min(end, span.end)):
            edges[left][0].append(span)
            edges[right][1].append(span)
    cut: list[Segment] = []
    open_spans: list[MarkSpan] = []
    previous = start
    for place in sorted(edges):
        if open_spans:
            cut.append(Segment(previous, place, tuple(open_spans)))
        begins, ends = edges[place]
        for span in ends:
            open_spans.remove(span)
        open_spans.extend(begins)
        previous = place
    return cut


def render(text: str, start: int, spans: Iterable[MarkSpan]) -> Markup:
    """The inner HTML of a block whose text starts at `start`, with its marks and a link to each claim's card."""
    end = start + len(text)
    spans = list(spans)
    hanging = [span for span in spans if span.hangs and start < span.end <= end]
    out: list[str] = []
    for left, right, open_spans in _runs(start, end, [span for span in spans if not span.hangs], hanging):
        words = text[left - start : right - start]
        out.append(_mark(open_spans, words) if open_spans else escape(words))
        out += [_reference(span) for span in open_spans if span.end == right or right == end]
        out += [_reference(span) for span in hanging if span.end == right]
    return Markup("".join(out))  # noqa: S704 - every text above went through escape()


def _runs(start: int, end: int, spans: Sequence[MarkSpan], hanging: Sequence[MarkSpan]) -> Iterator[Segment]:
    """The whole block in runs, marked or not, cut where something is attached."""
    places = sorted({span.end for span in hanging})
    done = start
    for segment in (*segments(start, end, spans), Segment(end, end, ())):
        for left, right, open_spans in (Segment(done, segment.start, ()), segment):
            edges = [left, *(place for place in places if left < place < right), right]
            yield from (Segment(one, other, open_spans) for one, other in pairwise(edges) if one < other)
        done = segment.end


def _mark(spans: Sequence[MarkSpan], words: str) -> str:
    shortest = spans[0] if len(spans) == 1 else min(spans, key=_length)
    depth, doubt = min(len(spans), DEEPEST), " doubt" if shortest.is_doubtful else ""
    return f'<mark class="depth-{depth}{doubt}" {shortest.tone}>{escape(words)}</mark>'


def _length(span: MarkSpan) -> int:
    return span.end - span.start


def _reference(span: MarkSpan) -> str:
    number = span.claim_id
    kind = f"ref {span.hangs}" if span.hangs else "ref"
    rating = f" {span.tone}" if span.tone.startswith("data-rating") else ""  # its shape is shown there
    return f'<a class="{kind}" href="#claim-{number}" data-number="{number}"{rating} aria-label="{span.label}"></a>'


def by_block(blocks: Sequence[tuple[int, int]], spans: Iterable[MarkSpan]) -> dict[int, list[MarkSpan]]:
    """For each block, given as (start, end) in order, the spans that overlap it, by the block's index."""
    starts = [start for start, _ in blocks]
    touched: dict[int, list[MarkSpan]] = defaultdict(list)
    for span in spans:
        index = max(0, bisect_right(starts, span.start) - 1)
        while index < len(blocks) and starts[index] < span.end:
            if blocks[index][1] > span.start:
                touched[index].append(span)
            index += 1
    return touched
