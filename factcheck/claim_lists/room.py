"""The room `claim_lists`."""

from __future__ import annotations

from factcheck.claim_lists.views import bp
from factcheck.room import Room

ROOM = Room(blueprints=[bp], menu="claims")
