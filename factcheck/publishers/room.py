"""The room `publishers`."""

from __future__ import annotations

from dataclasses import replace

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.publishers import service, views
from factcheck.publishers.models import Publisher
from factcheck.publishers.queries import of_name
from factcheck.room import Room
from factcheck.undo.registry import Act, Undoable


def _edited(side: str) -> Act:
    """The details that an edit changed, as they were before or after it."""

    def undo(actor: User, event: Event) -> None:
        publisher, values = db.session.get_one(Publisher, event.subject_id), dict(getattr(event, side))
        if "aliases" in values:
            values["aliases"] = tuple(values["aliases"])
        details = replace(service.details_of(publisher), **values)
        service.edit(actor, publisher, details, publisher.revision)

    return undo


UNDO = {"publisher:edit": Undoable(_edited("before"), _edited("after"), N_("edited publisher"))}
ROOM = Room(blueprints=[views.bp], menu="sources", undo=UNDO, template_globals={"publisher_named": of_name})
