"""Health over HTTP, for proxies and systemd: short, cheap, and without anybody's name or address."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from factcheck.readiness.probes import unready
from factcheck.web.guards.access import anonymous

bp = Blueprint("readiness", __name__)


@bp.get("/healthz")
@anonymous
def alive() -> ResponseReturnValue:
    """Whether this process responds; nothing else is checked."""
    return _unstored(jsonify(status="ok"))


@bp.get("/readyz")
@anonymous
def ready() -> ResponseReturnValue:
    """Whether requests should be sent here: 200, or 503 and what isn't ready."""
    found = unready()
    response = _unstored(jsonify(status="unready" if found else "ready", unready=found))
    if found:
        response.status_code = 503
        response.headers["Retry-After"] = "5"
    return response


def _unstored(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
