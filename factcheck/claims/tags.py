"""Tags as people type them, in the script and with the comma of their keyboard (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

COMMAS = ",՝،߸፣᠂᠈⸲⸴⹁⹉⹌、꓾꘍꛵︐︑﹐﹑，､𑑍𑑚𖺗𝪇"  # signs of punctuation (Po) whose Unicode names say comma
APART = re.compile(rf"[{COMMAS}\n]")
HASHES = "#＃﹟"  # prefixes of hashtags


def parted(typed: str) -> tuple[str, ...]:
    """The tags of one field, separated by commas or line ends, without duplicates; spelled as by `spelt`."""
    return unique(APART.split(typed))


def spelt(name: str) -> str:
    """A tag as it is stored: lower case, composed (NFC), without `#`, with single spaces; may be empty."""
    return " ".join(unicodedata.normalize("NFC", name).strip().lstrip(HASHES).lower().split())


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Tags without duplicates: those that differ only in width, case or composition are one (NFKC, case fold)."""
    found: dict[str, str] = {}
    for name in map(spelt, names):
        if name:
            found.setdefault(unicodedata.normalize("NFKC", name).casefold(), name)
    return tuple(found.values())
