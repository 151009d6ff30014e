"""Numbers and JSON of requests."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import DomainError
from factcheck.web.input.json_reader import DEPTH, read_json
from factcheck.web.input.numbers import MAX_INTEGER, number, revision


@pytest.mark.parametrize(
    ("text", "found"), [("0", 0), ("7", 7), (" 7 ", 7), ("007", 7), (str(MAX_INTEGER), MAX_INTEGER), (7, 7)]
)
def test_a_whole_number_is_read(text: object, found: int) -> None:
    assert number(text) == found


@pytest.mark.parametrize("text", ["", "-1", "+1", "²", "٣", "１", "1.0", "1e3", "0x1", "1_0", "1\n2", None, 1.0, [1]])
def test_all_else_is_no_number(text: object) -> None:
    assert number(text) is None
    with pytest.raises(DomainError, match="Reload the page"):
        revision(text)


@pytest.mark.parametrize("text", [str(MAX_INTEGER + 1), "9" * 5_000])
def test_a_number_that_no_column_holds_is_none(text: str) -> None:
    assert number(text) is None


@given(st.text())
def test_what_is_read_fits_a_column(text: str) -> None:
    found = number(text)
    assert found is None or 0 <= found <= MAX_INTEGER


@given(st.recursive(st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(), st.lists, max_leaves=5))
def test_json_is_read_as_it_was_written(value: object) -> None:
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False)) == value


@pytest.mark.parametrize(
    "text",
    [
        "[" * (DEPTH + 1) + "]" * (DEPTH + 1),
        '{"a":' * 100_000,
        "NaN",
        "[-Infinity]",
        "1e999",
        "9" * 5_000,
        r'"\ud800"',
        r'{"\udfff": 1}',
        "",
        "{",
        '"' + "x" * 100 + '"',
    ],
)
def test_json_that_cannot_be_stored_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own is one
        read_json(text, size=100 if "x" in text else 4_000_000)


def test_brackets_within_words_are_no_depth() -> None:
    assert read_json(json.dumps("[" * 1_000 + '\\"{')) == "[" * 1_000 + '\\"{'


def test_a_pair_of_halves_is_a_character() -> None:
    assert read_json(r'"\ud83c\udf89"') == "🎉"
