"""Addresses as they are compared (pure)."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
TRACKING = ("utm_", "fbclid", "gclid")


def normalised(url: str) -> str:
    """An address without fragment, default port, tracking parameters and final slash; RFC 3986 §6.2.2 and 6.2.3."""
    parts = urlsplit(url.strip())
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if parts.port and parts.port != DEFAULT_PORTS.get(scheme):
        host = f"{host}:{parts.port}"
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(TRACKING)]
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(pairs), ""))
