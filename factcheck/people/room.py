"""The room `people`."""

from __future__ import annotations

from factcheck.people import accept_views, account_views, security_events, views
from factcheck.people.cli import admin
from factcheck.people.undo import UNDO
from factcheck.room import Room

BLUEPRINTS = [views.bp, accept_views.bp, account_views.bp]
ROOM = Room(blueprints=BLUEPRINTS, commands=[admin], undo=UNDO, init_app=security_events.init_app)
