"""Which words of one text are which words of another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.textdiff import alignment
from factcheck.textdiff.alignment import align, key, tokens


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


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("The pilot says yes. The pilot says no.", "The pilot says no.", "The pilot says yes."),
        ("По словам лоцмана, да. По словам лоцмана, нет.", "По словам лоцмана, нет.", "По словам лоцмана, да."),
        ("引水员说有雾。引水员说没有雾。", "引水员说没有雾。", "引水员说有雾。"),
        ("Indeed.\nThe pilot slept.\nThe pilot woke.", "Indeed.\nThe pilot woke.", "The pilot slept."),
    ],
)
def test_a_gap_begins_where_a_sentence_or_a_paragraph_does(old: str, new: str, gone: str) -> None:
    found = tokens(old)
    left = [at for at, other in enumerate(align(found, tokens(new))) if other < 0]
    assert old[found.starts[left[0]] : found.ends[left[-1]]] == gone
    added = [at for at in range(len(found.keys)) if at not in align(tokens(new), found)]
    assert old[found.starts[added[0]] : found.ends[added[-1]]] == gone


def test_a_word_that_both_sides_of_a_gap_have_stays_with_its_sentence() -> None:
    old = tokens("It rained. She will work from six. It is late.")
    new = tokens("It rained. What will come next\nNobody will work from six. It is early.")
    place = align(old, new)[old.keys.index("will")]
    assert new.keys[place : place + 2] == ["will", "work"]


def test_equal_paragraphs_are_paired_with_the_ones_that_they_became() -> None:
    said = "The board met in the hall at nine."
    pairs = partners(f"I\n{said}\n{said}\nII", f"One\n{said.replace('hall', 'library')}\n{said}\nTwo")
    assert [left for left, _ in pairs].count("hall") == 1
    assert len(pairs) == 2 * len(tokens(said).keys) - 1


@given(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
    | st.text(alphabet="ae\u0301\u0308\u064b\u0670ب،؟ـ_1 .\u200d船", max_size=40)
)
def test_the_quick_way_to_read_a_line_is_the_exact_one(line: str) -> None:
    line = line.replace("\n", " ")
    expected = [(it.start(), it.end()) for it in alignment.TOKEN.finditer(line) if key(it[0])]
    found = tokens(line)
    assert list(zip(found.starts, found.ends, strict=True)) == expected


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=8))
def test_letters_are_folded_one_by_one_as_in_their_word(word: str) -> None:
    assert key(word) == alignment._folded(word)
