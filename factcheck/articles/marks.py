"""Drawing marks into a block: flat segments, never nested, that add no character to the text.

Strip the tags and the text is there to the character; everything else rests on that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

DEEPEST = 3  # depth classes: one, two, three or more
NAMED = 8  # a segment names at most so many claims


class Span(NamedTuple):
    """Words that a claim stands in: code points, end exclusive; `tone` is a rating's or a state's key."""

    start: int
    end: int
    claim_id: int
    tone: str = "open"
    label: str = "open"


class Segment(NamedTuple):
    """A run of a block under the same spans."""

    start: int
    end: int
    spans: tuple[Span, ...]


def segments(start: int, end: int, spans: Iterable[Span]) -> list[Segment]:
    """The block from `start` to `end`, cut wherever a span begins or ends; runs without spans are left out."""
    edges: dict[int, tuple[list[Span], list[Span]]] = defaultdict(lambda: ([], []))
    for span in spans:
        if (left := max(start, span.start)) < (right := min(end, span.end)):
            edges[left][0].append(span)
            edges[right][1].append(span)
    cut: list[Segment] = []
    standing: list[Span] = []
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


def render(text: str, start: int, spans: Iterable[Span]) -> Markup:
    """The inner HTML of a block whose text begins at `start`, with its marks and a link to each claim's card."""
    end = start + len(text)
    out: list[str] = []
    done = start
    for segment in segments(start, end, spans):
        out.append(escape(text[done - start : segment.start - start]))
        out.append(_mark(segment, text[segment.start - start : segment.end - start]))
        out.extend(_reference(span) for span in segment.spans if min(span.end, end) == segment.end)
        done = segment.end
    out.append(escape(text[done - start :]))
    return Markup("".join(out))  # noqa: S704 - every text above went through escape()


def _mark(segment: Segment, words: str) -> str:
    shortest = min(segment.spans, key=lambda span: span.end - span.start)
    claims = " ".join(str(span.claim_id) for span in segment.spans[:NAMED])
    depth = min(len(segment.spans), DEEPEST)
    return (
        f'<mark class="r-{shortest.tone} d{depth}" data-o="{segment.start}" data-claims="{claims}">'
        f"{escape(words)}</mark>"
    )


def _reference(span: Span) -> str:
    label = escape(f"Claim {span.claim_id}, {span.label}")
    return f'<a class="ref" href="#claim-{span.claim_id}" data-n="{span.claim_id}" aria-label="{label}"></a>'


def by_block(blocks: Sequence[tuple[int, int]], spans: Iterable[Span]) -> dict[int, list[Span]]:
    """For each block, given as (start, end) in order, the spans that touch it, by the block's index."""
    starts = [start for start, _ in blocks]
    touched: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        index = max(0, bisect_right(starts, span.start) - 1)
        while index < len(blocks) and starts[index] < span.end:
            if blocks[index][1] > span.start:
                touched[index].append(span)
            index += 1
    return touched
