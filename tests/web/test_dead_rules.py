"""No rule of the stylesheet is for something that no template, no module and no script makes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from factcheck.annotations.models import Scope
from factcheck.config import PROJECT

CSS = sorted((PROJECT / "static" / "css").rglob("*.css"))
BY_HTMX = {"htmx-request"}
BY_ENUMS = {scope.value for scope in Scope}  # what a reference hangs on: articles/render.py
BY_BROWSERS = {"html", "body", "from"}  # "from" begins a keyframe
ANY = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}", re.DOTALL)  # what Jinja or an f-string puts in
IN_JS = re.compile(r'className = "([^"]+)"|classList\.\w+\("([^"]+)"')


@cache
def _texts(folder: str, *endings: str) -> tuple[str, ...]:
    return tuple(path.read_text() for path in sorted((PROJECT / folder).rglob("*")) if path.suffix in endings)


TEMPLATES = _texts("templates", ".html")
MODULES = tuple(text for text in _texts("factcheck", ".py") if "<" in text or "Markup(" in text)
SCRIPTS = tuple(path.read_text() for path in sorted((PROJECT / "static" / "js").rglob("*.js")))
ALL = "\n".join((*TEMPLATES, *MODULES, *SCRIPTS))


def selectors(css: str) -> str:
    """All that stands before a brace, without comments, strings and at-rules; attributes keep their names."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found = re.findall(r"([^{};]+)\{", bare)
    return "\n".join(part for part in found if not part.strip().startswith("@"))


def classes(css: str) -> set[str]:
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r'"[^"]*"', "", selectors(css))))


def ids(css: str) -> set[str]:
    return set(re.findall(r"#([a-zA-Z][\w-]*)", re.sub(r'"[^"]*"', "", selectors(css))))


def attributes(css: str) -> set[tuple[str, str]]:
    """Names and values; the value is empty where any will do."""
    return set(re.findall(r'\[((?:data|aria)-[\w-]+)(?:[\^$*~|]?="([^"]*)")?', selectors(css)))


def elements(css: str) -> set[str]:
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|::?(?:highlight|dir|lang)\(\w+\)|::?[\w-]+|[.#][\w-]+', " ", selectors(css))
    return set(re.findall(r"(?<![\w-])([a-z][a-z0-9]*(?:-[a-z]+)*)", bare))


def _attributes_of_class() -> Iterator[str]:
    for text in TEMPLATES:
        for value in re.findall(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', text, re.DOTALL):
            yield value
            yield from re.findall(r"'([^']*)'", " ".join(ANY.findall(value)))
        yield from re.findall(r"\{% block width %\}([\w -]+)\{% endblock %\}", text)
    for text in MODULES:
        yield from re.findall(r'class="([^"]*)"', text)
        if 'class="{' in text:  # which of its words that is can't be seen from here
            yield from (it.value for it in ast.walk(ast.parse(text)) if isinstance(it, ast.Constant) and _is_name(it))
    for text in SCRIPTS:
        yield from ("".join(found) for found in IN_JS.findall(text))


def _is_name(it: ast.Constant) -> bool:
    return isinstance(it.value, str) and bool(re.fullmatch(r" ?[a-z][\w -]*", it.value))


@cache
def _made() -> re.Pattern[str]:
    """Every class that is made somewhere; what is put into a name stands for anything."""
    words = {word for value in _attributes_of_class() for word in ANY.sub("\0", value).split()}
    patterns = (re.escape(word).replace("\0", "[a-z0-9-]*") for word in words | BY_HTMX | BY_ENUMS if word.strip("\0"))
    return re.compile("|".join(sorted(patterns)))


def dead_classes(css: str) -> set[str]:
    return {name for name in classes(css) if not _made().fullmatch(name)}


def dead_ids(css: str) -> set[str]:
    return {name for name in ids(css) if f'id="{name}"' not in ALL and f'id = "{name}"' not in ALL}


def dead_attributes(css: str) -> set[tuple[str, str]]:
    return {(name, value) for name, value in attributes(css) if not (_is_set(name) and _is_said(value))}


def _is_set(name: str) -> bool:
    head, *rest = name.removeprefix("data-").split("-")
    in_script = "dataset." + head + "".join(part.capitalize() for part in rest)
    in_macro = name.replace("-", "_")
    return bool(re.search(rf"(?<![\w-])({name}|{in_macro}|{re.escape(in_script)})(?![\w-])", ALL))


def _is_said(value: str) -> bool:
    """Whether it stands in quotes somewhere, alone or as the beginning or a part of an attribute."""
    return not value or bool(re.search(rf"[\"'|]{re.escape(value)}[\"'|-]", ALL + ENUMS))


ENUMS = "\n".join(_texts("factcheck", ".py"))


def dead_elements(css: str) -> set[str]:
    return {name for name in elements(css) if name not in BY_BROWSERS and not re.search(rf"<{name}\b", ALL)}


@pytest.mark.parametrize("path", CSS, ids=[path.stem for path in CSS])
def test_what_a_rule_dresses_is_made_somewhere(path: Path) -> None:
    css = path.read_text()
    assert dead_classes(css) == set()
    assert dead_ids(css) == set()
    assert dead_attributes(css) == set()
    if path.stem != "reset":  # which is for all that a browser knows
        assert dead_elements(css) == set()


def test_what_is_made_nowhere_is_found() -> None:
    css = '.notice .banner-17 { order: 1; } #top > marquee[data-spin="7"], .card { content: ".nothing"; }'
    assert dead_classes(css) == {"banner-17"}
    assert dead_ids(css) == {"top"}
    assert dead_elements(css) == {"marquee"}
    assert dead_attributes(css) == {("data-spin", "7")}
