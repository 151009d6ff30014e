"""Refuses requests that came through a proxy: anybody can sign in to the demo, so it is for this machine only."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, request

from factcheck.i18n import N_
from factcheck.web.handlers import problem

PROXY_HEADERS = frozenset({
    "forwarded", "via", "cdn-loop", "client-ip", "true-client-ip", "x-real-ip", "x-client-ip", "x-cluster-client-ip",
    "x-host", "x-scheme", "x-url-scheme", "x-real-port", "x-proxyuser-ip", "x-remote-ip", "x-remote-addr",
    "x-amzn-trace-id", "max-forwards", "front-end-https",
})  # fmt: skip
PROXY_PREFIXES = (
    "x-forwarded", "x-original-", "x-envoy-", "x-azure-", "x-arr-", "x-appengine-", "x-proxy-", "proxy-", "wl-proxy-",
    "cf-", "fastly-", "x-nginx-",
)  # fmt: skip
TITLE = N_("The demo is available on this machine only")
MESSAGE = N_(
    "This request came through a proxy, and the demo lets anybody sign in with one click. Set FACTCHECK_DEMO=0 for a "
    "newsroom that others can reach."
)


def is_proxied(names: Iterable[str], protocol: str) -> bool:
    """Whether a request with headers of these names came through a proxy; browsers speak no HTTP/1.0, proxies do."""
    lower = [name.lower() for name in names]
    return protocol == "HTTP/1.0" or any(name in PROXY_HEADERS or name.startswith(PROXY_PREFIXES) for name in lower)


def refuse_proxied() -> Response | None:
    """Before each request, in the demo: refuse it if a proxy passed it on."""
    protocol = str(request.environ.get("SERVER_PROTOCOL", ""))
    return problem(403, TITLE, MESSAGE) if is_proxied(request.headers.keys(), protocol) else None
