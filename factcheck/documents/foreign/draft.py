"""What is read of a draft that was written in an office program, whatever its format (pure)."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from factcheck.documents.notes.note import Note
from factcheck.documents.text import Block, BlockKind


class DraftText(NamedTuple):
    """The blocks of a draft, what it says of itself, and its comments and footnotes at their words."""

    title: str
    byline: str
    language: str
    created: str  # YYYY-MM-DD, or empty
    blocks: list[Block]
    notes: list[Note]


def title_of(blocks: list[Block]) -> str:
    """The title that a draft shows; empty without one."""
    return next((it.text for it in blocks if it.kind is BlockKind.TITLE), "")


def property_of(properties: etree._Element | None, name: str) -> str:
    """A property of the file on one line; empty if it is missing."""
    found = next(properties.iter(name), None) if properties is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""
