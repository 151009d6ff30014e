"""Actions on what is shown: mark a captured picture as graphic, or no longer."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.captures.models import Capture
from factcheck.captures.service import subject_of
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.undo.registry import Undoable
from factcheck.viewing.models import GraphicMark
from factcheck.viewing.pictures import is_picture


def is_graphic(capture: Capture) -> bool:
    """Whether a captured picture is blurred until somebody asks for it."""
    mark = db.session.get(GraphicMark, capture.id)
    return mark is not None and mark.is_graphic


def mark_graphic(actor: User, capture: Capture, *, graphic: bool) -> None:
    """Mark a captured picture as graphic, or remove that mark; what changes nothing is refused."""
    require(actor, Permission.ADD_CAPTURE)
    if not is_picture(capture):
        raise Conflict(_("This capture isn’t a picture."))
    if is_graphic(capture) == graphic:
        raise Conflict(_("This picture is already marked so."))
    mark = db.session.get(GraphicMark, capture.id) or GraphicMark(capture_id=capture.id)
    mark.is_graphic, mark.author_id = graphic, actor.id
    db.session.add(mark)
    db.session.flush()
    action = "capture:mark-graphic" if graphic else "capture:unmark-graphic"
    record(actor, action, subject_of(capture), None, {"capture": capture.id})


def _marked(*, graphic: bool) -> Callable[[User, Event], None]:
    def act(actor: User, event: Event) -> None:
        capture = db.session.get_one(Capture, (event.after or {})["capture"])
        mark_graphic(actor, capture, graphic=graphic)

    return act


mark, unmark = _marked(graphic=True), _marked(graphic=False)
UNDO = {
    "capture:mark-graphic": Undoable(unmark, mark, N_("marked picture")),
    "capture:unmark-graphic": Undoable(mark, unmark, N_("unmarked picture")),
}
