"""How the views of this room answer: a conversation as page or fragment, or the way to it."""

from __future__ import annotations

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.threads import queries
from factcheck.threads.forms import ReplyForm
from factcheck.threads.models import Thread
from factcheck.web.forms import add_error
from factcheck.web.htmx import go, respond, wants_fragment
from factcheck.web.writes import commit

NAMED = 30  # people that a form names


def address(thread: Thread) -> str:
    """Where a conversation stands by itself."""
    return url_for("threads.show", thread_id=thread.id)


def shown(thread: Thread, refused: ReplyForm | None = None, *, is_fresh: bool = False) -> ResponseReturnValue:
    """A conversation as page or fragment; with a refused answer in its form, 422."""
    form = (refused or ReplyForm()).numbered(thread.id)
    context = {"thread": thread, "replies": {thread.id: form}, "fresh": thread if is_fresh else None, "names": names()}
    context["claim"] = thread.claim
    return respond("threads/show.html", "threads/_thread.html", status=422 if refused else 200, **context)


def names() -> list[str]:
    """Who can be asked, as far as a form can name them."""
    return [user.name for user in db.session.scalars(queries.people().limit(NAMED))]


def done(thread: Thread, words: str) -> ResponseReturnValue:
    """Commit; the conversation as it is now, or the way to it."""
    commit(address(thread))
    if wants_fragment():
        return shown(thread, is_fresh=True)
    flash(words, "success")
    return go(address(thread))


def check(form: Form) -> None:
    """Refuse what has not the right shape; the form itself says what is wrong with it."""
    if not form.validate():
        raise Invalid("", "")


def refuse(form: Form, refusal: Conflict | Invalid) -> None:
    """Undo, and put the refusal beside its field, or above the form."""
    db.session.rollback()
    if isinstance(refusal, Conflict):
        form.form_errors.append(refusal.message)
    elif refusal.message:
        add_error(form, refusal)
