"""The room `verdicts`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.verdicts import decision_views, views
from factcheck.verdicts.cli import verdicts
from factcheck.verdicts.writing import preview_views

ROOM = Room(blueprints=[views.bp, decision_views.bp, preview_views.bp], commands=[verdicts])
