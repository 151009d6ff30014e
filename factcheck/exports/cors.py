"""Which answers pages of other sites may read (Fetch, CORS protocol): the data that is for everybody, and nothing else.

Never with credentials: what a browser sends for another site carries no cookie of ours, so nobody is signed in there.
"""

from __future__ import annotations

from flask import Response, request

READABLE = "ETag, Link, Content-Disposition, Factcheck-Audit-Head"  # beside what Fetch always lets pages read
ASKED_WITH = "Accept, If-Modified-Since, If-None-Match"
DAY = "86400"  # seconds for which a browser need not ask again


def share(response: Response) -> Response:
    """Let pages of all sites read an export, its refusals and 304 included, and ask whether theirs still holds."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = READABLE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = ASKED_WITH
        response.headers["Access-Control-Max-Age"] = DAY
    return response
