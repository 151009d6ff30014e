"""The room `refusals`."""

from __future__ import annotations

from flask import Flask

from factcheck.refusals import service
from factcheck.refusals.views import bp, note
from factcheck.room import Room


def init_app(app: Flask) -> None:
    """Note what is refused from now on."""
    app.extensions[service.EXTENSION] = service.Notebook(app)
    app.after_request(note)


ROOM = Room(blueprints=[bp], init_app=init_app)
