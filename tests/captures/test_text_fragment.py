"""Text directives: one is made only if exactly one passage fits it, as browsers match."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.captures.formats.text_fragment import directive, with_directive

TEXT = (
    "Work may begin in June. The opening is planned for September, not before.\n\n"
    "The opening is planned for September, said the mayor. Work may go on – at night.\n\n"
    "The costs are borne by the port authority. Objections can be made within six weeks, in writing and with reasons, "
    "to the town hall or to the port authority, which has to answer each of them within three months of the day on "
    "which it has come, or to say why it needs longer than that."
)


def blocks_of(text: str) -> list[list[object]]:
    found, start = [], 0
    for part in text.split("\n\n"):
        found.append(["paragraph", start, start + len(part)])
        start += len(part) + 2
    return found


def made(words: str, text: str = TEXT, occurrence: int = 1) -> str:
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return directive(text, blocks_of(text), start, start + len(words))


@pytest.mark.parametrize(
    ("words", "occurrence", "expected"),
    [
        ("Work may begin", 1, "text=Work%20may%20begin"),
        ("planned for September, not", 1, "text=planned%20for%20September%2C%20not"),
        ("go on – at night", 1, "text=go%20on%20%E2%80%93%20at%20night"),
        ("The opening is planned", 1, "text=June.-,The%20opening%20is%20planned"),
        ("is planned for September", 2, "text=is%20planned%20for%20September,-%2C%20said"),
        ("pening is planned for September, said", 1, "text=opening%20is%20planned%20for%20September%2C%20said"),
        ("not before.\n\nThe opening is", 1, "text=not%20before.,The%20opening%20is"),
    ],
)
def test_words_are_named_so_that_only_they_fit(words: str, occurrence: int, expected: str) -> None:
    assert made(words, occurrence=occurrence) == expected


def test_a_long_quotation_is_named_by_its_first_and_last_words() -> None:
    words = TEXT[TEXT.index("Objections") :]
    assert made(words) == "text=Objections%20can%20be,longer%20than%20that."


def test_without_a_unique_passage_there_is_none() -> None:
    text = "It opens.\n\nIt opens."
    assert directive(text, blocks_of(text), 0, 9) == ""
    assert directive(text, blocks_of(text), 11, 20) == ""


def test_signs_that_separate_the_parts_are_encoded() -> None:
    assert made("a-b, c & d", "Say a-b, c & d.") == "text=a%2Db%2C%20c%20%26%20d"


def test_an_address_keeps_its_own_fragment() -> None:
    assert with_directive("https://a.example/b", "text=c") == "https://a.example/b#:~:text=c"
    assert with_directive("https://a.example/b#d", "text=c") == "https://a.example/b#d:~:text=c"
    assert with_directive("https://a.example/b", "") == "https://a.example/b"


@given(st.lists(st.sampled_from(["it", "opens", "in", "may", "It", "soso", "é"]), min_size=1, max_size=30), st.data())
def test_the_named_words_with_their_context_are_once_in_the_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = directive(text, blocks_of(text), start, end)
    if found and "," not in found.replace("-,", "").replace(",-", ""):
        parts = [unquote(part.strip("-")) for part in found.removeprefix("text=").split(",")]
        whole = f" {' '.join(parts)} ".casefold()  # its parts are whole words here
        padded = f" {text} ".casefold()
        assert sum(padded.startswith(whole, at) for at in range(len(padded))) == 1
