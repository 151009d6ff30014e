"""The room `health`."""

from __future__ import annotations

from flask import Flask

from factcheck.health import alarms, cli, faults, probes
from factcheck.health.views import bp
from factcheck.web.commands import group


def init_app(app: Flask) -> None:
    """Add probes, alarms, their views and the command."""
    app.extensions[alarms.EXTENSION] = alarms.Alarms(app.extensions["settings"].home)
    probes.init_app(app)
    faults.init_app(app)
    app.register_blueprint(bp)
    group.add_command(cli.health)
    app.jinja_env.globals["alarms"] = lambda: alarms.alarms_of_app().current()
    app.jinja_env.globals["can_save_nothing"] = faults.can_save_nothing
