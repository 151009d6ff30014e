"""The words that a note refers to from a point: those before it in its sentence, after the last note there (pure)."""

from __future__ import annotations

import re

from factcheck.documents.sentences import sentences

REFERENCE = re.compile(r"\s*\[(?:\d{1,4}|[a-z]{1,3})\]")  # of another note, as the readers write it
TRAILING = re.compile(rf"(?:{REFERENCE.pattern})+\s*\Z")
LEADING = re.compile(r"[\s,;:.–—-]*")
LETTER = re.compile(r"[^\W_]")


def words_before(text: str, at: int) -> tuple[int, int]:
    """Start and end of the words, in code points, end exclusive; those after `at` where none are before it."""
    end = len(TRAILING.sub("", text[:at]).rstrip())
    found = list(sentences(text[:end], [["", 0, end]], "en"))
    if not found:
        following = list(sentences(text, [["", at, len(text)]], "en"))
        return (following[0].start, following[0].end) if following else (at, at)
    start = found[-1].start
    for reference in REFERENCE.finditer(text, start, end):
        if LETTER.search(text, reference.end(), end):
            start = reference.end()
    skipped = LEADING.match(text, start, end)
    return (skipped.end() if skipped else start), end
