"""Secrets that open a way in: shown once, kept only as a digest."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from factcheck.config import Settings


def fresh() -> str:
    """A new secret of 192 random bits, fit for an address."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """The SHA-256 under which a secret is kept, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived(settings: Settings, purpose: str) -> str:
    """A secret of its own for each purpose, from the one secret of the installation: 64 hexadecimal digits."""
    return hmac.new(settings.secret_key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def key(settings: Settings, purpose: str) -> bytes:
    """A Fernet key: 32 bytes in base64."""
    return base64.urlsafe_b64encode(bytes.fromhex(derived(settings, purpose)))
