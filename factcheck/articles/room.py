"""The room `articles`."""

from __future__ import annotations

from factcheck.articles import version_views, views
from factcheck.articles.cli import articles
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp, version_views.bp], commands=[articles])
