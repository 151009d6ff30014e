"""Which words of one text are which words of another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.articles import alignment
from factcheck.articles.alignment import align, key, tokens


def partners(old: str, new: str) -> list[tuple[str, str]]:
    """The pairs of words, in order."""
    left, right = tokens(old), tokens(new)
    return [
        (old[left.starts[at] : left.ends[at]], new[right.starts[other] : right.ends[other]])
        for at, other in enumerate(align(left, right))
        if other >= 0
    ]


@given(st.text())
def test_tokens_lie_in_the_text_in_order_and_skip_only_what_nobody_sees(text: str) -> None:
    found = tokens(text)
    places = list(zip(found.starts, found.ends, strict=True))
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert all(found.keys)
    assert found.paragraphs == sorted(set(found.paragraphs))
    assert found.paragraphs[-1] == len(found.keys)


@given(st.text(alphabet="ab .\n", max_size=60), st.text(alphabet="ab .\n", max_size=60))
def test_partners_are_equal_words_in_one_order(old: str, new: str) -> None:
    left, right = tokens(old), tokens(new)
    paired = [(at, other) for at, other in enumerate(align(left, right)) if other >= 0]
    assert all(left.keys[at] == right.keys[other] for at, other in paired)
    assert all(one[1] < other[1] for one, other in pairwise(paired))


@given(st.lists(st.sampled_from(["harbour", "council", "ferry", "August", "\n"]), min_size=1))
def test_a_text_is_wholly_its_own_partner(words: list[str]) -> None:
    found = tokens(" ".join(words))
    assert align(found, found) == list(range(len(found.keys)))


def test_words_are_compared_without_their_typography() -> None:
    assert [key(word) for word in ("Straße", "Ёлка", "ÉTÉ", "’", "–", "\u00ad")] == [
        "strasse", "елка", "ete", "'", "-", "",
    ]  # fmt: skip
    assert partners("“Harbour–Council” voted", '"harbour-council" voted') == [
        ("“", '"'), ("Harbour", "harbour"), ("–", "-"), ("Council", "council"), ("”", '"'), ("voted", "voted"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("港口董事会", ["港", "口", "董", "事", "会"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("mili\u00adtary", ["mili\u00adtary"]),
        ("7,5 %", ["7", ",", "5", "%"]),
        ("_daily_digest.rb", ["_", "daily_digest", ".", "rb"]),
    ],
)
def test_what_a_word_is_in_several_scripts(text: str, words: list[str]) -> None:
    found = tokens(text)
    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == words


def test_short_words_that_any_two_texts_share_are_no_partners() -> None:
    assert partners("Rain fell on a roof.", "Nobody saw it, on 3 May.") == []


def test_long_stretches_are_parted_at_their_unique_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    old = " ".join(f"the council voted on item {number} of the list" for number in range(200))
    new = old.replace("item 77 of", "point 77 of").replace("item 140 of the list", "")
    expected = partners(old, new)
    monkeypatch.setattr(alignment, "LARGE", 100)
    assert len(partners(old, new)) >= 0.99 * len(expected) > 1_500


def test_two_texts_beyond_the_limit_have_no_partners_instead_of_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "LARGE", 10)
    monkeypatch.setattr(alignment, "LARGEST", 10)
    assert partners("harbour council ferry August", "ferry harbour August council") == []
