"""The room `storage`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.storage.cli import captures
from factcheck.storage.store import init_app

ROOM = Room(commands=[captures], init_app=init_app)
