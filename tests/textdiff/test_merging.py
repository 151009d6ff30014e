"""Merging two people's changes: all of both, and every conflict is reported."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.textdiff.merging import Clash, merged

BASE = "The ferry is late. The council met in May. Nobody minds the cost."


@pytest.mark.parametrize(
    ("yours", "theirs", "both"),
    [
        (
            BASE.replace("late", "very late"),
            BASE.replace("May", "June"),
            BASE.replace("late", "very late").replace("May", "June"),
        ),
        (
            f"{BASE} It rains.",
            BASE.replace("The ferry", "A ferry"),
            BASE.replace("The ferry", "A ferry") + " It rains.",
        ),
        (
            BASE.replace(" The council met in May.", ""),
            BASE.replace("cost", "price"),
            "The ferry is late. Nobody minds the price.",
        ),
        (BASE, BASE.replace("late", "early"), BASE.replace("late", "early")),
        (BASE.replace("late", "early"), BASE.replace("late", "early"), BASE.replace("late", "early")),
    ],
)
def test_what_only_one_changed_is_taken_over(yours: str, theirs: str, both: str) -> None:
    assert merged(BASE, yours, theirs) == (both, ())
    assert merged(BASE, theirs, yours).text == both


def test_where_both_changed_the_same_words_yours_stand_and_both_are_told() -> None:
    found = merged(BASE, BASE.replace("late", "very late"), BASE.replace("late", "early").replace("May", "June"))
    assert found.text == BASE.replace("late", "very late").replace("May", "June")
    assert found.clashes == (Clash("very late", "early"),)


def test_two_insertions_at_one_place_clash() -> None:
    found = merged("One. Two.", "One. Mine. Two.", "One. Theirs. Two.")
    assert "Mine." in found.text
    assert len(found.clashes) == 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_with_one_side_unchanged_the_other_stands(base: str, other: str) -> None:
    assert merged(base, other, base) == (other, ())
    assert merged(base, base, other) == (other, ())
    assert merged(base, other, other) == (other, ())


@given(st.randoms(use_true_random=False))
def test_words_changed_apart_are_all_there(chance: random.Random) -> None:
    words = [f"word{number}" for number in range(60)]
    mine, others = list(words), list(words)
    for at in chance.sample(range(0, 60, 4), 5):
        mine[at] = f"mine{at}"
    for at in chance.sample(range(2, 60, 4), 5):
        others[at] = f"theirs{at}"
    both = [left if left != base else right for base, left, right in zip(words, mine, others, strict=True)]
    assert merged(" ".join(words), " ".join(mine), " ".join(others)) == (" ".join(both), ())
