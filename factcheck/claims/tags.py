"""Tags as people type them, in the script and with the comma of their keyboard (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

COMMAS = ",՝،߸፣᠂᠈⸲⸴⹁⹉⹌、꓾꘍꛵︐︑﹐﹑，､𑑍𑑚𖺗𝪇"  # signs of punctuation (Po) whose Unicode names say comma
APART = re.compile(rf"[{COMMAS}\n]")
HASHES = "#＃﹟"  # as hashtags begin


def parted(typed: str) -> tuple[str, ...]:
    """The tags that are typed in one field, parted by commas or line ends, each once; spelt as `spelt`."""
    return unique(APART.split(typed))


def spelt(name: str) -> str:
    """A tag as it is kept: lower case, composed (NFC), without `#`, its words one blank apart; maybe empty."""
    return " ".join(unicodedata.normalize("NFC", name).strip().lstrip(HASHES).lower().split())


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept, each once: what differs only in width, case or composition is one (NFKC, case fold)."""
    found: dict[str, str] = {}
    for name in map(spelt, names):
        if name:
            found.setdefault(unicodedata.normalize("NFKC", name).casefold(), name)
    return tuple(found.values())
