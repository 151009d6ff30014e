"""SHA-256 (FIPS 180-4) in its only notation here (pure)."""

from __future__ import annotations

import hashlib


def sha256_hex(data: str | bytes) -> str:
    """The SHA-256 of bytes, or of a text in UTF-8, in 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()
