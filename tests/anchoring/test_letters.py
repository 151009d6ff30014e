"""Words joined without their punctuation: offsets in the letters are tokens of the text."""

from __future__ import annotations

import pytest

from factcheck.anchoring.letters import Lettered

KEYS = ["the", "“", "harbour", "”", ",", "opens"]


def test_the_letters_of_words_stand_together() -> None:
    assert Lettered(KEYS).joined == "theharbouropens"


@pytest.mark.parametrize(
    ("start", "end", "tokens"), [(0, 3, (0, 1)), (0, 15, (0, 6)), (3, 10, (2, 3)), (3, 15, (2, 6))]
)
def test_letters_from_word_to_word_are_tokens_with_the_punctuation_inside(
    start: int, end: int, tokens: tuple[int, int]
) -> None:
    assert Lettered(KEYS).tokens_of(start, end) == tokens


@pytest.mark.parametrize(("start", "end"), [(1, 3), (0, 4), (4, 9)])
def test_letters_that_begin_or_end_inside_a_word_are_none(start: int, end: int) -> None:
    assert Lettered(KEYS).tokens_of(start, end) is None
