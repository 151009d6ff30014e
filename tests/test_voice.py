"""Documentation and catalogue avoid the wording that docs/voice.md replaces; `REFUSED` is the one list of it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from factcheck.config import PROJECT, TRANSLATIONS

REFUSED = {  # pattern, in any case: what to write instead
    r"\bmend(s|ed|ing)?\b": "edit, fix, correct",
    r"\btwins?\b": "duplicate, copy, counterpart",
    r"\b(is|are|was|were|been|being) told\b": "see, is shown, is reported, is listed",
    r"\bthe house\b": "the newsroom (people), this site (software)",
    r"\b(this|a|large|real|own) house\b": "the newsroom (people), this site (software)",
    r"\bto the character\b": "identical, exactly",
    r"\bby (itself|themselves)\b": "automatically, alone",
    r"(?<!there )\b(is|are) no\b(?! (longer|more)\b)": "isn't a, aren't",
    r"\bstands on\b": "rests on, depends on",
    r"\b(where|as) (it|they) stands?\b": "where it appears, as it is",
    r"\bparticulars\b": "details",
    r"\b(take|takes|taken|taking|took) away\b": "remove",
    r"\b(put|puts) back\b": "restore",
    r"\bcome in\b": "sign in, create an account, arrive",
    r"\b(give|gives|given) up\b": "mark as removed, stop",
    r"\bdo(es)? (it )?again\b": "redo, repeat",
    r"\b(throw|throws|thrown|threw) (it |them )?away\b": "discard",
    r"\bthe line is (back|lost)\b": "online again, offline",
    r"(?<!by )\baccidents?\b": "error",
    r"\bparted\b": "separated",
    r"\brims?\b": "ends",
    r"\bvery words\b": "exact words",
    r"\ball the same\b": "anyway",
    r"\brecord of acts\b": "audit log",
    r"\bmy last acts\b": "recent activity",
    r"\blook again\b": "re-check",
    r"\btyped, not sent\b": "unsaved drafts",
    r"\bwhat it does to\b": "stance",
    r"\bgive a day\b": "enter a date",
    r"\bday of publication\b": "publication date",
    r"\bwhat became of\b": "history, result",
    r"\bovertaken?\b": "out of date, changed by somebody else",
    r"\bgates?\b": "requirement (of an approval), checks (of a change to the code)",
}
PATTERNS = ("*.md", "docs/**/*.md", "benchmarks/*.md", "benchmarks/results/*.md")
PAGES = sorted(page for pattern in PATTERNS for page in PROJECT.glob(pattern) if page.name != "voice.md")


SOURCES = ("factcheck/**/*.py", "templates/**/*.html", "templates/**/*.txt", "static/js/**/*.js")
UNMISTAKABLE = re.compile(
    r"\b(mend(?!\")|twin|is told)\b|\bthe house\b|\bto the character\b", re.IGNORECASE
)  # "mend": ISO 15924

IN_CODE = REFUSED | {  # docstrings and comments too
    r"\bstands? (there|in|on|at|by|before|beside|around|open)\b": "is",
    r"\banswers? (whether|how many|its|their|where)\b": "returns",
    r"\bthe very\b": "exactly, the same",
    r"\bwhoever\b": "people who, the person who",
}
PRONOUNS = {"it", "told", "said", "asked", "shown", "known", "standing"}  # of a variable: what it holds says more
MAX_PRONOUN_LINES = 2  # from the first line of such a variable to its last use
TAG = re.compile(r"<[^>]*>")
STRAIGHT = re.compile(r"[\"']|\.\.\.|\s-\s")  # typographic: “ ”, ’, …, –


def refused(text: str, wordings: Mapping[str, str] = REFUSED) -> list[str]:
    """Each refused wording of a text with what to write instead."""
    return [
        f"{found[0]!r} → {wordings[pattern]}"
        for pattern in wordings
        for found in re.finditer(pattern, text, re.IGNORECASE)
    ]


def messages() -> list[str]:
    """Every message of the catalogue, plurals too."""
    with (TRANSLATIONS / "messages.pot").open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    return [text for found in ids for text in ([found] if isinstance(found, str) else found)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_documentation_avoids_refused_wording(page: Path) -> None:
    assert refused(page.read_text(encoding="utf-8")) == []


def test_the_catalogue_avoids_refused_wording() -> None:
    assert [(message, found) for message in messages() if (found := refused(message))] == []


def test_the_catalogue_uses_typographic_punctuation() -> None:
    words = {message: TAG.sub("", message) for message in messages()}
    assert [message for message, text in words.items() if STRAIGHT.search(text)] == []


def test_the_code_avoids_the_unmistakable_ones() -> None:
    files = (file for pattern in SOURCES for file in PROJECT.glob(pattern))
    assert [(str(file), found[0]) for file in files if (found := UNMISTAKABLE.search(file.read_text()))] == []


def explained(source: str) -> Iterator[str]:
    """Every docstring and every comment of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def pronouns(source: str) -> Iterator[str]:
    """Variables of functions whose name is a pronoun, used over more lines than MAX_PRONOUN_LINES."""
    for function in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)):
        nodes = list(ast.walk(function))
        short = [node.target for node in nodes if isinstance(node, ast.comprehension)]
        short += [node for node in nodes if isinstance(node, ast.Lambda)]
        inside = {id(part) for node in short for part in ast.walk(node)}
        names = [node for node in nodes if isinstance(node, ast.Name) and id(node) not in inside]
        first = {node.arg: node.lineno for node in nodes if isinstance(node, ast.arg) and id(node) not in inside}
        for node in sorted(names, key=lambda node: node.lineno):
            if isinstance(node.ctx, ast.Store):
                first.setdefault(node.id, node.lineno)
        for name in PRONOUNS & first.keys():
            last = max((node.lineno for node in names if node.id == name), default=0)
            if last - first[name] + 1 > MAX_PRONOUN_LINES:
                yield f"{function.name}: {name}"


def test_docstrings_and_comments_avoid_refused_wording() -> None:
    found = {
        (str(path.relative_to(PROJECT)), text, wording)
        for path in PROJECT.glob("factcheck/**/*.py")
        if "migrations" not in path.parts
        for text in explained(path.read_text())
        for wording in refused(text, IN_CODE)
    }
    assert found == set()


def test_variables_are_nouns_of_the_domain() -> None:
    paths = [path for path in PROJECT.glob("factcheck/**/*.py") if "migrations" not in path.parts]
    assert [(path.name, found) for path in paths for found in pronouns(path.read_text())] == []


def test_a_pronoun_is_found_beyond_a_line_or_two() -> None:
    assert list(pronouns("def f(it):\n    a(it)\n    return b(it)")) == ["f: it"]
    assert list(pronouns("def f(rows):\n    said = a(rows)\n    return [b(it) for it in said]")) == []


@pytest.mark.parametrize("text", ["Mend it", "She is told so", "the same TO THE CHARACTER", "This is no page"])
def test_refused_wording_is_found_in_any_case(text: str) -> None:
    assert refused(text) != []


@pytest.mark.parametrize("text", ["an amendment", "It is no longer here", "Edit the claim"])
def test_plain_wording_passes(text: str) -> None:
    assert refused(text) == []
