"""Answers of this room's views: a conversation as page or fragment, or a redirect to it."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from factcheck.db import db
from factcheck.threads import queries
from factcheck.threads.forms import ReplyForm
from factcheck.threads.models import Thread
from factcheck.web.forms import Refused, render_form
from factcheck.web.htmx import wants_fragment
from factcheck.web.idempotency import commit, commit_and_redirect

NAMED = 30  # people listed in a form


def address(thread: Thread) -> str:
    """The address of a conversation's own page."""
    return url_for("threads.show", thread_id=thread.id)


def shown(
    thread: Thread, form: ReplyForm | None = None, refused: Refused | None = None, *, is_fresh: bool = False
) -> ResponseReturnValue:
    """A conversation as page or fragment, with a refused reply in its form."""
    reply = (form or ReplyForm()).numbered(thread.id)
    context = {"thread": thread, "replies": {thread.id: reply}, "fresh": thread if is_fresh else None, "names": names()}
    return render_form("threads/show.html", reply, refused, "threads/_thread.html", claim=thread.claim, **context)


def names() -> list[str]:
    """The people who can be mentioned, as far as a form can list them."""
    return [user.name for user in db.session.scalars(queries.people().limit(NAMED))]


def done(thread: Thread, message: str) -> ResponseReturnValue:
    """Commit; the conversation as it is now, or a redirect to it."""
    if not wants_fragment():
        return commit_and_redirect(address(thread), message)
    commit(address(thread))
    return shown(thread, is_fresh=True)
