"""The room `backup`."""

from __future__ import annotations

from factcheck.backup.cli import backup, restore
from factcheck.room import Room

ROOM = Room(commands=[backup, restore])
