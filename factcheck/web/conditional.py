"""Conditional requests (RFC 9110, 13): whoever holds an answer already is sent 304, however it was packed."""

from __future__ import annotations

import re
from datetime import datetime

from flask import Response, request

PACKED = re.compile(r'[:;-](?:gzip|deflate|br|zstd)(?=")')  # what servers and proxies add to the tag of what they pack


def stamped(response: Response, tag: str, changed_at: datetime | None = None) -> Response:
    """The answer with its validators: a weak tag, which all its compressions share, and when it last changed (UTC)."""
    response.set_etag(tag, weak=True)
    response.last_modified = changed_at
    return response


def kept(tag: str, changed_at: datetime | None = None) -> Response | None:
    """304 for whoever holds the answer with these validators, before it is made; None where it must be made.

    That something is held, whatever it is (`*`), is an answer's business that turned out to exist.
    """
    if request.if_none_match.star_tag:
        return None
    response = compared(stamped(Response(), tag, changed_at))
    return response if response.status_code == 304 else None


def compared(response: Response) -> Response:
    """The answer, as 304 where its asker holds it: by `If-None-Match`, and only without that by `If-Modified-Since`.

    Tags are compared weakly, and without what a compression added to them. `If-Match` is for writes.
    """
    asked = {name: value for name, value in request.environ.items() if name != "HTTP_IF_MATCH"}
    asked["HTTP_IF_NONE_MATCH"] = PACKED.sub("", asked.get("HTTP_IF_NONE_MATCH", "")).strip()
    response.make_conditional(asked)
    return response
