"""The kinds of relations between claims, and how each reads from both sides (pure)."""

from __future__ import annotations

import enum

MOST_PARTS = 26  # of one claim, lettered a to z


class RelationKind(enum.StrEnum):
    """How a claim relates to another one; the values are codes with labels (`i18n/labels.py`)."""

    PART_OF = "part-of"
    REPEATS = "repeats"
    CONTRADICTS = "contradicts"
    FOLLOWS_FROM = "follows-from"


INVERSE = {  # the code of the same relation, seen from the other claim
    RelationKind.PART_OF: "has-part",
    RelationKind.REPEATS: "is-repeated-by",
    RelationKind.CONTRADICTS: "is-contradicted-by",
    RelationKind.FOLLOWS_FROM: "is-premise-of",
}


def letter(index: int) -> str:
    """The letter of a part by its place among the parts of its claim, which begins with 0: a, b, c …"""
    return chr(ord("a") + index)
