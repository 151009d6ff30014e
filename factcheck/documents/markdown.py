"""Markdown (CommonMark with tables and strikethrough) as a page, read like any other page (pure)."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r"^([A-Za-z_-]+):[ \t]*(.*(?:\n[ \t]+-.*)*)$", re.MULTILINE)
META = {  # names in front matter, and their names in HTML
    "title": "og:title",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "publisher": "og:site_name",
    "site": "og:site_name",
    "date": "article:published_time",
    "published": "article:published_time",
    "url": "og:url",
    "canonical": "og:url",
    "canonical_url": "og:url",
    "link": "og:url",
}
LANGUAGES = {"lang", "language", "locale"}


def page_of(text: str) -> str:
    """The HTML page for a Markdown text; the fields of its front matter become those of the page."""
    fields, body = _front_matter(text)
    language = next((fields[name] for name in LANGUAGES if name in fields), "")
    metas = "".join(
        f'<meta property="{META[name]}" content="{escape(value)}">' for name, value in fields.items() if name in META
    )
    return (
        f'<html lang="{escape(language)}"><head>{metas}</head>'
        f"<body><article>{_parser().render(body)}</article></body></html>"
    )


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 1 MiB, for files in Markdown

    return MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields before a text, in lower case, and the text after them; list items are joined by commas."""
    found = FRONT_MATTER.match(text)
    fields = {name.lower(): _value(value) for name, value in FIELD.findall(found[1])} if found else {}
    return (fields, text[found.end() :]) if found and fields else ({}, text)


def _value(value: str) -> str:
    items = re.split(r"\n[ \t]+-[ \t]*|,[ \t]*", value.strip("[] ")) if "\n" in value or value[:1] == "[" else [value]
    return ", ".join(item.strip().strip("\"'") for item in items if item.strip())
