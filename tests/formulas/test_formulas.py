"""Formulas calculate as a spreadsheet does, and what isn't a formula, or is a hostile one, is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from factcheck.formulas.display import shown, steps
from factcheck.formulas.language.errors import CellError
from factcheck.formulas.language.evaluate import MAX_STEPS, Evaluator
from factcheck.formulas.language.references import place_of
from factcheck.formulas.records import record_of
from factcheck.formulas.table import TableRefusal, calculate
from factcheck.formulas.typed import read_cell
from tests.formulas.data.examples import EXAMPLES
from tests.formulas.data.hostile import HOSTILE, grid_of

RESULTS = json.loads(Path(__file__).with_name("data").joinpath("worked_examples.json").read_text())
NAMES = {"Err:502": "#NUM!"}  # errors that LibreOffice names otherwise
THIN = "\N{NARROW NO-BREAK SPACE}"
CLOSE = Decimal("1e-13")  # relative: LibreOffice writes 15 digits of binary numbers


def value_of(grid: list[list[str]], name: str = "A1") -> str:
    found = {it.cell: it.value for it in record_of(1, "", calculate(grid, ())).cells}
    return found.get(name, "")


@pytest.mark.parametrize(("name", "rows", "formula"), EXAMPLES, ids=[it[0] for it in EXAMPLES])
def test_a_formula_has_the_result_of_a_spreadsheet(name: str, rows: list[list[str]], formula: str) -> None:
    value, expected = value_of([*rows, [formula]], f"A{len(rows) + 1}"), NAMES.get(RESULTS[name], RESULTS[name])
    if value == expected:
        return
    ours, theirs = Decimal(value), Decimal(expected)
    assert abs(ours - theirs) <= CLOSE * abs(theirs), (value, expected)


@pytest.mark.parametrize(("name", "words"), [(it.name, it.words) for it in HOSTILE])
def test_a_hostile_formula_is_refused_at_its_cell_in_bounded_steps(
    name: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Evaluator] = []
    start = Evaluator.__init__
    monkeypatch.setattr(Evaluator, "__init__", lambda self, values: (start(self, values), made.append(self))[0])
    with pytest.raises(TableRefusal, match=words):
        calculate(grid_of(name), ())
    assert all(it.steps <= MAX_STEPS + 400 for it in made)
    assert (
        not any(it.steps for it in made) or name == "many powers"
    )  # all others are refused before they are calculated


def test_a_huge_power_is_an_error_and_no_work() -> None:
    assert value_of([["=9^9^9^9"]]) == "#NUM!"
    assert value_of([["=9.99^99999999999"]]) == "#NUM!"
    assert value_of([["=0^0"]]) == "#NUM!"
    assert value_of([["=0^-1"]]) == "#DIV/0!"
    assert value_of([["=(-8)^(1/3)"]]) == "#NUM!"
    assert value_of([["=1e300*1e300"]]) == "#NUM!"


def test_all_cells_that_cannot_be_saved_are_named_at_once() -> None:
    with pytest.raises(TableRefusal) as refusal:
        calculate([["=1+", "5", "1,234"], ["=NOPE(1)", "=B1", "7"]], ["", "", "%"])
    assert set(refusal.value.found) == {"A1", "C1", "A2", "C2"}


@pytest.mark.parametrize("typed", ["1,234", "1.234,5", "−5", "€ 5", "1'000", "１２", "12.5.2026", "+-5", "1 23", "5€"])
def test_a_number_that_can_be_read_in_two_ways_is_refused(typed: str) -> None:
    with pytest.raises(TableRefusal, match="Write numbers like"):
        calculate([[typed]], ())
    assert read_cell(f"'{typed}").value == typed


@pytest.mark.parametrize(
    ("typed", "value", "unit", "cites"),
    [
        ("1250 [km] [2]", Decimal(1250), "km", (2,)),
        ("1 234 567.5 [1, 4]", Decimal("1234567.5"), "", (1, 4)),
        ("12.4 %", Decimal("0.124"), "", ()),
        ("-3e2", Decimal(-300), "", ()),
        ("Budget [2]", "Budget", "", (2,)),
        ("Budget [draft]", "Budget [draft]", "", ()),
        ("2019-2020", "2019-2020", "", ()),
        ("'=B1", "=B1", "", ()),
    ],
)
def test_a_cell_has_its_unit_and_its_evidence_in_brackets(
    typed: str, value: Decimal | str, unit: str, cites: tuple[int, ...]
) -> None:
    cell = read_cell(typed)
    assert (cell.value, cell.unit, cell.cites) == (value, unit, cites)


def test_a_cell_takes_the_unit_of_its_column_unless_it_has_its_own() -> None:
    cells = calculate([["Length", "Share"], ["1250", "12%"], ["=A2*2", "=A2/A3"], ["5 [m]", ""]], ["km", "%"])
    assert {place.name: cell.unit for place, cell in cells.items() if cell.unit} == {
        "A2": "km", "A3": "km", "B3": "%", "A4": "m",
    }  # fmt: skip
    table = record_of(1, "", cells)
    assert [it.text.replace(THIN, " ") for it in table.cells] == [
        "Length",
        "Share",
        "1250 km",
        "12%",
        "2500 km",
        "50 %",
        "5 m",
    ]


def test_truths_and_dates_among_numbers_are_an_error() -> None:
    """Spreadsheets differ in what they take them for."""
    assert value_of([["=SUM(B1:B2)", "5"], ["", "=1=1"]]) == "#VALUE!"
    assert value_of([["=COUNT(B1:B2)", "5"], ["", "2026-06-06"]]) == "#VALUE!"
    assert value_of([["=B1+30", "2026-06-06"]]) == "2026-07-06"
    assert value_of([["=B1>5", "2026-06-06"]]) == "#VALUE!"


def test_steps_have_the_formula_and_its_numbers() -> None:
    cells = {"B2": "1250", "B3": "-12.5", "B4": "Paris"}
    assert steps("=(B3-B2)/B2", cells) == ("(B3 - B2) / B2", "((-12.5) - 1250) / 1250")
    assert steps("=SUM(B2:B3;-B2)", cells) == ("SUM(B2:B3; -B2)", "SUM(1250; (-12.5); -1250)")
    assert steps("=SUM(A1:A9)", cells) == ("SUM(A1:A9)", "")
    assert steps('=IF(B4="Paris",1,2)', cells)[1] == 'IF("Paris" = "Paris", 1, 2)'


def test_a_shortened_number_says_so() -> None:
    assert shown(Decimal(1) / 3) == "≈ 0.333333"
    assert shown(Decimal("1234567.891")) == f"≈ 1{THIN}234{THIN}568"
    assert shown(Decimal("0.124"), "%") == f"12.4{THIN}%"
    assert shown(Decimal("1e-9")) == "0.000000001"
    assert shown(Decimal(0)) == "0"
    assert shown(CellError.DIVISION) == "#DIV/0!"


def test_a_name_outside_the_largest_table_is_refused() -> None:
    assert place_of("$l$30").name == "L30"
    with pytest.raises(TableRefusal, match="M1 is outside"):
        calculate([["=M1"]], ())
    with pytest.raises(TableRefusal, match="Use at most"):
        calculate([["1"]] * 31, ())
