"""Which words are compared with other articles, and which passages are similar enough."""

from __future__ import annotations

from factcheck.anchoring import candidates
from factcheck.similarity.scoring import MIN_SIMILAR_LETTERS, can_be_compared, is_similar

TEXT = "The mayor said on Monday that the harbour will open in May. The board meets again in November."


def test_short_words_are_not_compared() -> None:
    assert not can_be_compared("x" * (MIN_SIMILAR_LETTERS - 1))
    assert can_be_compared("x" * MIN_SIMILAR_LETTERS)


def test_another_wording_of_the_same_claim_is_similar() -> None:
    best = candidates(TEXT, "The harbour will be opened in May")[0]
    assert is_similar(best.score)


def test_half_of_the_words_in_common_are_not_enough() -> None:
    assert not is_similar(0.5)
