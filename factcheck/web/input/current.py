"""What this request is, for the steps before each view: Flask's proxies look for it again at each access.

That takes twenty times as long as an access. Elsewhere Flask's own names are used.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Request
from flask.globals import app_ctx, request_ctx
from flask.sessions import SessionMixin

_app: Any = app_ctx.__wrapped__  # type: ignore[attr-defined]  # of Werkzeug's proxy
_request: Any = request_ctx.__wrapped__  # type: ignore[attr-defined]  # the same


def this_app() -> Flask:
    """The app; raises LookupError outside an app context."""
    found: Flask = _app.get().app
    return found


def this_request() -> Request:
    """The request; raises LookupError outside one."""
    found: Request = _request.get().request
    return found


def this_session() -> SessionMixin:
    """The session of this request."""
    found: SessionMixin = _request.get().session
    return found
