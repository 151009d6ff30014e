"""The room `articles`."""

from __future__ import annotations

from factcheck.articles import views
from factcheck.articles.cli import articles
from factcheck.articles.versions import views as version_views
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp, version_views.bp], menu="articles", commands=[articles])
