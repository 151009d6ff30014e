"""The host names of this site: the base URL's own if there is one; never malformed ones."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, request

from factcheck.config import Settings, is_loopback
from factcheck.errors import DomainError
from factcheck.i18n import N_, _

PROBES = frozenset({"/healthz", "/readyz"})  # used by the machine itself or the proxy in front of it


class UnknownHost(DomainError):
    """The request is for a name that isn't this site's: links in the answer would lead to another site."""

    title = N_("Not this site’s address")


@lru_cache(maxsize=64)
def name_of(host: str) -> str | None:
    """The name or address in a `Host` header, without its port; None if it is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        is_whole = parts.netloc == host and "@" not in host and not (parts.port is not None and parts.port < 1)
    except ValueError:
        return None
    name = parts.hostname or ""
    return name if is_whole and name.isascii() and name.isprintable() and not set(" \\") & set(name) and name else None


def is_known(name: str, settings: Settings) -> bool:
    """Whether this is the name in the base URL, or one of this machine, as used by a proxy or a health check."""
    own = urlsplit(settings.base_url).hostname or ""
    return not settings.has_base_url or name == own.lower() or is_loopback(name)


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse requests for other names, except for the probes."""

    def refuse() -> None:
        name = name_of(request.host)
        if name is None or (request.path not in PROBES and not is_known(name, settings)):
            raise UnknownHost(_("Open the site at %(address)s.", address=settings.base_url))

    app.before_request(refuse)
