"""What caches may do with what readers get: keep it, and ask before each use whether it still holds (RFC 9111).

So nobody is shown a verdict that was withdrawn or taken down a moment ago, neither by a browser nor by a cache between.
"""

from __future__ import annotations

from flask import Response, g, request

RULE = "public, no-cache"
GZIP = ":gzip"  # what Flask-Compress adds to the tag of a compressed answer


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
