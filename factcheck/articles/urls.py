"""How two web addresses are compared (pure)."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from factcheck.web.urls import DEFAULT_PORTS, is_web_address

TRACKING = ("utm_", "fbclid", "gclid")


def normalised(url: str) -> str:
    """An address without fragment, default port, tracking parameters and final slash; RFC 3986 §6.2.2 and 6.2.3.

    What is no web address is answered as it came, without blanks at its rims.
    """
    url = url.strip()
    if not is_web_address(url):
        return url
    parts = urlsplit(url)
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{parts.port}"
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(TRACKING)]
    return urlunsplit((parts.scheme, host, parts.path.rstrip("/"), urlencode(pairs), ""))
