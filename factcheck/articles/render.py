"""Renders marks in a block: flat segments, never nested, that add no character to the text.

Without its tags the HTML is exactly the text; everything else relies on that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from html import escape  # five times as fast as markupsafe's, which matters with thousands of marks
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

from markupsafe import Markup


class Span(Protocol):
    """A run of a text, in code points, end exclusive."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Words = TypeVar("Words", bound=Span)
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


def render(text: str, start: int, spans: Iterable[MarkSpan], *, goes_on: bool = False) -> Markup:
    """The inner HTML of a block whose text starts at `start`, with its marks and a link to each claim's card.

    Of a part of a block that `goes_on` after it, the links of marks that go on, too, aren't here. It takes n·log(n)
    steps for n spans, however many overlap.
    """
    end, spans = start + len(text), list(spans)[::-1]  # last first, as all these lists: they are emptied from the end
    marks = [it for it in spans if not it.hangs and it.start < end and start < it.end > it.start] if text else []
    opening = sorted(marks, key=_start, reverse=True)
    closing = sorted(marks, key=_end if goes_on else lambda it: min(it.end, end), reverse=True)
    hanging = sorted((it for it in spans if it.hangs and start < it.end <= end), key=_end, reverse=True)
    shortest: list[tuple[int, int, MarkSpan]] = []  # a heap of the open spans, and of some that ended
    out: list[str] = []
    is_plain = escape(text) == text
    for left, right in pairwise(_cuts(start, end, marks, hanging)):
        while opening and opening[-1].start <= left:
            span = opening.pop()
            heappush(shortest, (span.end - span.start, -len(opening), span))
        while shortest and shortest[0][2].end <= left:
            heappop(shortest)
        words = text[left - start : right - start]
        words = words if is_plain else escape(words)
        out.append(_mark(shortest[0][2], len(closing) - len(opening), words) if shortest else words)
        while closing and (closing[-1].end <= right or (right == end and not goes_on)):
            out.append(_reference(closing.pop()))
        while hanging and hanging[-1].end == right:
            out.append(_reference(hanging.pop()))
    return Markup("".join(out))  # noqa: S704 - every text above went through escape()


def render_part(block: tuple[int, int], start: int, text: str, spans: Iterable[MarkSpan]) -> Markup:
    """A part of a block, which is given by its start and end: `data-from` and `data-to` are places in the text."""
    end = start + len(text)
    inner = render(text, start, spans, goes_on=end < block[1])
    length = block[1] - block[0]
    return Markup(  # noqa: S704 - numbers around what render() escaped
        f'<span data-from="{start}" data-to="{end}" data-length="{length}">{inner}</span>'
    )


def _cuts(start: int, end: int, marks: Iterable[MarkSpan], hanging: Iterable[MarkSpan]) -> list[int]:
    """Where a block is cut, from its start to its end: wherever a mark starts or ends, or something is attached."""
    edges = {place for it in marks for place in (it.start, it.end) if start < place < end}
    return sorted({start, end} | edges | {it.end for it in hanging})


def _mark(span: MarkSpan, depth: int, words: str) -> str:
    """Escaped words in the mark of the shortest of `depth` spans."""
    doubt = " doubt" if span.is_doubtful else ""
    return f'<mark class="depth-{min(depth, DEEPEST)}{doubt}" {span.tone}>{words}</mark>'


_start, _end = attrgetter("start"), attrgetter("end")


def _reference(span: MarkSpan) -> str:
    number = span.claim_id
    kind = f"ref {span.hangs}" if span.hangs else "ref"
    rating = f" {span.tone}" if span.tone.startswith("data-rating") else ""  # its shape is shown there
    return f'<a class="{kind}" href="#claim-{number}" data-number="{number}"{rating} aria-label="{span.label}"></a>'


def by_block(blocks: Sequence[tuple[int, int]], spans: Iterable[Words]) -> dict[int, list[Words]]:
    """For each block, given as (start, end) in order, the spans that overlap it, by the block's index."""
    starts = [start for start, _ in blocks]
    touched: dict[int, list[Words]] = defaultdict(list)
    for span in spans:
        index = max(0, bisect_right(starts, span.start) - 1)
        while index < len(blocks) and starts[index] < span.end:
            if blocks[index][1] > span.start:
                touched[index].append(span)
            index += 1
    return touched
