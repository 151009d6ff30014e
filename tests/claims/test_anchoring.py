"""Finding words: exactly, in other typography, and never by guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.claims.anchoring import State, candidates, find
from factcheck.claims.selectors import select

TEXT = "🛰️ The bridge “will open\u00a0in May”, said the mayor – twice. The bridge “will open\u00a0in May”, she added."


def test_the_very_words_are_sure() -> None:
    found = find(TEXT, "said the mayor")
    assert found is not None
    assert TEXT[found.start : found.end] == "said the mayor"
    assert (found.score, found.state) == (1.0, State.SURE)


@pytest.mark.parametrize("quote", ["mayor - twice", "mayor — twice", "may\u00ador  –  twice", " mayor\n– twice "])
def test_other_typography_finds_the_same_words(quote: str) -> None:
    found = find(TEXT, quote)
    assert found is not None
    assert TEXT[found.start : found.end] == "mayor – twice"


def test_equal_places_are_told_apart_by_context_or_hint_and_never_by_a_coin() -> None:
    quote = "will open in May"
    assert find(TEXT, quote).state is State.LOOK
    assert len(candidates(TEXT, quote)) == 2
    by_context = find(TEXT, quote, suffix="”, she")
    by_hint = find(TEXT, quote, hint=70)
    assert by_context == by_hint
    assert by_context.state is State.SURE
    assert TEXT[by_context.start :].endswith("she added.")
    assert by_context.start > 60


@pytest.mark.parametrize("quote", ["", "  \n", "the tunnel", "\u00ad"])
def test_what_is_not_there_is_none(quote: str) -> None:
    assert find(TEXT, quote) is None


def test_a_decomposed_letter_is_never_cut() -> None:
    text = "Se on a\u0308iti\u0308 itse"
    found = find(text, "\u00e4iti\u0308")
    assert text[found.start : found.end] == "a\u0308iti\u0308"
    assert text[slice(*find(text, "ä")[:2])] == "a\u0308"


@given(st.text(min_size=1), st.data())
def test_any_slice_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = select(text, start, end)
    assert words.prefix + words.exact + words.suffix == text[start - len(words.prefix) : end + len(words.suffix)]
    found = find(text, words.exact, words.prefix, words.suffix, start)
    if words.exact.strip():
        assert found is not None
        assert text[found.start : found.end].strip() == words.exact.strip()


def test_context_grows_until_it_is_unique() -> None:
    text = ("same words here. " * 5 + "A. ") + ("same words here. " * 5 + "B. ")
    start = text.index("same", 90)
    words = select(text, start, start + 4)
    assert text.count(words.prefix + words.exact + words.suffix) == 1
