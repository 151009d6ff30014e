"""Grapheme clusters (Unicode Annex 29): what a reader sees as one character is never cut (pure).

Offsets are code points, end exclusive. A cluster is a letter with its accents, a syllable of Hangul or Devanagari, a
flag, a family emoji, or a line break of two characters.
"""

from __future__ import annotations

import regex

from factcheck.anchoring.scoring import MAX_CLUSTER_SEARCH

CLUSTER = regex.compile(r"\X")


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Both ends moved outward to cluster boundaries; an end that is at a boundary stays."""
    return _border(text, start, is_end=False), _border(text, end, is_end=True)


def _border(text: str, place: int, *, is_end: bool) -> int:
    if not 0 < place < len(text) or (text[place - 1].isascii() and text[place].isascii() and text[place] != "\n"):
        return place
    for match in CLUSTER.finditer(text, _before(text, place)):
        if match.start() >= place:
            break
        if match.end() > place:
            return match.end() if is_end else match.start()
    return place


def _before(text: str, place: int) -> int:
    """A certain cluster start before an offset: at an ASCII character, which extends no other character."""
    furthest = max(0, place - MAX_CLUSTER_SEARCH)
    for at in range(place - 1, furthest, -1):
        if text[at].isascii() and text[at] != "\n":
            return at
    return furthest
