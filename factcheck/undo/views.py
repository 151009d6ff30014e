"""Undo and redo over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Blueprint, Flask, g, has_request_context, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.event import listen
from sqlalchemy.orm import Session

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.audit import feed
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.i18n import N_, _, ngettext
from factcheck.i18n.labels import label, label_inside
from factcheck.undo import queries, service
from factcheck.undo.registry import known
from factcheck.urls import path_of_site
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("undo", __name__, url_prefix="/undo")


@bp.get("")
def index() -> ResponseReturnValue:
    """One's own recent actions, and which of them were undone."""
    events = db.session.scalars(queries.steps(current_user().id, known()).limit(service.MAX_STEPS)).all()
    undone = {step.event_id for step in db.session.scalars(queries.undone(current_user().id))}
    things = _things(events, label)
    return render_template("undo/index.html", events=events, undone=undone, words=known(), things=things)


@bp.post("")
def undo() -> ResponseReturnValue:
    """Undo one's last action."""
    return _done(service.undo, N_("Undone: %(act)s (%(things)s)."), lambda event: known()[event.action].left(event))


@bp.post("/again")
def redo() -> ResponseReturnValue:
    """Redo the action that was undone last."""
    return _done(service.redo, N_("Redone: %(act)s (%(things)s)."))


def _done(act: Callable[[User], Event], words: str, left: Callable[[Event], str] = lambda _: "") -> ResponseReturnValue:
    """Back to the page of the request, if it is one of this site."""
    g.is_undoing = True
    event = act(current_user())
    where = path_of_site(request.form.get("back")) or url_for("undo.index")
    things = _things([event], label_inside)[event.id]
    message = _(words, act=_(known()[event.action].words), things=things)
    return commit_and_redirect(where, f"{message} {left(event)}".strip())


def _things(events: Sequence[Event], words: Callable[[str], str]) -> dict[int, str]:
    """What each step changed: one thing, or one and the number of others."""
    sizes = {last: size for last, size in db.session.execute(queries.sizes([event.id for event in events])) if last}
    return {event.id: _thing(words(event.subject_type), event.subject_id, sizes.get(event.id, 1)) for event in events}


def _thing(thing: str, number: int, size: int) -> str:
    if size == 1:
        return _("%(thing)s %(number)s", thing=thing, number=number)
    first = {"thing": thing, "which": number}
    return ngettext("%(thing)s %(which)s and %(num)s more", "%(thing)s %(which)s and %(num)s more", size - 1, **first)


def note(session: Session) -> None:
    """Before a commit: note whether undo would take back what this request has done, for the message that says it."""
    if has_request_context() and not feed.actions(session).isdisjoint(known()):
        g.is_undoable = not g.get("is_undoing")


def init_app(_: Flask) -> None:
    """Note it before each commit from now on."""
    listen(db.session, "before_commit", note)
