"""The template of the catalogues matches the messages of the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from factcheck.config import PROJECT, TRANSLATIONS

TEMPLATE = TRANSLATIONS / "messages.pot"
IN_TAGS = re.compile(r"<[^>]*>")


def catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def ids(path: Path) -> set[str]:
    """Every message, followed by its plural."""
    return {" / ".join([it.id] if isinstance(it.id, str) else it.id) for it in catalog(path) if it.id}


def command() -> list[str]:
    """The command of docs/translating.md that makes the template."""
    docs = (PROJECT / "docs" / "translating.md").read_text(encoding="utf-8")
    found = re.search(r"^\.venv/bin/(pybabel extract(?:.*\\\n)*[^#\n]*)", docs, re.MULTILINE)
    assert found is not None
    return shlex.split(found[1].replace("\\\n", " "))


def test_the_template_holds_exactly_the_messages_of_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    fresh = tmp_path / "messages.pot"
    given = [str(fresh) if it == "translations/messages.pot" else it for it in command()]
    CommandLineInterface().run([given[0], "--quiet", *given[1:]])
    differing = {"missing": ids(fresh) - ids(TEMPLATE), "surplus": ids(TEMPLATE) - ids(fresh)}
    assert not any(differing.values()), f"Make it again as docs/translating.md says: {differing}"


def test_no_message_contains_a_double_quote() -> None:
    assert [message for message in sorted(ids(TEMPLATE)) if '"' in IN_TAGS.sub("", message)] == []


def test_a_catalogue_can_be_created_from_the_template(tmp_path: Path) -> None:
    begun = tmp_path / "fi" / "LC_MESSAGES" / "messages.po"
    CommandLineInterface().run(["pybabel", "--quiet", "init", "-i", str(TEMPLATE), "-d", str(tmp_path), "-l", "fi"])
    assert ids(begun) == ids(TEMPLATE)
    assert "nplurals=2" in str(catalog(begun).plural_forms)
