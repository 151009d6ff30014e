"""Finding quoted words in a text: exactly, or in other typography; never by guessing.

All offsets are code points. What is found carries a state: `sure`, or `look` when a person must say which of
several equal places is meant. What isn't there is None.
"""

from __future__ import annotations

import enum
import unicodedata
from typing import NamedTuple

PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
INVISIBLE = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff") | {
    chr(code) for code in range(0x202A, 0x202F)
}
AGREE_ALL = 0.999


class State(enum.StrEnum):
    """How far a place may be trusted."""

    SURE = "sure"
    LOOK = "look"


class Found(NamedTuple):
    """A place in a text, with a score from 0 to 1 (1 is the very words in the very context)."""

    start: int
    end: int
    score: float
    state: State


def find(text: str, quote: str, prefix: str = "", suffix: str = "", hint: int | None = None) -> Found | None:
    """Where the text says the quote; None when it does not, `look` when equal places can't be told apart."""
    if hint is not None and (prefix or suffix) and _stands_at(text, quote, prefix, suffix, hint):
        return Found(hint, hint + len(quote), 1.0, State.SURE)
    found = candidates(text, quote, prefix, suffix, hint)
    return found[0] if found else None


def candidates(text: str, quote: str, prefix: str = "", suffix: str = "", hint: int | None = None) -> list[Found]:
    """All places where the text says the quote, the likeliest first; only a place that beats the next is `sure`."""
    quote = quote.strip()
    if not quote:
        return []
    places, score = _exact(text, quote), 1.0
    if not places:
        places, score = _normalised(text, quote), 0.99
    ranked = sorted((_rank(text, place, prefix, suffix, hint), place) for place in places)
    return [_judge(ranked, index, score) for index in range(len(ranked))]


Rank = tuple[float, int, int]  # the less the better: context that disagrees, distance to the hint, position


def _rank(text: str, place: tuple[int, int], prefix: str, suffix: str, hint: int | None) -> Rank:
    start, end = place
    before = _agreement(prefix[::-1], text[max(0, start - len(prefix)) : start][::-1])
    after = _agreement(suffix, text[end : end + len(suffix)])
    return (-(before + after), abs(start - hint) if hint is not None else 0, start)


def _judge(ranked: list[tuple[Rank, tuple[int, int]]], index: int, score: float) -> Found:
    rank, (start, end) = ranked[index]
    is_sure = index == 0 and (len(ranked) == 1 or rank[:2] < ranked[1][0][:2])
    return Found(start, end, score if is_sure else score - 0.3, State.SURE if is_sure else State.LOOK)


def _agreement(wanted: str, seen: str) -> float:
    """How much of the wanted context stands unbroken at the seam, from 0 to 1."""
    run = 0
    for one, other in zip(wanted, seen, strict=False):
        if one != other:
            break
        run += 1
    return run / len(wanted) if wanted else 0.0


def _stands_at(text: str, quote: str, prefix: str, suffix: str, start: int) -> bool:
    before = max(0, start - len(prefix))
    return (
        bool(quote.strip())
        and start >= 0
        and text.startswith(quote, start)
        and text[before:start] == prefix
        and text.startswith(suffix, start + len(quote))
    )


def _exact(text: str, quote: str) -> list[tuple[int, int]]:
    places = []
    start = text.find(quote)
    while start != -1:
        places.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return places


def _normalised(text: str, quote: str) -> list[tuple[int, int]]:
    """Occurrences after folding typography, their ends moved outward to whole characters of the text."""
    wanted, _ = fold(quote)
    wanted = wanted.strip()
    if not wanted:
        return []
    folded, origin = fold(text)
    return [(origin[start], _whole(text, origin[end - 1] + 1)) for start, end in _exact(folded, wanted)]


def fold(text: str) -> tuple[str, list[int]]:
    """The text in plain typography, and for each of its characters where in the original it comes from.

    One kind of quote, dash and blank; runs of blanks as one; invisible characters gone; decomposed (NFD).
    """
    folded: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        if character in INVISIBLE:
            continue
        if character.isspace():
            if folded and folded[-1] == " ":
                continue
            pieces = " "
        else:
            pieces = unicodedata.normalize("NFD", character.translate(PLAIN))
        folded.extend(pieces)
        origin.extend([index] * len(pieces))
    return "".join(folded), origin


def _whole(text: str, end: int) -> int:
    """The end moved past combining marks, so that no character is cut."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
