"""Marks are flat, and add no character."""

from __future__ import annotations

from html import unescape as html_unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from factcheck.articles.render import MarkSpan, by_block, render, segments

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(1, 9)).map(
        lambda t: MarkSpan(t[0], t[0] + t[1], t[2])
    )
)


@given(st.text(alphabet=st.sampled_from("ab <&>\"'é👩\n"), max_size=60), SPANS, st.integers(0, 20))
def test_the_text_is_there_to_the_character(text: str, spans: list[MarkSpan], start: int) -> None:
    assert unmarked(render(text, start, spans)) == text


@given(SPANS)
def test_segments_cover_exactly_what_spans_cover(spans: list[MarkSpan]) -> None:
    covered = {place for span in spans for place in range(span.start, min(span.end, 70))}
    cut = segments(0, 70, spans)
    assert [place for segment in cut for place in range(segment.start, segment.end)] == sorted(covered)
    for segment in cut:
        assert set(segment.spans) == {s for s in spans if s.start <= segment.start and segment.end <= min(s.end, 70)}


def test_overlaps_show_their_depth_and_every_claim_has_its_link() -> None:
    html = render(
        "one two three",
        10,
        [
            MarkSpan(10, 17, 1, label="Claim 1, open"),
            MarkSpan(14, 23, 2, 'data-rating="false"', "Claim 2, rated false"),
        ],
    )
    assert html == (
        '<mark class="depth-1" data-state="open">one </mark>'
        '<mark class="depth-2" data-state="open">two</mark>'
        '<a class="ref" href="#claim-1" data-number="1" aria-label="Claim 1, open"></a>'
        '<mark class="depth-1" data-rating="false"> three</mark>'
        '<a class="ref" href="#claim-2" data-number="2" data-rating="false" aria-label="Claim 2, rated false"></a>'
    )


def test_spans_are_given_to_every_block_they_touch() -> None:
    long, short = MarkSpan(3, 25, 1), MarkSpan(12, 15, 2)
    assert by_block([(0, 10), (12, 20), (22, 30)], [long, short]) == {0: [long], 1: [long, short], 2: [long]}
    assert by_block([(0, 10), (12, 20)], [MarkSpan(10, 12, 3)]) == {}


def unmarked(html: Markup) -> str:
    """The text content: tags dropped, entities back; not striptags(), which folds blanks."""
    out, inside = [], False
    for character in html:
        inside = character == "<" or (inside and character != ">")
        if not inside and character != ">":
            out.append(character)
    return html_unescape("".join(out))


def test_what_marks_no_words_hangs_at_their_end_within_marks_and_outside() -> None:
    spans = [
        MarkSpan(0, 9, 1, label="Claim 1"),
        *(MarkSpan(0, end, 2, label="Claim 2", hangs="omission") for end in (5, 12)),
    ]
    html = render("one. two. three", 0, spans)
    link = '<a class="ref omission" href="#claim-2" data-number="2" aria-label="Claim 2"></a>'
    mark, rest = (
        '<mark class="depth-1" data-state="open">one. </mark>',
        '<mark class="depth-1" data-state="open">two.</mark>',
    )
    assert (
        html
        == f'{mark}{link}{rest}<a class="ref" href="#claim-1" data-number="1" aria-label="Claim 1"></a> th{link}ree'
    )
