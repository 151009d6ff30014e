"""The room `exports`."""

from __future__ import annotations

from factcheck.exports import annotation_views, views
from factcheck.exports.cli import export
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp, annotation_views.bp], commands=[export])
