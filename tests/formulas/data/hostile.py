"""Formulas that are refused: names, the formula in A1, and words of the refusal."""

from __future__ import annotations

from typing import NamedTuple


class HostileFormula(NamedTuple):
    """A formula that nobody types in good faith."""

    name: str
    formula: str
    words: str


HOSTILE = (
    HostileFormula("long", "=" + "1+" * 250 + "1", "characters"),
    HostileFormula("deep brackets", "=" + "(" * 200 + "1" + ")" * 200, "inside each other"),
    HostileFormula("deep functions", "=" + "ABS(" * 60 + "1" + ")" * 60, "inside each other"),
    HostileFormula("deep signs", "=" + "-" * 400 + "1", "inside each other"),
    HostileFormula("many per cent signs", "=1" + "%" * 400, "can’t stand where it is"),
    HostileFormula("huge exponent", "=1e999999999999", "powers of ten up to"),
    HostileFormula("many digits", "=" + "9" * 400, "at most 15 digits"),
    HostileFormula("range over everything", "=SUM(A:XFD)", "no function|can’t stand|isn’t a sign"),
    HostileFormula("range outside", "=SUM(B1:XFD1048576)", "is outside the table"),
    HostileFormula("itself", "=A1+1", "A1 → A1"),
    HostileFormula("cycle", "=B1", "A1 → B1 → C1 → A1"),
    HostileFormula("many ranges", "=" + "+".join(["SUM(A4:L30)"] * 40), "too many steps"),
    HostileFormula("many powers", "=2^2^2^2", "too many steps"),
    HostileFormula("unknown function", '=WEBSERVICE("http://site.example")', "no function WEBSERVICE"),
    HostileFormula("link", '=HYPERLINK("http://site.example")', "no function HYPERLINK"),
    HostileFormula("other sheet", "=Sheet2!A1", "its own table"),
    HostileFormula("other file", "='[book.xlsx]Sheet1'!A1", "its own table"),
    HostileFormula("program", "=cmd|'/C calc'!A0", "its own table"),
    HostileFormula("names of Python", "=__import__", "isn’t a sign"),
    HostileFormula("attributes", "=B2.real", "isn’t a sign|no function"),
    HostileFormula("full-width digits", "=１+１", "“１” isn’t a sign"),
    HostileFormula("other minus", "=5−3", "“−” isn’t a sign"),
    HostileFormula("invisible sign", "=1\N{ZERO WIDTH SPACE}+1", "isn’t a sign"),
    HostileFormula("direction marks", "=1\N{RIGHT-TO-LEFT OVERRIDE}+1", "isn’t a sign"),
    HostileFormula("array", "={1,2;3,4}", "its own table"),
    HostileFormula("open text", '="' + "x" * 300, "isn’t a sign"),
    HostileFormula("thirty-one values", "=SUM(" + ",".join("1" * 31) + ")", "another number of values"),
)
OTHERS = {"cycle": ["=C1", "=A1"]}


def grid_of(name: str) -> list[list[str]]:
    """A table with the formula in A1."""
    formula = next(it.formula for it in HOSTILE if it.name == name)
    filled = [["1"] * 12] * 27 if name == "many ranges" else []
    several = [[formula]] * 2 if name == "many ranges" else []
    if name == "many powers":
        return [[formula] * 12] * 30
    return [[formula, *OTHERS.get(name, [])], *several, *filled]
