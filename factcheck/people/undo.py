"""Undo and redo of changes of people, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import Theme, User
from factcheck.accounts.preferences import preferences_of
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.people import service
from factcheck.undo.registry import Undoable


def _named(side: str) -> Callable[[User, Event], None]:
    """The name of a person on one side of the event."""

    def undo(actor: User, event: Event) -> None:
        service.rename(actor, db.session.get_one(User, event.subject_id), getattr(event, side)["name"])

    return undo


def _chosen(side: str) -> Callable[[User, Event], None]:
    """The preferences on one side of the event; what it didn't change keeps its present value."""

    def undo(actor: User, event: Event) -> None:
        chosen = preferences_of(actor)._replace(**getattr(event, side))
        service.choose(actor, chosen._replace(theme=Theme(chosen.theme)))

    return undo


UNDO = {
    "person:rename": Undoable(_named("before"), _named("after"), N_("change of name")),
    "person:preferences": Undoable(_chosen("before"), _chosen("after"), N_("change of settings")),
}
