"""Sentences as units to choose: all of the text's words, none across a block, in code points."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents.sentences import runs_of, sentences

TEXT = "Harbour 🎉 opens. Dr. Holt said so!\n\nМэр молчит. Это правда?\n\n港口开放。费用减半。"


def blocks(text: str) -> list[list[object]]:
    found, at = [], 0
    for line in text.split("\n\n"):
        found.append(["paragraph", at, at + len(line)])
        at += len(line) + 2
    return found


def test_every_sentence_is_sliced_in_code_points() -> None:
    found = [TEXT[it.start : it.end] for it in sentences(TEXT, blocks(TEXT), "en")]
    assert found == [
        "Harbour 🎉 opens.", "Dr. Holt said so!", "Мэр молчит.", "Это правда?", "港口开放。", "费用减半。",
    ]  # fmt: skip


@given(st.text(max_size=200), st.sampled_from(["en", "ru", "ar", "zh", "fi-FI", "xx"]))
def test_no_word_is_left_out_and_none_is_in_two(text: str, language: str) -> None:
    found = list(sentences(text, blocks(text), language))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(text[it.start : it.end].split()) for it in found) == "".join(text.split())


def test_sentences_in_a_row_are_one_run_but_not_over_a_break() -> None:
    one, two, three, *_ = sentences(TEXT, blocks(TEXT), "en")
    assert runs_of([two[:2], one[:2]], TEXT) == [(one.start, two.end)]
    assert runs_of([two[:2], three[:2]], TEXT) == [two[:2], three[:2]]
