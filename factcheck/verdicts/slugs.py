"""Addresses for readers: short, plain, made once (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST = 80  # characters


def slug(headline: str, claim_id: int, taken: Container[str] = ()) -> str:
    """The headline in lower-case ASCII with hyphens; with the claim's number where it is taken or says nothing."""
    plain = unicodedata.normalize("NFKD", headline).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")
    if len(words) < 3:
        return f"claim-{claim_id}"
    return f"{words}-{claim_id}" if words in taken else words
