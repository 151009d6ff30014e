"""A claim has one list of fields; docs/claim-fields.md names the places that a new field touches."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from pathlib import Path

import pytest

from factcheck.claims.details import COLUMNS, LABELS, READER_COLUMNS, ClaimDetails
from factcheck.claims.forms import DetailsForm
from factcheck.claims.models import Claim
from factcheck.config import PROJECT
from factcheck.verdicts.editions.basis import NAMES
from factcheck.verdicts.editions.snapshot import EditionSnapshot

DOCUMENTED = set(re.findall(r"`([a-z_/]+\.(?:py|html))`", (PROJECT / "docs/claim-fields.md").read_text()))
PAGES = ("_statement.html", "_more.html")  # of the form
PLAIN = "place"  # a field without a rule of its own


def is_field(node: ast.AST) -> bool:
    """Whether a node declares or reads the plain field of a class, a claim or a record, or has its name as a string."""
    if isinstance(node, ast.ClassDef):
        targets = [it.targets[0] if isinstance(it, ast.Assign) else getattr(it, "target", None) for it in node.body]
        return any(isinstance(it, ast.Name) and it.id == PLAIN for it in targets)
    if isinstance(node, ast.Attribute):
        return node.attr == PLAIN and ast.unparse(node.value).split(".")[-1] in {"claim", "record", "details"}
    return isinstance(node, ast.Constant) and node.value == PLAIN


def names_it(path: Path) -> bool:
    if path.suffix == ".html":
        return re.search(rf"\b(?:form|claim)\.{PLAIN}\b", path.read_text()) is not None
    return any(is_field(node) for node in ast.walk(ast.parse(path.read_text())))


def test_a_field_is_named_in_the_documented_places_and_in_no_other() -> None:
    modules = [path for room in ("claims", "verdicts") for path in (PROJECT / "factcheck" / room).rglob("*.py")]
    pages = [path for room in ("claims", "verdicts", "desk") for path in (PROJECT / "templates" / room).rglob("*.html")]
    found = {str(path.relative_to(PROJECT)).removeprefix("factcheck/") for path in (*modules, *pages) if names_it(path)}
    assert found == DOCUMENTED - {"claims/service.py", "tests/claims/test_field_list.py"}
    assert len(found) + len({"the migration"}) <= 7


@pytest.mark.parametrize("name", [it.name for it in fields(ClaimDetails)])
def test_a_field_has_a_label_and_the_form_has_it(name: str) -> None:
    form_field = "claimant_name" if name == "claimant" else name
    assert form_field in DetailsForm()
    assert any(f"form.{form_field}" in (PROJECT / "templates/claims" / page).read_text() for page in PAGES)
    assert LABELS[name].alone == NAMES[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_a_field_is_a_column_and_its_readers_are_told(name: str) -> None:
    assert name in Claim.__table__.columns
    assert (name in READER_COLUMNS) == (name in EditionSnapshot.__dataclass_fields__)
    assert (name in DetailsForm.for_readers) != (name in DetailsForm.for_newsroom)
