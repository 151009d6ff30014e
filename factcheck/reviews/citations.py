"""Citations in a rationale: [3] is evidence number 3 of the claim, [Q2] its question 2, [T1] its table 1 (pure).

A citation is known by its label: the letter of what it cites, none for evidence, and the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# By letter: the beginning of its id on a page, as in #evidence-3.
CITABLE = {"": "evidence", "Q": "question", "T": "table"}
ONE = rf"[{''.join(CITABLE)}]?\d{{1,4}}"
CITED = re.compile(rf"\[({ONE}(?:\s*[,;]\s*{ONE})*)\]")
LABEL = re.compile(rf"([{''.join(CITABLE)}]?)(\d+)")


def label_of(letter: str, number: int) -> str:
    """The label of what is cited under this letter of CITABLE and this number, like 3 or Q2."""
    return f"{letter}{number}"


def cited(text: str) -> set[str]:
    """The labels cited, as in [2], [Q1] and [1, Q4]."""
    return {label_of(letter, int(number)) for group in CITED.findall(text) for letter, number in LABEL.findall(group)}


def missing(text: str, labels: Iterable[str]) -> list[str]:
    """The cited labels that are none of these: evidence first, each letter in the order of its numbers."""
    return sorted(cited(text) - set(labels), key=_order)


def anchor_of(label: str) -> str:
    """The id of what a label cites on the page that has it."""
    letter, number = _order(label)
    return f"{CITABLE[letter]}-{number}"


def _order(label: str) -> tuple[str, int]:
    letter = label.rstrip("0123456789")
    return letter, int(label[len(letter) :])
