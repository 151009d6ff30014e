"""The documentation agrees with the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask

from factcheck.config import NAMES
from factcheck.exports.csvfile import FIELDS
from factcheck.exports.formats import FORMATS

PROJECT = Path(__file__).parent.parent
PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "benchmarks/**/*.md")
    for page in PROJECT.glob(pattern)
    if "node_modules" not in page.parts
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
COMMAND = re.compile(r"flask --app app factcheck ((?:[a-z-]+ ?)+)")
EXPORTS = (PROJECT / "docs/exports.md").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert missing == []


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
