"""Restarts a request whose transaction the database refused because of a concurrent one.

Nothing of the transaction was kept. The view runs once more in a new transaction, finds the other's changes, and
answers as if it had come a moment later. Anything else that a view may have changed is reset first.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, session
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from factcheck.db import db, read_only, slow, writers
from factcheck.db.errors import WORK_MAY_BEGIN_AGAIN, Fault, kind_of
from factcheck.db.transactions import forget_transaction
from factcheck.errors import Conflict
from factcheck.i18n import N_
from factcheck.web import handlers, idempotency
from factcheck.web.guards.session_cookies import copied
from factcheck.web.transactions import writers_lock

TRIES = 3  # attempts of one request
RETRY_AFTER = "1"  # seconds
TWICE = N_(
    "Somebody else saved the same thing at the same time. Your changes weren’t saved. Check theirs, then try again."
)
BUSY = N_("Too many people are saving at once. Your changes weren’t saved. Try again in a moment.")


class Before(NamedTuple):
    """The state of a request before its view: everything that outlives a transaction."""

    globals: dict[str, Any]
    session: dict[str, Any]
    is_modified: bool
    acts_after: int  # functions to be called after the request

    def put_back(self) -> None:
        """Reset the request to this state."""
        vars(g).clear()
        vars(g).update(self.globals)
        session.clear()
        session.update(copied(self.session))
        session.modified = self.is_modified
        request_ctx.flashes = None
        del request_ctx._after_request_functions[self.acts_after :]
        for _name, file in request.files.items(multi=True):
            file.stream.seek(0)


def remember() -> None:
    """Before a view: store what it may change."""
    context = request_ctx._get_current_object()  # type: ignore[attr-defined]  # of Werkzeug's proxy
    state, acts_after = context.session, len(context._after_request_functions)
    g.before_view = Before(dict(vars(g)), copied(state), state.modified, acts_after)


def on_refusal(error: DBAPIError | StaleDataError) -> ResponseReturnValue | None:
    """Handle a refusal of the database: retry if that may help, or explain what happened."""
    forget_transaction()
    kind = Fault.CLASH if isinstance(error, StaleDataError) else kind_of(error)
    if kind in WORK_MAY_BEGIN_AGAIN and "before_view" in g:
        tries = request_ctx.tries = getattr(request_ctx, "tries", 1) + 1  # type: ignore[attr-defined]  # ours
        if tries <= TRIES:
            current_app.logger.info("Begins again (%s): %s %s", kind, request.method, request.path)
            return _again()
    if isinstance(error, StaleDataError):
        return handlers.on_stale(error)
    return _last_word(kind)


def on_slow(missing: slow.NotComputed) -> ResponseReturnValue:
    """A slow step was needed inside the writers' lock: compute it outside, then run the view again."""
    db.session.rollback()
    with read_only():
        missing.compute()
    return _again()


def _again() -> ResponseReturnValue:
    before: Before = g.before_view
    before.put_back()
    g.before_view = before
    writers_lock.begin()
    if request.method in idempotency.READS:  # and wrote nevertheless
        writers.promise(writers.Mode.WRITES)
    try:
        return idempotency.repeated() or current_app.dispatch_request()
    except Exception as error:
        return current_app.handle_user_exception(error)


def _last_word(kind: Fault | None) -> ResponseReturnValue | None:
    if kind is Fault.DUPLICATE:
        return handlers.problem(409, Conflict.title, TWICE)
    if kind is Fault.CLASH:
        current_app.logger.warning("Gave up after %s tries: %s %s", TRIES, request.method, request.path)
        answer = handlers.problem(503, N_("Please try again"), BUSY)
        answer.headers["Retry-After"] = RETRY_AFTER
        return answer
    return None


def init_app(app: Flask) -> None:
    """Retry what stopped because something slow was missing; `health/faults.py` asks for the rest."""
    app.register_error_handler(slow.NotComputed, on_slow)
