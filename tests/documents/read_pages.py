"""Pages for tests of reading, and the results as plain values."""

from __future__ import annotations

from factcheck.documents.html import from_html, titled

FIRST = "The island of Skarholm gets a new lighthouse for 6.3 million kroner, the harbour master said on Friday."
SECOND = "The masons begin in April and should be done before the storms of the next autumn, the builder promised."
THIRD = "Fishermen answered that the old lamp has failed them eleven times since the spring of 2014."


def blocks(page: str) -> list[tuple[str, str]]:
    """The blocks of a page: kind and text."""
    found = from_html(page)
    return [(block.kind.value, block.text) for block in titled(found.blocks, found.title or "Untitled")]


def words(page: str) -> str:
    """The text of a page, one line per block."""
    return "\n".join(text for _kind, text in blocks(page))


def left_out(page: str) -> list[tuple[str, str]]:
    """The parts of a page that are left out: reason and words."""
    return [(part.kind.value, part.text) for part in from_html(page).left_out]


def story(inner: str, head: str = "") -> str:
    """A page with a headline and these elements in an <article>."""
    return f"<html lang=en><head>{head}</head><body><article><h1>Lamp</h1>{inner}</article></body></html>"


def sentence(inner: str) -> str:
    """The text of a page's only paragraph with these elements."""
    return blocks(story(f"<p>{inner}</p>"))[1][1]
