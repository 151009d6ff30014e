"""Names of publishers, compared (pure)."""

from __future__ import annotations

import unicodedata

LONGEST = 300  # code points of a key; names of the library are shorter


def name_key(name: str) -> str:
    """The same for two spellings of one name: without case, punctuation and width; accents count, they part names."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded)
    return (" ".join("".join(kept).split()) or folded.strip())[:LONGEST]
