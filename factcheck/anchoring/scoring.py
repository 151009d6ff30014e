"""How likely it is that a place says what a mark said: a logistic regression on real revisions (pure).

docs/anchoring.md tells the figures that it was fitted to. They are round, for the result hardly depends on them.
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

from factcheck.anchoring.limits import ELSEWHERE, LETTERS, LOST, NOTHING, WORDS


class Evidence(NamedTuple):
    """What speaks for a place, and against it; each from 0 to 1."""

    words: float  # of both wordings stand in both, as the same words in the same order
    letters: float  # the same of their letters
    elsewhere: float = 0.0  # of the place does not lie where the mark's neighbours went
    lost: float = 0.0  # of the mark stands elsewhere in the new text


def belief(seen: Evidence) -> float:
    """From 0 to 1."""
    found = WORDS * seen.words + LETTERS * seen.letters + ELSEWHERE * seen.elsewhere + LOST * seen.lost
    return 1 / (1 + exp(-found - NOTHING))
