"""The room `threads`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.threads import comment_views, views
from factcheck.threads.bodies import render

ROOM = Room(blueprints=[views.bp, comment_views.bp], menu="claims", template_globals={"said": render})
