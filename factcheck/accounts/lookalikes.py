"""Which names look the same to a reader (Unicode UTS #39, confusable detection); pure.

Two names look alike when they have the same letters and digits: whatever their case, blanks and signs between, and in
letters that look like each other (Cyrillic а and Latin a, rn and m, l and I, 0 and O).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from confusable_homoglyphs.confusables import confusables_data

HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
JOINERS = "\u200c\u200d"  # within words of Persian, Hindi and others
SAME = str.maketrans({"i": "l", "ı": "l"})  # a capital I looks like a small l, and a name is the same in any case


def cleaned(name: str) -> str:
    """A name as it is kept: in its usual form (NFC), one blank between words."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def hides(name: str) -> bool:
    """Whether a name has characters that nobody sees, or none that anybody reads."""
    return not keys(name) or any(unicodedata.category(it) in HIDDEN and it not in JOINERS for it in cleaned(name))


@lru_cache(maxsize=4096)
def keys(name: str) -> frozenset[str]:
    """What names that look alike share: as it is written, and as it is in small letters."""
    plain = unicodedata.normalize("NFKC", name)
    return frozenset(filter(None, (_skeleton(plain), _skeleton(plain.casefold()))))


def is_alike(one: str, other: str) -> bool:
    """Whether a reader may take one name for the other."""
    return bool(keys(one) & keys(other))


def alike(names: Iterable[str]) -> list[list[str]]:
    """The names that look like another of these, together with it, in the order in which they came."""
    rows = list(names)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(rows):
        for key in keys(name):
            holders[key].append(index)
    groups = {tuple(found) for found in holders.values() if len(found) > 1}
    return [[rows[index] for index in group] for group in sorted(groups)]


def _skeleton(name: str) -> str:
    looks = _looks(_looks(name).casefold()).casefold().translate(SAME)
    return "".join(it for it in looks if unicodedata.category(it)[0] in "LNM")


def _looks(name: str) -> str:
    """Each character as the one that stands for all that look like it."""
    return "".join(_prototype(it) for it in unicodedata.normalize("NFD", name))


@lru_cache(maxsize=4096)
def _prototype(character: str) -> str:
    """The data names for each character its prototype, and for a prototype all of its characters."""
    near = [row["c"] for row in confusables_data.get(character, ())]
    if len(near) != 1:
        return character  # a prototype, or like no other
    (other,) = near
    is_pair = len(confusables_data.get(other, ())) == 1
    return str(min(character, other) if is_pair else other)
