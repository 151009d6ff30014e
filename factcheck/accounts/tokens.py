"""Secrets that open a way in: shown once, kept only as a digest."""

from __future__ import annotations

import hashlib
import secrets


def fresh() -> str:
    """A new secret of 192 random bits, fit for an address."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """The SHA-256 under which a secret is kept, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
