"""The documentation agrees with the code."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from flask import Flask

from factcheck.config import NAMES
from factcheck.desk.home.groups import GROUPS
from factcheck.exports.formats.csvfile import FIELDS
from factcheck.exports.register import FORMATS
from factcheck.formulas.language.functions import FUNCTIONS

PROJECT = Path(__file__).parent.parent
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "benchmarks/**/*.md")
    for page in PROJECT.glob(pattern)
    if "node_modules" not in page.parts
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
MODULE = re.compile(r"`((?:[a-z_-]+/)+[a-z_-]+\.(?:py|js))(?::(\w+))?`")
COMMAND = re.compile(r"flask --app app factcheck ((?:[a-z-]+ ?)+)")
EXPORTS = (PROJECT / "docs/exports.md").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_module_and_function_that_the_documentation_names_exists(page: Path) -> None:
    missing = []
    for path, name in MODULE.findall(page.read_text()):
        files = [it for it in (PROJECT / path, PROJECT / "factcheck" / path) if it.is_file()]
        if not files or not re.search(rf"\b{name}\b", files[0].read_text()):
            missing.append((path, name))
    assert missing == []


def test_the_architecture_has_the_layers_of_the_import_contract() -> None:
    contract = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    floors = [re.findall(r"factcheck\.(\w+)", layer) for layer in contract["layers"]]
    table = (PROJECT / "docs/architecture.md").read_text().partition("|---|")[2].partition("\n\n")[0]
    named = re.findall(r"`(\w+)`", table)
    assert sorted(named) == sorted(name for floor in floors for name in floor)
    heights = [next(height for height, floor in enumerate(floors) if name in floor) for name in named]
    assert heights == sorted(heights)


def test_the_design_system_names_classes_macros_and_elements_that_exist() -> None:
    page = (PROJECT / "docs/design-system.md").read_text()
    styles = "".join(it.read_text() for it in (PROJECT / "static/css").rglob("*.css"))
    files = (PROJECT / "templates" / "macros").glob("*.html")
    macros = {name for file in files for name in re.findall(r"macro (\w+)", file.read_text())}
    rows = re.findall(r"^\| `[\w-]+` \| [^|]+ \| ([^|]+) \| ([^|]*)\|$", page, re.MULTILINE)
    assert len(rows) > 20
    classes = {name for cells, _ in rows for name in re.findall(r"`([\w-]+)`", cells)}
    assert {it for it in classes if not re.search(rf"\.{it}(?![\w-])", styles)} == set()
    assert {name for _, cells in rows for name in re.findall(r"`(\w+)", cells)} <= macros
    scripts = "".join(it.read_text() for it in (PROJECT / "static/js").rglob("*.js"))
    elements = set(re.findall(r"customElements\.define\(\s*\"([\w-]+)\"", scripts))
    assert set(re.findall(r"^\| `([\w-]+)` \|[^|]+\|$", page, re.MULTILINE)) == elements


def test_every_group_of_the_desk_is_documented_and_no_other() -> None:
    rows = re.findall(r"^\| (.+?) \| (?:everybody|editors) \|", (PROJECT / "docs/desk.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(group.title for group in GROUPS)


def test_every_function_of_formulas_is_documented_and_no_other() -> None:
    table = (PROJECT / "docs/numbers.md").read_text().partition("| function |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`[A-Z`, ]+`) \|", table, re.MULTILINE)
    assert sorted(name for row in rows for name in re.findall("[A-Z]+", row)) == sorted(FUNCTIONS)


def test_every_setting_is_documented_and_no_other() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", (PROJECT / "docs/operations.md").read_text(), re.MULTILINE)
    assert sorted(rows) == sorted(NAMES)


def test_every_command_that_the_documentation_names_exists(app: Flask) -> None:
    named = {words.strip() for page in PAGES for words in COMMAND.findall(page.read_text())}
    assert len(named) > 5
    for words in sorted(named):
        result = app.test_cli_runner().invoke(args=["factcheck", *words.split(), "--help"])
        assert result.exit_code == 0, words


def test_every_format_is_documented_and_no_other() -> None:
    assert sorted(re.findall(r"^\| `([a-z]+)` \| `/", EXPORTS, re.MULTILINE)) == sorted(FORMATS)


def test_every_column_of_the_csv_is_documented_and_no_other() -> None:
    section = EXPORTS.partition("## CSV")[2].partition("\n## ")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == FIELDS


@pytest.mark.parametrize(
    ("title", "file"), [("ClaimReview", "claimreview.jsonld"), ("Web Annotation", "webannotation.jsonld")]
)
def test_every_field_of_the_json_formats_is_documented(title: str, file: str) -> None:
    section = EXPORTS.partition(f"## {title}")[2].partition("\n## ")[0]
    documented = set(re.findall(r"`([@\w]+)`", section))
    assert keys(json.loads((PROJECT / "tests/exports/golden" / file).read_text())) <= documented


def keys(data: object) -> set[str]:
    """The names of all members, at any depth."""
    if isinstance(data, list):
        return {name for it in data for name in keys(it)}
    return set(data) | {name for it in data.values() for name in keys(it)} if isinstance(data, dict) else set()
