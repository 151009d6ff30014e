"""Citations in a rationale: [3] is evidence number 3 of the claim (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable

CITED = re.compile(r"\[(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\]")


def cited(text: str) -> set[int]:
    """The numbers cited, as in [2] and [1, 4]."""
    return {int(number) for group in CITED.findall(text) for number in re.findall(r"\d+", group)}


def missing(text: str, numbers: Iterable[int]) -> list[int]:
    """The cited numbers without evidence, in order."""
    return sorted(cited(text) - set(numbers))
