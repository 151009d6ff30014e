"""Which answers pages of other sites may read (Fetch, CORS protocol): only data that is for everybody.

Never with credentials: what a browser sends for another site carries no cookie of ours, so nobody is signed in there.
"""

from __future__ import annotations

from flask import Response, request

READABLE = "ETag, Link, Content-Disposition, Factcheck-Audit-Head"  # in addition to those that Fetch always exposes
ASKED_WITH = "Accept, If-Modified-Since, If-None-Match"
DAY = "86400"  # seconds for which a browser caches a preflight


def share(response: Response) -> Response:
    """Let pages of all sites read an export, including refusals and 304, and validate their copies."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = READABLE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = ASKED_WITH
        response.headers["Access-Control-Max-Age"] = DAY
    return response
