"""The room `archives`."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.accounts.models import User
from factcheck.archives import ask_job, queries, service, views
from factcheck.archives.models import IndependentCopy
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.room import Room
from factcheck.undo.registry import Undoable


def copies_of(source_id: int) -> Sequence[IndependentCopy]:
    """The copies of a source at archive services, newest first."""
    return db.session.scalars(queries.of_source(source_id)).all()


def _remove(actor: User, event: Event) -> None:
    service.remove(actor, db.session.get_one(IndependentCopy, event.subject_id))


def _restore(actor: User, event: Event) -> None:
    service.restore(actor, db.session.get_one(IndependentCopy, event.subject_id))


ROOM = Room(
    blueprints=[views.bp],
    menu="sources",
    jobs=ask_job.JOBS,
    undo={
        "copy:archive": Undoable(_restore, _remove, N_("removed copy")),
        "copy:restore": Undoable(_remove, _restore, N_("restored copy")),
    },
    template_globals={"copies_of": copies_of, "archive_service": service.save_address},
)
