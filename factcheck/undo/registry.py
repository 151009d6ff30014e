"""How acts are undone and done again: `Room.undo` of each room, so that this one need not know them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from flask import current_app

from factcheck.accounts.models import User
from factcheck.audit.models import Event

EXTENSION = "factcheck.undo"
Act = Callable[[User, Event], None]


class Undoable(NamedTuple):
    """How to undo and redo an action, both through the services, which check and record as usual."""

    undo: Act
    redo: Act
    words: str  # the action as a noun, marked by `N_`: "new highlight"
    left: Callable[[Event], str] = lambda _: ""  # what undoing has left as it was, in a sentence


def known() -> Mapping[str, Undoable]:
    """All undoable actions, by name."""
    found: Mapping[str, Undoable] = current_app.extensions.get(EXTENSION, {})
    return found
