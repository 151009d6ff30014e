"""Names that a reader may take for each other: confusable detection by Unicode UTS #39 (pure).

Two names look alike if their letters and digits are the same, ignoring case, spaces and punctuation, and treating
letters that look like each other as equal (Cyrillic а and Latin a, rn and m, l and I, 0 and O).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
JOINERS = "\u200c\u200d"  # within words of Persian, Hindi and others
SAME = str.maketrans({"i": "l", "ı": "l"})  # a capital I looks like a small l, and a name is the same in any case


def normalized_name(name: str) -> str:
    """A name as it is stored: in Unicode form NFC, with one space between words."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def is_unreadable(name: str) -> bool:
    """Whether a name has invisible characters, or no letters and digits."""
    return not skeletons(name) or any(map(_is_hidden, normalized_name(name)))


@lru_cache(maxsize=4096)
def skeletons(name: str) -> frozenset[str]:
    """What names that look alike share at least one of: the skeleton as written, and in lower case."""
    plain = unicodedata.normalize("NFKC", name)
    return frozenset(filter(None, (_skeleton(plain), _skeleton(plain.casefold()))))


def look_alike(one: str, other: str) -> bool:
    """Whether a reader may take one name for the other."""
    return bool(skeletons(one) & skeletons(other))


def lookalike_groups(names: Iterable[str]) -> list[list[str]]:
    """Groups of two or more names that look alike, each in the order of the input."""
    rows = list(names)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(rows):
        for key in skeletons(name):
            holders[key].append(index)
    groups = {tuple(found) for found in holders.values() if len(found) > 1}
    return [[rows[index] for index in group] for group in sorted(groups)]


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN and character not in JOINERS


def _skeleton(name: str) -> str:
    looks = _looks(_looks(name).casefold()).casefold().translate(SAME)
    return "".join(character for character in looks if unicodedata.category(character)[0] in "LNM")


def _looks(name: str) -> str:
    """The name with each character replaced by its prototype."""
    return "".join(map(_prototype, unicodedata.normalize("NFD", name)))


@lru_cache(maxsize=4096)
def _prototype(character: str) -> str:
    """The character that represents all that look like this one. Of a prototype the data lists its characters."""
    near = [row["c"] for row in _confusables().get(character, ())]
    if len(near) != 1:
        return character  # a prototype, or without look-alikes
    (other,) = near
    is_pair = len(_confusables().get(other, ())) == 1
    return str(min(character, other) if is_pair else other)


@cache
def _confusables() -> dict[str, list[dict[str, Any]]]:
    from confusable_homoglyphs.confusables import confusables_data  # 8 MiB, for those who name an account

    return dict(confusables_data)
