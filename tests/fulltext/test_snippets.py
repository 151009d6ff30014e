"""Excerpts around the words of a query: what is marked, where they are cut, in any script."""

from __future__ import annotations

import pytest

from factcheck.fulltext.questions import question
from factcheck.fulltext.snippets import BEFORE, LENGTH, excerpt_of, matches

LONG = "Nothing of interest is said here. " * 20


def marked(text: str, query: str) -> str:
    """The excerpt, with its hits in square brackets."""
    return "".join(f"[{it.text}]" if it.is_hit else it.text for it in excerpt_of(text, question(query)))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("The harbour opens in May", "harb may", "The [harbour] opens in [May]"),
        ("The harbour opens", "arbour", "The harbour opens"),
        ("Die Straße nach Großmöhren", "STRASSE grossmohren", "Die [Straße] nach [Großmöhren]"),
        ("Мэр сказал, что всё ещё закрыто", "еще ВСЕ", "Мэр сказал, что [всё] [ещё] закрыто"),
        ("市议会星期一决定修建新码头", "码头", "市议会星期一决定修建新[码头]"),
        ("市议会星期一决定修建新码头", "新码头", "市议会星期一决定修建[新码头]"),
        ("สภาเมืองสร้างท่าเรือใหม่", "ท่าเรือ", "สภาเมืองสร้าง[ท่าเรือ]ใหม่"),
        ("An X-ray unit", "xray", "An [X-ray] unit"),
        ("<b>The</b> harbour", "b", "<[b]>The</[b]> harbour"),
        ("The harbour", "", "The harbour"),
    ],
)
def test_the_words_of_the_query_are_marked(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


def test_a_long_text_is_cut_at_words_around_its_first_hit() -> None:
    found = marked(f"{LONG}The mayor opened the harbour. {LONG}", "mayor")
    assert found.startswith("…")
    assert found.endswith("…")
    assert "The [mayor] opened the harbour." in found
    assert found.index("[") <= BEFORE + 1
    assert len(found) <= LENGTH + len("……[]")
    assert all(word in f"{LONG} The [mayor] opened the harbour." for word in found.strip("…").split())


def test_a_text_without_a_hit_shows_its_beginning() -> None:
    assert marked(LONG, "mayor").startswith("Nothing of interest")
    assert marked("x" * 400, "mayor") == "x" * LENGTH + "…"


def test_hits_are_pieces_of_the_text_and_lose_nothing() -> None:
    text = "The harbour, the HARBOUR’s wall"
    assert "".join(it.text for it in excerpt_of(text, question("harbour wall"))) == text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("rita", True), ("RI", True), ("rita lind", True), ('"rita lind"', True), ('"lind rita"', False), ("ita", False),
     ("rita olsen", False), ("", False), ("&", False)],
)  # fmt: skip
def test_a_text_matches_as_the_index_says(query: str, is_found: bool) -> None:
    assert matches("Rita Lind", question(query)) is is_found
