"""What an open page says of others, in words for people (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

MANY = 4  # claims; of more only their number is told
HIGHLIGHTED = "claim:highlight"


def highlighted(claims: Iterable[tuple[str, int]]) -> list[str]:
    """A sentence for each person who made claims, given as (name, claim's number) in order."""
    by_name: dict[str, list[int]] = {}
    for name, claim_id in claims:
        by_name.setdefault(name, []).append(claim_id)
    return [f"{name} highlighted {_claims(numbers)}." for name, numbers in by_name.items()]


def _claims(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"claim {numbers[0]}"
    if len(numbers) > MANY:
        return f"{len(numbers)} claims"
    return f"claims {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def place(blocks: Sequence[Sequence[Any]], index: int) -> str:
    """Where a block is: “at paragraph 4”, as a reader counts, who leaves out the title."""
    kinds = [kind for kind, _, _ in blocks[: index + 1]]
    count = sum(kind != "title" for kind in kinds)
    return f"at paragraph {count}" if count else "at the title"


def doing(said: str) -> str:
    """What somebody writes: “writing a review of claim 12”; nothing for one who reads."""
    kind, _, claim_id = said.partition(" ")
    return f"writing a {kind} of claim {claim_id}" if claim_id else ""


def initials(name: str) -> str:
    """Two letters for a name: of its first and last word, or the first two of a single one."""
    words = name.split()
    if len(words) > 1:
        return f"{words[0][0]}{words[-1][0]}".upper()
    return name[:2].capitalize()
