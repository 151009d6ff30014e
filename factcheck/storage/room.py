"""The room `storage`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.storage.store import init_app

ROOM = Room(init_app=init_app)
