"""The people of the demo newsroom: let in on this machine alone, and nowhere once FACTCHECK_DEMO is 0."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, Response, current_app, request

from factcheck.config import Settings
from factcheck.language import N_
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
TITLE = N_("The demo answers this machine alone")
MESSAGE = N_(
    "A proxy passed this request on, and the demo signs anybody in with one click. Set FACTCHECK_DEMO=0 for a "
    "newsroom that others can reach."
)


def is_passed_on(names: Iterable[str], protocol: str) -> bool:
    """Whether a request with headers of these names came through a proxy; browsers speak no HTTP/1.0, proxies do."""
    lower = [name.lower() for name in names]
    return protocol == "HTTP/1.0" or any(it in PROXY_HEADERS or it.startswith(PROXY_PREFIXES) for it in lower)


def refuse_passed_on() -> Response | None:
    """Before each request, in the demo: refuse what a proxy has passed on."""
    protocol = str(request.environ.get("SERVER_PROTOCOL", ""))
    return problem(403, TITLE, MESSAGE) if is_passed_on(request.headers.keys(), protocol) else None


def is_let_in(is_demo: bool) -> bool:
    """Whether a person may come in at all: one of the demo newsroom only in the demo."""
    settings: Settings = current_app.extensions["settings"]
    return settings.demo or not is_demo


def init_app(app: Flask) -> None:
    """In the demo, keep proxies out and say on every page that it is one."""
    settings: Settings = app.extensions["settings"]
    app.jinja_env.globals["is_demo"] = settings.demo
    if settings.demo:
        app.before_request(refuse_passed_on)
