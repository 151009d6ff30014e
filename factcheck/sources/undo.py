"""Undo and redo of actions on sources, through the same services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.sources import importing, reliability, service
from factcheck.sources.models import Source, SourceNote
from factcheck.undo.registry import Undoable


def _edited(side: str) -> Callable[[User, Event], None]:
    """The details that an edit changed, as they were before or after it."""

    def undo(actor: User, event: Event) -> None:
        source = db.session.get_one(Source, event.subject_id)
        values = service.stored_values(getattr(event, side))
        service.edit(actor, source, replace(service.details_of(source), **values), source.revision)

    return undo


def _on_source(act: Callable[[User, Source], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(Source, event.subject_id))


def _on_note(act: Callable[[User, SourceNote], None]) -> Callable[[User, Event], None]:
    def undo(actor: User, event: Event) -> None:
        act(actor, db.session.get_one(SourceNote, (event.after or event.before or {})["source_note"]))

    return undo


def _of_import(act: Callable[[User, Sequence[int]], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, (event.after or {})["source_ids"])


def _kept(event: Event) -> str:
    return importing.kept((event.after or {})["source_ids"])


take_back, import_again = _of_import(importing.take_back), _of_import(importing.bring_back)
archive, bring_back = _on_source(service.archive), _on_source(service.restore)
remove_note, restore_note = _on_note(reliability.remove), _on_note(reliability.restore)
UNDO = {
    "source:import": Undoable(take_back, import_again, N_("import of sources"), _kept),
    "source:add-note": Undoable(remove_note, restore_note, N_("new note")),
    "source:remove-note": Undoable(restore_note, remove_note, N_("removed note")),
    "source:restore-note": Undoable(remove_note, restore_note, N_("restored note")),
    "source:edit": Undoable(_edited("before"), _edited("after"), N_("edited source")),
    "source:archive": Undoable(bring_back, archive, N_("archiving")),
    "source:restore": Undoable(archive, bring_back, N_("restoring")),
}
