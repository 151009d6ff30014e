"""Static files under addresses that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

ADDRESSES: dict[str, str] = {}  # files below static/ stand still while a process runs


def static(name: str) -> str:
    """The address of a file below static/, with its digest; read once, in debug mode every time."""
    if name not in ADDRESSES or current_app.debug:
        body = (Path(current_app.static_folder or "") / name).read_bytes()
        ADDRESSES[name] = url_for("static", filename=name, v=hashlib.sha256(body).hexdigest()[:12], _external=False)
    return ADDRESSES[name]


def _keep_for_ever(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def init_app(app: Flask) -> None:
    """Offer `static()` to templates and set the caching of what it names."""
    app.jinja_env.globals["static"] = static
    app.after_request(_keep_for_ever)
