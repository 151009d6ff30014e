"""Static files at addresses that change with their content, so that browsers may cache them indefinitely."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

from factcheck.hashing import sha256_hex
from factcheck.web.assets import scripts, stylesheet
from factcheck.web.assets.kept_files import KeptFiles

ADDRESSES: dict[str, str] = {}  # files below static/ don't change while a process runs
JOINED: Mapping[str, Callable[[], str]] = {  # files that are made of several at start-up
    stylesheet.NAME: stylesheet.stylesheet,
    scripts.NAME: scripts.script,
}


def static(name: str) -> str:
    """The address of a file below static/, with its digest; computed once, in debug mode every time."""
    if name not in ADDRESSES or current_app.debug:
        digest = sha256_hex(_read(name))[:12]
        ADDRESSES[name] = url_for("static", filename=name, v=digest, _external=False)
    return ADDRESSES[name]


def _read(name: str) -> bytes:
    if name in JOINED:
        return JOINED[name]().encode()
    return (Path(current_app.static_folder or "") / name).read_bytes()


def _send(filename: str) -> Response:
    """Flask's own view for static files, and the joined ones at their addresses."""
    if filename not in JOINED:
        return current_app.send_static_file(filename)
    response = Response(_read(filename), mimetype=mimetypes.guess_type(filename)[0])
    response.headers["Cache-Control"] = "no-cache"  # as for every file that is requested without its digest
    response.add_etag()
    response.make_conditional(request)
    return response


def _keep_for_ever(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def init_app(app: Flask) -> None:
    """Join files, add `static()` to templates, set the caching of static files, and keep them in memory."""
    stylesheet.init_app(app)
    scripts.init_app(app)
    app.view_functions["static"] = _send
    app.jinja_env.globals.update(static=static)
    app.after_request(_keep_for_ever)
    app.wsgi_app = KeptFiles(app, ADDRESSES, app.config.get("COMPRESS_ALGORITHM", ()))  # type: ignore[method-assign]
