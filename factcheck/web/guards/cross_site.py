"""Refuses writes that a browser sends for another site, whatever token they carry.

Browsers state the origin of a request, and pages can't forge it (Fetch Metadata; RFC 6454 for `Origin`). Old browsers
and programs don't: for them the CSRF token of the form decides.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, current_app, request

from factcheck.config import Settings
from factcheck.errors import NotAllowed
from factcheck.i18n import N_, _
from factcheck.web.idempotency import READS
from factcheck.web.input.current import this_request

OWN = frozenset({"same-origin", "none"})  # none: typed, or opened from a bookmark


class CrossSite(NotAllowed):
    """Another site made the browser send this."""

    title = N_("This request came from another site")
    recorded_as = "cross-site"


def refuse() -> None:
    """Before each request, also signing in and out: refuse a write that another site caused."""
    request = this_request()
    if request.method in READS:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if not is_own(site, origin):
        raise CrossSite(
            _("Your browser reported that another site sent this, so nothing was changed. Open the page on this site.")
        )


def is_own(site: str | None, origin: str | None) -> bool:
    """Whether a page of ours sent a request with these two headers, as far as they tell."""
    if origin == "null":
        return site in OWN
    if origin is not None and not _is_our_origin(origin):
        return False
    return site is None or site in OWN or (site == "same-site" and origin is not None)


def _is_our_origin(origin: str) -> bool:
    """Whether an origin is the base URL's, or the requested host's; for an https site never plain http."""
    settings: Settings = current_app.extensions["settings"]
    if settings.is_secure and not origin.startswith("https://"):
        return False
    try:
        host = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    return host in {urlsplit(settings.base_url).netloc.lower(), request.host.lower()}


def init_app(app: Flask) -> None:
    """Check before anything else."""
    app.before_request(refuse)
