"""What a page declares in JSON-LD, with the errors that sites make (pure; schema.org, "NewsArticle")."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from factcheck.documents.extraction.coverage import folded

ARTICLES = re.compile(r"article|posting|report|review|webpage|videoobject|liveblog", re.IGNORECASE)
BEST = re.compile(r"article|posting|report|review|liveblog", re.IGNORECASE)  # before the page around it
LONGEST = 1_000_000  # characters of one script
MAX_OBJECTS = 2_000  # objects that are read
STRINGS = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\\?\Z))|(/\*.*?(?:\*/|\Z)|//[^\n]*)|,(?=\s*+[}\]])', re.DOTALL)
DEPTH = 40
REFERRING = frozenset({"author", "creator", "publisher"})

Thing = dict[str, Any]


def articles(scripts: list[str], titles: str = "") -> list[Thing]:
    """The objects that may be the article of a page, most likely first; unreadable ones are skipped.

    Of several articles, that whose headline is in the `titles` of the page comes first.
    """
    things = [it for script in scripts for it in _objects(loaded(script))]
    named = {it["@id"]: it["name"] for it in things if isinstance(it.get("@id"), str) and it.get("name")}
    found = [_resolved(it, named) for it in things if ARTICLES.search(_type(it))]
    return sorted(found, key=lambda it: (BEST.search(_type(it)) is None, not _is_in(text(it, "headline"), titles)))


def _is_in(headline: str, titles: str) -> bool:
    return bool(headline) and folded(headline) in folded(titles)


def _resolved(thing: Thing, named: dict[str, Any]) -> Thing:
    """The same object with the names of people and outlets that it only refers to by their `@id`."""

    def name(value: Any) -> Any:
        if isinstance(value, list):
            return [name(it) for it in value[:100]]
        is_reference = isinstance(value, dict) and not value.get("name") and isinstance(value.get("@id"), str)
        return {"name": named[value["@id"]]} if is_reference and value["@id"] in named else value

    return {key: name(value) if key in REFERRING else value for key, value in thing.items()}


def loaded(script: str) -> Any:
    """The value of a script; None if it isn't JSON, even with the usual errors.

    Tolerated: comments, a comma after the last item, line ends within strings, character references, CDATA.
    """
    script = script[:LONGEST].strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    script = re.sub(r"^(?:/\*|//)?\s*<!\[CDATA\[\s*(?:\*/)?|(?:/\*|//)?\s*\]\]>\s*(?:\*/)?$", "", script).strip()
    for attempt in (script, _cleaned(script), _cleaned(html.unescape(script))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def texts(value: Any, depth: int = 0) -> list[str]:
    """The words of a value: a string, an object with a name, or a list of such."""
    if depth > DEPTH:
        return []
    if isinstance(value, str):
        return [" ".join(html.unescape(value).split())]
    if isinstance(value, list):
        return [text for it in value[:100] for text in texts(it, depth + 1)]
    if isinstance(value, dict):
        return texts(value.get("name") or value.get("@value") or value.get("@id") or "", depth + 1)
    return []


def typed(value: Any, kind: str) -> list[str]:
    """The names in a value that are said to be of a kind, such as `person`."""
    items = value[:100] if isinstance(value, list) else [value]
    found = (it for it in items if isinstance(it, dict) and kind in _type(it).lower())
    return [name for it in found for name in texts(it.get("name"))]


def passages(value: Any) -> str:
    """A long text, or a list of them, with its line ends; empty for anything else."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(passages, (it for it in value[:1000] if isinstance(it, str)))))
    return html.unescape(value).strip() if isinstance(value, str) else ""


def text(thing: Thing, *keys: str) -> str:
    """The first words under one of these keys."""
    return next((it for key in keys for it in texts(thing.get(key)) if it), "")


def _cleaned(script: str) -> str:
    return STRINGS.sub(lambda found: found[1] or "", script)


def _objects(value: Any) -> Iterator[Thing]:
    """All objects in a value, also those of a graph, outermost first."""
    waiting, seen = [value], 0
    while waiting and seen < MAX_OBJECTS:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting = item[:MAX_OBJECTS] + waiting
        elif isinstance(item, dict):
            yield item
            waiting += [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart") if key in item]


def _type(thing: Thing) -> str:
    return " ".join(texts(thing.get("@type")))
