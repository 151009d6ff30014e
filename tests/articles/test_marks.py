"""Marks are flat, and add no character."""

from __future__ import annotations

import re
from html import unescape as html_unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from factcheck.articles.render import MarkSpan, by_block, render

MARK = re.compile(
    r'(?P<mark><mark class="depth-(?P<depth>\d)" data-state="(?P<state>\d+)">)?(?P<words>x+)(</mark>)?(<a [^>]*></a>)*'
)
SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(1, 9)).map(
        lambda t: MarkSpan(t[0], t[0] + t[1], t[2])
    )
)


@given(st.text(alphabet=st.sampled_from("ab <&>\"'é👩\n"), max_size=60), SPANS, st.integers(0, 20))
def test_the_text_is_there_to_the_character(text: str, spans: list[MarkSpan], start: int) -> None:
    assert unmarked(render(text, start, spans)) == text


@given(SPANS)
def test_each_character_shows_how_many_spans_cover_it_and_the_shortest_of_them(spans: list[MarkSpan]) -> None:
    spans = [span._replace(tone=f'data-state="{number}"') for number, span in enumerate(spans)]
    shown = list(MARK.finditer(render("x" * 70, 0, spans)))
    drawn = [(it["depth"], it["state"]) if it["mark"] else None for it in shown for _ in it["words"]]
    over = [[span for span in spans if span.start <= place < span.end] for place in range(70)]
    assert drawn == [
        (str(min(len(own), 3)), str(spans.index(min(own, key=lambda it: (it.end - it.start, it.start)))))
        if own
        else None
        for own in over
    ]


def test_many_spans_over_the_same_words_take_a_mark_for_each_place_where_one_starts_or_ends() -> None:
    sizes = []
    for count in (500, 1000, 2000):
        html = render("x" * 5000, 0, [MarkSpan(place, place + 2500, 1) for place in range(count)])
        assert html.count("<mark") == 2 * count - 1
        sizes.append(len(html))
    assert sizes[2] - sizes[1] == 2 * (sizes[1] - sizes[0])


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
