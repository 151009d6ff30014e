"""The parts of a page that aren't in its text, as stored with a version (pure)."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

MOST_PARTS = 300  # of one page; further ones are only counted
MOST_SHOWN = 3_000  # code points of one part


class LeftOutKind(enum.StrEnum):
    """Why a part of a page was left out."""

    OUTSIDE = "outside"  # beside the story: teasers, comments, the site's own words
    LINKS = "links"
    FORM = "form"
    HIDDEN = "hidden"  # not visible on the page
    STRUCK = "struck"
    COMMENT = "comment"  # of somebody who worked on the document, beside its words
    ATTACHMENT = "attachment"  # of an e-mail, by its name
    REMOVED = "removed"  # by the person who added the text
    FURTHER = "further"  # all parts beyond MOST_PARTS


class LeftOut(NamedTuple):
    """A part of a page: its words, and, if it was within a paragraph, the text of that paragraph."""

    kind: LeftOutKind
    text: str
    near: str = ""
    length: int = 0  # code points; more than in `text` if that was cut


def kept(parts: Iterable[LeftOut]) -> list[LeftOut]:
    """The parts to store: at most MOST_PARTS, each cut at MOST_SHOWN, and one that counts the rest."""
    whole = list(parts)
    found = [LeftOut(it.kind, it.text[:MOST_SHOWN], it.near[:MOST_SHOWN], _length(it)) for it in whole[:MOST_PARTS]]
    if further := whole[MOST_PARTS:]:
        found.append(LeftOut(LeftOutKind.FURTHER, "", "", sum(map(_length, further))))
    return found


def _length(part: LeftOut) -> int:
    """The length of a whole part: it may have been cut before."""
    return max(part.length, len(part.text))


def stored(parts: Sequence[LeftOut]) -> list[list[Any]]:
    """Parts as stored in a version."""
    return [[it.kind.value, it.text, it.near, it.length] for it in parts]


def shown(rows: Iterable[Sequence[Any]]) -> list[LeftOut]:
    """The stored parts of a version."""
    return [LeftOut(LeftOutKind(kind), text, near, length) for kind, text, near, length in rows]
