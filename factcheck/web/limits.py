"""Throttling, by person or by address."""

from __future__ import annotations

from flask import g, request
from flask_limiter import Limiter


def who() -> str:
    """Whose tries are counted: the person signed in, or else the address."""
    user = g.get("user")
    return f"user {user.id}" if user else f"address {request.remote_addr}"


limiter = Limiter(who, storage_uri="memory://", strategy="moving-window", headers_enabled=False)
