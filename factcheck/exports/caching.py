"""What caches may do with what readers get: keep it, and ask before each use whether it still holds (RFC 9111).

So nobody is shown a verdict that was withdrawn or taken down a moment ago, neither by a browser nor by a cache between.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Response, current_app, g, request

from factcheck.config import PROJECT, Settings

RULE = "public, no-cache"
GZIP = ":gzip"  # what Flask-Compress adds to the tag of a compressed answer


@lru_cache(maxsize=1)
def makers() -> str:
    """A digest of what makes public answers: after an update of the software nobody keeps what the old one made."""
    shared = [PROJECT / "templates" / name for name in ("public.html", "_macros.html", "_head.html", "_demo.html")]
    own = [*Path(__file__).parent.glob("*.py"), *(PROJECT / "templates" / "exports").glob("*.html")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted([*shared, *own]))).hexdigest()


def tag_of(*parts: object) -> str:
    """The tag of an answer that these parts decide on, with the site and the software that make it."""
    settings: Settings = current_app.extensions["settings"]
    site = (settings.site_name, settings.base_url, settings.demo)
    return hashlib.sha256(repr((parts, site, makers())).encode()).hexdigest()[:24]


def has_seen(tag: str) -> bool:
    """Whether the asker holds the answer with this tag already."""
    held = request.if_none_match
    return held.contains_weak(tag) or held.contains_weak(tag + GZIP)


def not_modified(tag: str) -> Response:
    """The answer to who has it already."""
    return Response(status=304, headers={"ETag": f'"{tag}"'})


def tell(response: Response) -> Response:
    """Say the rule on an answer for readers, refusals included; what is read in memory gets a tag of its bytes."""
    if g.get("user") is not None or "Set-Cookie" in response.headers:
        return response  # web/handlers.py: kept nowhere
    response.headers["Cache-Control"] = RULE
    if response.status_code == 200 and not response.is_streamed:
        response.add_etag()  # unless it has one
        tag = response.get_etag()[0] or ""
        if has_seen(tag):
            response.status_code = 304
            response.set_data(b"")
    return response
