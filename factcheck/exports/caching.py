"""Caching of readers' answers: they may be stored, and must be validated before each use (RFC 9111).

So nobody sees a verdict that was withdrawn or taken down a moment ago, in a browser or through a cache. Validation
costs little: the answer is 304 (web/conditional.py).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from flask import Blueprint, Response, current_app, g, request

from factcheck.config import PROJECT, Settings
from factcheck.exports.audit_heads import name_head
from factcheck.exports.queries import Published
from factcheck.hashing import sha256_hex
from factcheck.i18n import speak
from factcheck.web.conditional import compared, kept, stamped

RULE = "public, no-cache"
CODE = PROJECT / "factcheck"
PAGES = (
    "public.html",
    "macros/forms.html",
    "macros/labels.html",
    "macros/lists.html",
    "macros/tables.html",
    "_head.html",
    "_demo.html",
)


@lru_cache(maxsize=1)
def makers() -> str:
    """A digest of the code that makes public answers: after an update, no cached answer of the old version is valid."""
    shared = [PROJECT / "templates" / name for name in PAGES]
    own = [
        *(CODE / "exports").glob("*.py"),
        *(CODE / "site").rglob("*.py"),
        *(PROJECT / "templates/site").glob("*.html"),
    ]
    return sha256_hex(b"".join(path.read_bytes() for path in sorted([*shared, *own])))


def tag_of(*parts: object) -> str:
    """The tag of an answer that depends on these values, and on the site and the software."""
    settings: Settings = current_app.extensions["settings"]
    site = (settings.site_name, settings.base_url, settings.demo, settings.language, settings.time_zone)
    return sha256_hex(repr((parts, site, makers())))[:24]


def fresh(item: Published, make: Callable[[], Response], *, viewer: bool = False, beside: object = None) -> Response:
    """What one edition gives, with its validators; 304 when the reader has it already.

    `beside` is what the answer depends on besides the edition.
    """
    seen = (g.user.id, g.user.theme) if viewer and g.user else ()
    tag = tag_of(item.validator, *seen, *([beside] if beside else []))
    return kept(tag, item.changed_at) or stamped(make(), tag, item.changed_at)


def set_caching(response: Response) -> Response:
    """Set the caching of an answer for readers, also of refusals; what is in memory gets a tag of its bytes."""
    is_own = g.get("user") is not None or "Set-Cookie" in response.headers
    if not is_own:  # otherwise it isn't stored anywhere: web/handlers.py
        response.headers["Cache-Control"] = RULE
    if response.status_code == 200 and request.method in {"GET", "HEAD"}:
        if "ETag" not in response.headers and not response.is_streamed:
            stamped(response, tag_of(response.get_data()))
        compared(response)
    return response


def reader_blueprint(name: str, module: str) -> Blueprint:
    """A blueprint of views for readers: its answers may be kept by caches, and carry the head of the audit log."""
    bp = Blueprint(name, module)
    bp.before_request(lambda: speak(None))  # everybody reads it as the newsroom publishes it
    bp.after_request(set_caching)
    bp.after_request(name_head)
    return bp
