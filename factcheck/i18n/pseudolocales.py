"""Two made-up languages that reveal untranslated text and layout problems (CLDR's pseudolocales).

`en-XA` writes every message in accents and 40 % longer; `ar-XB` writes every word and page from right to left.
Placeholders, tags and entities are kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import cycle, islice

from babel.support import NullTranslations

KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&#?\w+;)")
ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
LONGER = 0.4  # many languages are that much longer than English
MADE = re.compile("^\\[.*\\]$|\u202e", re.DOTALL)
TURN, BACK = "\u202e", "\u202c"  # right-to-left override, pop directional formatting (Unicode UAX 9)


def accented(text: str) -> str:
    """The message in accented letters, between brackets, 40 % longer."""
    parts = KEPT.split(text)
    parts[::2] = [part.translate(ACCENTS) for part in parts[::2]]
    extra = "".join(islice(cycle(" ļöñĝéŕ"), round(LONGER * sum(map(len, parts[::2])))))
    return f"[{''.join(parts)}{extra}]"


def mirrored(text: str) -> str:
    """The message with each of its words written from right to left."""
    parts = KEPT.split(text)
    parts[::2] = [re.sub(r"\w[\w’'-]*", lambda word: f"{TURN}{word[0]}{BACK}", part) for part in parts[::2]]
    return "".join(parts)


class Pseudo(NullTranslations):
    """A catalog that generates its translations with a function."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self.make = make

    def gettext(self, message: str) -> str:
        """The generated translation; an existing one is unchanged."""
        return message if MADE.search(message) else self.make(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The generated translation of the English form for `n`."""
        return self.make(msgid1 if n == 1 else msgid2)

    ugettext, ungettext = gettext, ngettext
