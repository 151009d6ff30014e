"""What a package adds to the application: each declares one record, `ROOM` in `room.py`; `rooms.py` registers all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from click import Command
from flask import Blueprint, Flask

if TYPE_CHECKING:  # the types of two fields belong to rooms
    from factcheck.jobs.handlers import JobHandler
    from factcheck.undo.registry import Undoable


@dataclass(frozen=True, kw_only=True)
class Room:
    """What one package adds; every field is optional."""

    blueprints: Sequence[Blueprint] = ()  # one for each module of views
    commands: Sequence[Command] = ()  # of `flask factcheck`
    jobs: Mapping[str, JobHandler] = field(default_factory=dict)  # by the names of the jobs
    undo: Mapping[str, Undoable] = field(default_factory=dict)  # by the actions (`noun:verb`) that can be undone
    template_globals: Mapping[str, object] = field(default_factory=dict)
    template_filters: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    menu: str = ""  # the entry of the main menu that its pages belong to, by its name in `rooms.MENU`
    init_app: Callable[[Flask], None] | None = None  # what else is set up with the application, such as request hooks
