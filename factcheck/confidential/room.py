"""The room `confidential`."""

from __future__ import annotations

from factcheck.room import Room

ROOM = Room()
