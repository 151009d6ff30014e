"""The one list of rooms, bottom to top. `docs/architecture.md` and the import contracts are compared with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from flask import Flask, current_app, request

from factcheck.jobs import handlers
from factcheck.room import Room
from factcheck.undo import registry
from factcheck.web.commands import group

ROOMS = (
    "health",
    "jobs",
    "storage",
    "accounts",
    "audit",
    "drafts",
    "refusals",
    "undo",
    "people",
    "help",
    "articles",
    "pictures",
    "intake",
    "inbox",
    "prior_checks",
    "sources",
    "publishers",
    "claims",
    "annotations",
    "claim_lists",
    "reanchoring",
    "similarity",
    "threads",
    "replies",
    "evidence",
    "calculations",
    "questions",
    "relations",
    "notes",
    "captures",
    "custody",
    "archives",
    "quoting",
    "viewing",
    "redaction",
    "time_proofs",
    "watching",
    "origins",
    "reviews",
    "verdicts",
    "corrections",
    "confidential",
    "evidence_finder",
    "merging",
    "exports",
    "site",
    "search",
    "live",
    "desk",
    "integrity",
    "readiness",
    "backup",
    "demo",
)
MENU = ("desk", "articles", "claims", "sources", "people")
MENU_OF_BLUEPRINT = "menu of blueprint"  # extension
Entry = TypeVar("Entry")


def register(app: Flask) -> None:
    """Import the tables of every room, then add what the rooms declare."""
    for name in ROOMS:
        if find_spec(f"factcheck.{name}.models"):
            import_module(f"factcheck.{name}.models")
    rooms: list[Room] = [import_module(f"factcheck.{name}.room").ROOM for name in ROOMS]
    app.extensions[handlers.EXTENSION] = joined(room.jobs for room in rooms)
    app.extensions[registry.EXTENSION] = joined(room.undo for room in rooms)
    app.extensions[MENU_OF_BLUEPRINT] = {it.name: room.menu for room in rooms for it in room.blueprints}
    app.jinja_env.globals["menu_entry"] = menu_entry
    for room in rooms:
        add(app, room)


def menu_entry() -> str:
    """The entry of the main menu that this page belongs to: by its address, else by its room; empty: to none."""
    first = request.path.split("/")[1] or "desk"
    of_room: str = current_app.extensions[MENU_OF_BLUEPRINT].get(request.blueprint, "")
    return first if first in MENU else of_room


def add(app: Flask, room: Room) -> None:
    """Add a room's setup, views, commands, and what its templates use."""
    if room.init_app:
        room.init_app(app)
    for blueprint in room.blueprints:
        app.register_blueprint(blueprint)
    for command in room.commands:
        group.add_command(command)
    app.jinja_env.globals.update(room.template_globals)
    app.jinja_env.filters.update(room.template_filters)


def joined(parts: Iterable[Mapping[str, Entry]]) -> dict[str, Entry]:
    """One mapping of all; raises ValueError where two rooms have an entry of the same name."""
    whole: dict[str, Entry] = {}
    for part in parts:
        if twice := whole.keys() & part.keys():
            raise ValueError(f"registered by two rooms: {', '.join(sorted(twice))}")
        whole.update(part)
    return whole
