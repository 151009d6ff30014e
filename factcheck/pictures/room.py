"""The room `pictures`, with the undo and redo of its actions through the same services."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.pictures import service
from factcheck.pictures.models import ArticlePicture
from factcheck.pictures.queries import pictures_of
from factcheck.pictures.views import bp
from factcheck.room import Room
from factcheck.undo.registry import Undoable


def _on_picture(act: Callable[[User, ArticlePicture], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, db.session.get_one(ArticlePicture, event.subject_id))


archive, restore = _on_picture(service.archive), _on_picture(service.restore)
UNDO = {
    "picture:add": Undoable(archive, restore, N_("new picture")),
    "picture:archive": Undoable(restore, archive, N_("removal of a picture")),
    "picture:restore": Undoable(archive, restore, N_("restoring")),
}
ROOM = Room(blueprints=[bp], menu="articles", undo=UNDO, template_globals={"pictures_of": pictures_of})
