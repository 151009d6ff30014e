"""The room `drafts`."""

from __future__ import annotations

from factcheck.drafts import held
from factcheck.drafts.views import bp
from factcheck.room import Room

ROOM = Room(blueprints=[bp], template_globals={"draft_address": held.address}, init_app=held.init_app)
