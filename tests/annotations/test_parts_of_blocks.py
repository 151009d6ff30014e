"""A new claim's words, drawn into their block: the block is then as if it were drawn whole."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from factcheck.articles.render import MarkSpan, render, render_part
from tests.live.pages import put_part, written

TEXT = "Tårnby <håvn> 👩 & so on, " * 3
OFFSET, END = 10, 10 + len(TEXT)


def spans_of(values: tuple[int, int, int, bool]) -> MarkSpan:
    start, length, claim, hangs = values
    return MarkSpan(start, start + length, claim, hangs="omission" if hangs else "")


SPANS = st.lists(
    st.tuples(st.integers(0, END), st.integers(1, 40), st.integers(1, 9), st.booleans()).map(spans_of), max_size=12
)
NEW = st.tuples(st.integers(OFFSET, END - 1), st.integers(1, END)).map(
    lambda it: MarkSpan(it[0], min(END, it[0] + it[1]), 99)
)


def block(spans: list[MarkSpan]) -> html.HtmlElement:
    return html.fromstring(f'<p data-offset="{OFFSET}">{render(TEXT, OFFSET, spans)}</p>')


@given(SPANS, NEW)
@example([MarkSpan(12, 30, 1), MarkSpan(12, 20, 2)], MarkSpan(20, 30, 99))
@example([MarkSpan(0, END + 5, 1)], MarkSpan(OFFSET, END, 99))
def test_a_block_with_the_part_of_a_new_mark_is_as_drawn_whole(old: list[MarkSpan], new: MarkSpan) -> None:
    stored = sorted([*old, new], key=lambda it: (it.start, -it.end))
    drawn = block([it for it in stored if it is not new])
    within = [it for it in stored if it.start < new.end and it.end > new.start]
    text = TEXT[new.start - OFFSET : new.end - OFFSET]
    put_part(drawn, html.fromstring(render_part((OFFSET, END), new.start, text, within)))
    assert written(drawn) == written(block(stored))
