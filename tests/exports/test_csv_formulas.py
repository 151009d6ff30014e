"""No cell of the CSV runs as a formula, and a number stays a number."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from factcheck.exports.formats import csvfile
from tests.exports.records import CORRECTED, SITE, published


def written(headline: str) -> str:
    """The cell that a headline becomes."""
    text = "".join(csvfile.render([published(replace(CORRECTED, headline=headline), 8)], SITE))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    return row["headline"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁼", "−"])
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\ufeff", "\u200b", "\u3000"])
def test_a_formula_gets_an_apostrophe_in_every_form(sign: str, before: str) -> None:
    assert written(f"{before}{sign}1+cmd|' /C calc'!A0") == f"'{before}{sign}1+cmd|' /C calc'!A0"


@pytest.mark.parametrize("gap", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029", "\t", ";", "\n\n"])
@pytest.mark.parametrize("sign", ["=", "＝", "@"])
def test_a_formula_after_a_line_break_or_another_separator_gets_one_too(gap: str, sign: str) -> None:
    assert written(f"He said{gap}{sign}1+1") == f"He said{gap}'{sign}1+1"


@pytest.mark.parametrize("first", ["\t", "\r", "\n"])
def test_a_cell_that_begins_with_a_blank_control_gets_one(first: str) -> None:
    assert written(f"{first}words").startswith("'")


@pytest.mark.parametrize("number", ["-12.5", "+3", "−7", "-1,250.75", "-12.5 %", "-3%", "-1e-9", "-12.5\n-13.5"])
def test_a_number_is_no_formula(number: str) -> None:
    assert written(number) == number


@pytest.mark.parametrize("text", ["-12.5+1", "-1+cmd", "+49 30 1234", "-", "--1", "-12.5=1"])
def test_what_only_begins_like_a_number_is_one(text: str) -> None:
    assert written(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Costs fell by -12.5", "a = b", "rita@example", "half-time", "C'est la vie", ""])
def test_words_stay_as_they_are(text: str) -> None:
    assert written(text) == text
