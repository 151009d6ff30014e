"""Conditional requests (RFC 9110, 13): a client that has the current answer gets 304, in any compression."""

from __future__ import annotations

import re
from datetime import datetime

from flask import Response, request

PACKED = re.compile(r'[:;-](?:gzip|deflate|br|zstd)(?=")')  # appended to the tag by servers that compress


def stamped(response: Response, tag: str, changed_at: datetime | None = None) -> Response:
    """The answer with its validators: a weak tag, the same for all compressions, and its last change (UTC)."""
    response.set_etag(tag, weak=True)
    if changed_at is not None:  # Werkzeug takes None for this moment
        response.last_modified = changed_at
    return response


def kept(tag: str, changed_at: datetime | None = None) -> Response | None:
    """304 if the client has the answer with these validators, before it is computed; None if it must be computed.

    `*` matches only if the answer turns out to exist, so it isn't handled here.
    """
    if request.if_none_match.star_tag:
        return None
    response = compared(stamped(Response(), tag, changed_at))
    return response if response.status_code == 304 else None


def compared(response: Response) -> Response:
    """The answer, or 304 if the client has it: by `If-None-Match`, and only without that by `If-Modified-Since`.

    Tags are compared weakly, and without what a compression appended. `If-Match` is for writes.
    """
    tags = {name: value for name, value in request.environ.items() if name != "HTTP_IF_MATCH"}
    tags["HTTP_IF_NONE_MATCH"] = PACKED.sub("", tags.get("HTTP_IF_NONE_MATCH", "")).strip()
    response.make_conditional(tags)
    return response
