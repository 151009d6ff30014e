"""A diff by words: nothing of either text is lost, and what it tells is what happened."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.articles.versions.diff import Paragraph, compare, stretches
from factcheck.textdiff.runs import RunKind, runs
from tests.sizes import MANY_EXAMPLES

WORDS = st.sampled_from(
    ["harbour", "opens", "in", "May", "June", "гавань", "مرفأ", "港", "🎉", "«да»", ".", ",", "e\u0301", "É"]
)
BLANKS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\n\n", "\u00a0", "  ", ""])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.tuples(WORDS, BLANKS), max_size=40).map(lambda pairs: "".join(map("".join, pairs))),
)
PLACES = st.tuples(st.integers(0, 60), st.integers(0, 20))


def sides(row: list[tuple[RunKind, str]]) -> tuple[str, str]:
    old = "".join([text for change, text in row if change is not RunKind.ADDED])
    return old, "".join([text for change, text in row if change is not RunKind.REMOVED])


@settings(max_examples=MANY_EXAMPLES)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it_to_the_character(old: str, new: str) -> None:
    assert sides([tuple(run) for run in runs(old, new)]) == (old, new)  # type: ignore[misc]  # a Run is such a pair


@settings(max_examples=MANY_EXAMPLES)
@given(TEXTS, TEXTS, PLACES)
def test_an_edited_text_loses_no_character_and_shows_no_run_twice(old: str, other: str, place: tuple[int, int]) -> None:
    start, size = place
    new = old[:start] + other[:size] + old[start + size :]
    row = runs(old, new)
    assert sides([(run.change, run.text) for run in row]) == (old, new)
    assert all(run.text for run in row)
    assert all(one.change is not next_.change for one, next_ in pairwise(row))
    assert compare(old, new).is_same == (old == new)


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    """Each paragraph: its change, its words with [-removed-] and {+added+}, and what became of the break after it."""
    signs = {RunKind.ADDED: "{{+{}+}}", RunKind.REMOVED: "[-{}-]", RunKind.SAME: "{}"}
    return [
        (it.change.value, "".join(signs[run.change].format(run.text) for run in it.runs), it.closing.value)
        for it in compare(old, new).paragraphs
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It opens in May.", "It opens in June.", [("changed", "It opens in [-May-]{+June+}.", "same")]),
        ("It opens.", "It opens now.", [("changed", "It opens{+ now+}.", "same")]),
        ("It will open.", "It open.", [("changed", "It [-will -]open.", "same")]),
        ("“Costs”", "«Costs»", [("changed", "[-“-]{+«+}Costs[-”-]{+»+}", "same")]),
        ("the Mayor spoke", "the mayor spoke", [("changed", "the [-Mayor-]{+mayor+} spoke", "same")]),
        (
            "First one.\n\nThird one.",
            "First one.\n\nSecond came.\n\nThird one.",
            [("same", "First one.", "same"), ("added", "{+Second came.+}", "same"), ("same", "Third one.", "same")],
        ),
        ("First one.\n\nGone.", "First one.", [("same", "First one.", "same"), ("removed", "[-Gone.-]", "same")]),
        (
            "First part here.\n\nSecond part there.",
            "First part here. Second part there.",
            [("same", "First part here.", "removed"), ("changed", "{+ +}Second part there.", "same")],
        ),
        (
            "First part here. Second part there.",
            "First part here.\n\nSecond part there.",
            [("changed", "First part here.[- -]", "added"), ("same", "Second part there.", "same")],
        ),
    ],
)
def test_each_change_is_told_where_it_is(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(old, new) == expected


def test_a_paragraph_of_which_hardly_a_word_stayed_is_told_as_removed_and_added_whole() -> None:
    old = "The mayor, who had promised much, was silent that evening, and everybody went home without an answer."
    new = "Nobody in the hall believed the mayor, although without her there would be no harbour whatsoever today."
    assert told(old, new) == [("changed", f"[-{old}-]{{+{new}+}}", "same")]


@settings(max_examples=MANY_EXAMPLES)
@given(TEXTS, TEXTS)
def test_paragraphs_keep_both_texts(old: str, new: str) -> None:
    shown = [run for it in compare(old, new).paragraphs for run in it.runs]
    assert [side.replace("\n\n", "") for side in sides([(run.change, run.text) for run in shown])] == [
        side.replace("\n\n", "") for side in (old, new)
    ]


def test_a_paragraph_that_went_elsewhere_is_told_as_moved_and_its_words_are_not_counted() -> None:
    moved = "The mayor of Tarnby spoke on Monday."
    stays = "The harbour will open in May, after two years of work on its piers and of many delays."
    found = compare(f"{moved}\n\n{stays}\n\nMore follows.", f"{stays}\n\n{moved}\n\nMore follows on Tuesday.")
    changes = [it.change for it in found.paragraphs]
    assert sorted(changes) == [RunKind.CHANGED, RunKind.MOVED_AWAY, RunKind.MOVED_HERE, RunKind.SAME]
    assert (found.added, found.removed, found.moved) == (2, 0, 1)


def test_words_are_counted_and_signs_are_not() -> None:
    found = compare("It opens in May, at noon.", "It opens on 1 June; at noon!")
    assert (found.added, found.removed, found.moved) == (3, 2, 0)


def test_what_is_far_from_any_change_is_folded() -> None:
    lines = [f"Paragraph number {number} stays as it was." for number in range(12)]
    changed = [*lines[:6], "This one is new.", *lines[7:]]
    found = stretches(compare("\n\n".join(lines), "\n\n".join(changed)).paragraphs)
    assert [(it.is_folded, sum(map(stays, it.paragraphs))) for it in found] == [(True, 5), (False, 2), (True, 4)]


def stays(paragraph: Paragraph) -> bool:
    return paragraph.change is RunKind.SAME


def test_one_unchanged_paragraph_alone_is_not_folded_away() -> None:
    found = stretches(compare("A here.\n\nB there.\n\nOld end.", "A here.\n\nB there.\n\nNew end.").paragraphs)
    assert [it.is_folded for it in found] == [False, False]


def test_a_hundred_thousand_characters_are_compared() -> None:
    lines = [" ".join(f"w{number}x{place}" for place in range(8)) for number in range(1700)]
    old, new = "\n\n".join(lines), "\n\n".join([*lines[40:900], *lines[:40], *lines[900:]])
    found = compare(old, new)
    assert found.moved == 40
