"""The room `health`."""

from __future__ import annotations

from flask import Flask

from factcheck.health import alarms, faults
from factcheck.room import Room


def init_app(app: Flask) -> None:
    """Set up alarms and the answers to faults."""
    app.extensions[alarms.EXTENSION] = alarms.Alarms(app.extensions["settings"].home)
    faults.init_app(app)


ROOM = Room(
    template_globals={"alarms": alarms.current_alarms, "can_save_nothing": faults.can_save_nothing},
    init_app=init_app,
)
