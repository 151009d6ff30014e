"""The scripts: each in reach of a page, type-checked, and short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from launch.environment import PROJECT

ROOT = PROJECT / "static" / "js"
SCRIPTS = sorted(ROOT.rglob("*.js"))
IMPORT = re.compile(r'^import (?:[^"]*? from )?"([^"]+)";$', re.MULTILINE)
ELEMENT = re.compile(r'^customElements\.define\("([^"]+)"', re.MULTILINE)
NAMED_BY_A_PAGE = re.compile(r"static\('js/([^']+)'\)")
MAX_LINES, MAX_WIDTH = 120, 120


def entries() -> set[Path]:
    """The scripts that templates name."""
    pages = (PROJECT / "templates").rglob("*.html")
    return {ROOT / name for page in pages for name in NAMED_BY_A_PAGE.findall(page.read_text())}


def imports(script: Path) -> set[Path]:
    return {(script.parent / name).resolve() for name in IMPORT.findall(script.read_text())}


def test_every_script_is_imported_by_a_page() -> None:
    reached, new = set[Path](), entries()
    assert ROOT / "main.js" in new
    while new:
        reached |= new
        new = {other for script in new for other in imports(script)} - reached
    assert sorted(reached) == SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_type_checked_and_short(script: Path) -> None:
    lines = script.read_text().splitlines()
    assert lines[0] == "// @ts-check"
    assert len(lines) <= MAX_LINES
    assert [line for line in lines if len(line) > MAX_WIDTH] == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_defines_the_element_that_it_is_named_after_or_none(script: Path) -> None:
    assert ELEMENT.findall(script.read_text()) in ([], [script.stem])
