"""Which words a note refers to from a point in the text."""

from __future__ import annotations

import pytest

from factcheck.documents.notes.words_before import words_before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is old. It costs six.| No.", "It costs six."),
        ("It is old. It costs| six.", "It costs"),
        ("The lamp [1], and the mill| is new.", "and the mill"),
        ("The lamp [1]| is new.", "The lamp"),
        ("It costs six. [1] It is old.|", "It is old."),
        ("|It costs six. No.", "It costs six."),
        ("|", ""),
    ],
)
def test_the_words_are_those_of_the_sentence_since_the_last_note(text: str, words: str) -> None:
    at = text.index("|")
    text = text.replace("|", "")
    start, end = words_before(text, at)
    assert text[start:end] == words
