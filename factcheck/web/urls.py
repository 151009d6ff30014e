"""Web addresses: what is one (pure)."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST = 2000  # characters
DEFAULT_PORTS = {"http": 80, "https": 443}


def is_web_address(url: str) -> bool:
    """Whether this is a full http or https address with a host, of at most 2,000 characters, without blanks."""
    if len(url) > LONGEST or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, a bracket that never closes
        return False
