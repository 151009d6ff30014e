"""Secrets of invitations, sign-ins and keys. A token is shown once and stored only as a digest."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from factcheck.config import Settings
from factcheck.hashing import sha256_hex


def new_token() -> str:
    """A new secret of 192 random bits, safe in a URL."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """The SHA-256 under which a secret is stored, in hexadecimal."""
    return sha256_hex(token)


def derived_secret(settings: Settings, purpose: str) -> str:
    """A secret for this purpose, derived from the installation's secret key: 64 hexadecimal digits."""
    return hmac.new(settings.secret_key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def fernet_key(settings: Settings, purpose: str) -> bytes:
    """A Fernet key for this purpose: 32 bytes in base64."""
    return base64.urlsafe_b64encode(bytes.fromhex(derived_secret(settings, purpose)))
