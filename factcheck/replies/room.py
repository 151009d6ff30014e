"""The room `replies`."""

from __future__ import annotations

from datetime import date

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.replies import letters, mail_views, service, views
from factcheck.replies.models import ReplyRequest
from factcheck.room import Room
from factcheck.undo.registry import Undoable


def _row(event: Event) -> ReplyRequest:
    return db.session.get_one(ReplyRequest, (event.after or {})["request"])


def _remove(actor: User, event: Event) -> None:
    service.remove(actor, _row(event))


def _restore(actor: User, event: Event) -> None:
    service.restore(actor, _row(event))


def _set_answer(actor: User, event: Event, values: dict[str, str]) -> None:
    row = _row(event)
    day = values.get("answered_on", row.answered_on.isoformat() if row.answered_on else "")
    on = date.fromisoformat(day) if day else None
    service.answer(actor, row, values.get("answer", row.answer), on, row.revision)


ROOM = Room(
    blueprints=[views.bp, mail_views.bp],
    menu="claims",
    jobs=letters.JOBS,
    undo={
        "reply:ask": Undoable(_remove, _restore, N_("request for a reply")),
        "reply:answer": Undoable(
            lambda actor, event: _set_answer(actor, event, event.before or {}),
            lambda actor, event: _set_answer(actor, event, event.after or {}),
            N_("answer to a request"),
        ),
        "reply:remove": Undoable(_restore, _remove, N_("removed request for a reply")),
        "reply:restore": Undoable(_remove, _restore, N_("restored request for a reply")),
    },
    template_globals={
        "reply_requests": service.requests_of,
        "versions_since": service.versions_since,
        "sends_letters": letters.is_mail_set,
    },
)
