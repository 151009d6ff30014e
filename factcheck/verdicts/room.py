"""The room `verdicts`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.verdicts import decision_views, views
from factcheck.verdicts.cli import verdicts

ROOM = Room(blueprints=[views.bp, decision_views.bp], commands=[verdicts])
