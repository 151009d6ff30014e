"""The encodings a person can choose from, each with a line of the text as it reads in it (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from factcheck.documents.text import Unreadable

MAX_SAMPLE = 160  # characters
SAMPLE_CONTEXT = 60  # characters before the one that shows the encoding


class Candidate(NamedTuple):
    """A way to read a text: the value of `chosen` for `decode`, and a sample line of the result."""

    encoding: str
    sample: str


class Doubtful(Unreadable):
    """A text that can be read in more than one way; a person has to choose."""

    def __init__(self, message: str, candidates: Iterable[Candidate]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


def sample_line(text: str) -> str:
    """A sample of a text: its first words around a character beyond ASCII, on one line."""
    line = " ".join(re.sub(r"<[^<>]*>", " ", text).split())
    found = re.search(r"[^\x00-\x7f]", line)
    start = max(0, found.start() - SAMPLE_CONTEXT) if found else 0
    start = line.rfind(" ", 0, start) + 1 if start else 0
    return line[start : start + MAX_SAMPLE]
