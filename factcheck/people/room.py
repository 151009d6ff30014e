"""The room `people`."""

from __future__ import annotations

from factcheck.people import accept_views, security_events, views
from factcheck.people.cli import admin
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp, accept_views.bp], commands=[admin], init_app=security_events.init_app)
