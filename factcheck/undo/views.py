"""Undo and do again, over HTTP."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.labels import label_inside
from factcheck.language import N_, _
from factcheck.undo import queries, service
from factcheck.undo.registry import known
from factcheck.web.htmx import go
from factcheck.web.writes import commit

bp = Blueprint("undo", __name__, url_prefix="/undo")


@bp.get("")
def index() -> ResponseReturnValue:
    """One's own last acts, and which of them were undone."""
    events = db.session.scalars(queries.steps(current_user().id, known()).limit(service.MOST)).all()
    undone = {step.event_id for step in db.session.scalars(queries.undone(current_user().id))}
    return render_template("undo/index.html", events=events, undone=undone, words=known())


@bp.post("")
def undo() -> ResponseReturnValue:
    """Undo one's last act."""
    return _done(service.undo, N_("Undone: %(act)s (%(thing)s %(number)s)."))


@bp.post("/again")
def redo() -> ResponseReturnValue:
    """Do again what was undone last."""
    return _done(service.redo, N_("Done again: %(act)s (%(thing)s %(number)s)."))


def _done(act: Callable[[User], Event], words: str) -> ResponseReturnValue:
    """Back to the page on which it was asked for, where that is one of ours."""
    event = act(current_user())
    asked = request.form.get("back", "")
    where = asked if asked.startswith("/") and not asked.startswith("//") else url_for("undo.index")
    commit(where)
    what, thing = _(known()[event.action].words), label_inside(event.subject_type)
    flash(_(words, act=what, thing=thing, number=event.subject_id), "success")
    return go(where)
