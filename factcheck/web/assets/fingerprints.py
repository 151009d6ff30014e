"""Static files at addresses that change with their content, so that browsers may cache them indefinitely."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for
from markupsafe import Markup

from factcheck.hashing import sha256_hex
from factcheck.web.assets import stylesheet
from factcheck.web.assets.kept_files import KeptFiles

ADDRESSES: dict[str, str] = {}  # files below static/ don't change while a process runs; "" is the import map


def static(name: str) -> str:
    """The address of a file below static/, with its digest; computed once, in debug mode every time."""
    if name not in ADDRESSES or current_app.debug:
        digest = sha256_hex(_read(name))[:12]
        ADDRESSES[name] = url_for("static", filename=name, v=digest, _external=False)
    return ADDRESSES[name]


def _read(name: str) -> bytes:
    if name == stylesheet.NAME:
        return stylesheet.stylesheet().encode()
    return (Path(current_app.static_folder or "") / name).read_bytes()


def import_map() -> Markup:
    """The import map (HTML): each script with the address that has its digest, so that imports are cached as well."""
    if "" not in ADDRESSES or current_app.debug:
        folder = Path(current_app.static_folder or "")
        scripts = sorted(path.relative_to(folder).as_posix() for path in folder.glob("js/**/*.js"))
        addresses = {url_for("static", filename=name): static(name) for name in scripts}
        ADDRESSES[""] = json.dumps({"imports": addresses}, separators=(",", ":"))
    return Markup(ADDRESSES[""])  # noqa: S704 - our own file names


def import_map_digest() -> str:
    """The hash-source of that inline script in the content security policy (CSP level 3)."""
    return f"'sha256-{b64encode(hashlib.sha256(import_map().encode()).digest()).decode()}'"


def _keep_for_ever(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def init_app(app: Flask) -> None:
    """Add `static()` and `import_map()` to templates, set the caching of these files, and keep them in memory."""
    stylesheet.init_app(app)
    app.jinja_env.globals.update(static=static, import_map=import_map)
    app.after_request(_keep_for_ever)
    app.wsgi_app = KeptFiles(app, ADDRESSES, app.config.get("COMPRESS_ALGORITHM", ()))  # type: ignore[method-assign]
