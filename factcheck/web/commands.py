"""The command group `flask --app app factcheck …`, which every room may add to."""

from __future__ import annotations

from flask.cli import AppGroup

group = AppGroup("factcheck", help="Commands of the fact-checking desk.")
