"""Faults of database and disk over HTTP: 503 or 507 with the text that was typed, and an alarm for administrators."""

from __future__ import annotations

import time
from html import escape
from typing import NamedTuple

from flask import Flask, Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from factcheck.db import writers
from factcheck.db.errors import Fault, kind_of
from factcheck.db.transactions import forget_transaction
from factcheck.health.alarms import alarms_of_app, raise_alarm
from factcheck.i18n import N_, _
from factcheck.web.handlers import HEADERS, on_accident, problem
from factcheck.web.input.form_recovery import READS, unsent
from factcheck.web.transactions import retry

RETRY_PAUSE = 0.3  # seconds before a request whose database connection was lost is tried once more


class FaultMessage(NamedTuple):
    """The answer to a fault, and the alarm for administrators if it lasts."""

    status: int
    retry_after: int  # seconds
    title: str
    message: str
    alarm: str = ""


EXPLAIN = ".venv/bin/flask --app app factcheck health"
SAID = {
    Fault.FULL: FaultMessage(
        507, 60, N_("The disk is full"),
        N_("Nothing was saved. What you typed is still here: try again once there is space. Everything can still be "
           "read. The administrators have been notified."),
        N_("The disk is full, so nothing can be saved. Free some space; saving then resumes automatically."),
    ),
    Fault.READ_ONLY: FaultMessage(
        503, 60, N_("Factcheck is read-only at the moment"),
        N_("Nothing was saved. What you typed is still here: try again later. Everything can still be read. The "
           "administrators have been notified."),
        N_("The database or its disk is read-only: everything can be read, but nothing can be saved. Find out why "
           "the disk is read-only, or make the data folder writable for the server’s user."),
    ),
    Fault.LOCKED: FaultMessage(
        503, 5, N_("The database is busy"),
        N_("Another process is using it. Nothing was saved. What you typed is still here: try again in a moment. "
           "Everything can still be read."),
        N_("Another program has locked the database, so nothing can be saved. Stop that program: a backup tool, a "
           "shell or a second server using the same file."),
    ),
    Fault.CROWDED: FaultMessage(
        503, 5, N_("Too many people are saving at once"),
        N_("Nothing was saved. What you typed is still here: try again in a moment. Everything can still be read."),
        N_("Saves are refused because those before them take too long: there are too many at once, the disk is slow, "
           "or a process of Factcheck was stopped while it saved."),
    ),
    Fault.DAMAGED: FaultMessage(
        503, 60, N_("Part of the database can’t be read"),
        N_("This page needs that part; other pages may still work. Nothing was changed, and what you typed is still "
           "here. The administrators have been notified."),
        N_("Part of the database is damaged. Stop the server, keep a copy of the data folder, restore the latest "
           "backup and run “factcheck check”."),
    ),
    Fault.GONE: FaultMessage(
        503, 5, N_("The database can’t be reached"),
        N_("What you typed is still here: try again in a moment. If it was already saved, it won’t be saved twice."),
        N_("The database can’t be reached. Factcheck resumes automatically once it responds."),
    ),
    Fault.CLASH: FaultMessage(
        503, 1, N_("Too many changes at once"),
        N_("Somebody else changed the same things at the same moment. Nothing was saved. What you typed is still "
           "here: try again."),
    ),
}  # fmt: skip
BROKEN_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    "<h1>{title}</h1><p>{message}</p>{typed}</html>"
)


def on_fault(error: Exception) -> ResponseReturnValue:
    """The answer to an exception: a fault of database or disk is explained, anything else is an error."""
    if isinstance(error, DBAPIError | StaleDataError) and (answer := retry.on_refusal(error)) is not None:
        return answer
    kind = Fault.CROWDED if isinstance(error, PoolTimeout) else kind_of(error)
    if kind not in SAID:
        return on_accident(error)
    writers.promise(writers.Mode.READS)  # rendering the page must not wait for the writers' lock
    forget_transaction()
    if kind is Fault.GONE and (response := _tried_again()) is not None:
        return response
    message = SAID[kind]
    current_app.logger.error("%s %s: %s (%s)", request.method, request.path, kind, error)
    tell(kind)
    response = _drawn(message)
    response.headers["Retry-After"] = str(message.retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def tell(kind: Fault) -> None:
    """Raise the alarm of a fault that may last."""
    if SAID[kind].alarm:
        raise_alarm(kind.value, SAID[kind].alarm, EXPLAIN)


def _tried_again() -> Response | None:
    """The request once more, if that has no second effect: it only reads, or its key shows whether it was done."""
    is_harmless = request.method in READS or (g.get("write_key") and not request.files)
    if g.get("is_tried_again") or not is_harmless:
        return None
    if before := g.get("before_view"):
        before.put_back()
    g.is_tried_again = True
    time.sleep(RETRY_PAUSE)
    try:
        answer = current_app.preprocess_request()
        return make_response(current_app.dispatch_request() if answer is None else answer)
    except Exception:
        writers.promise(writers.Mode.READS)
        forget_transaction()
        return None


def _drawn(message: FaultMessage) -> Response:
    """The page or notice; if rendering fails, a minimal page with the text that was typed."""
    try:
        return problem(message.status, message.title, message.message)
    except Exception:
        current_app.logger.exception("The page of a fault can't be drawn")
        forget_transaction()
    typed = "".join(f"<pre>{escape(value)}</pre>" for _name, value in _typed())
    words = {"title": escape(_(message.title)), "message": escape(_(message.message))}
    return Response(BROKEN_PAGE.format(**words, typed=typed), message.status, HEADERS)


def _typed() -> list[tuple[str, str]]:
    try:
        return unsent()
    except Exception:  # the person can't be read
        return []


def can_save_nothing() -> bool:
    """Whether the disk or the database currently refuses writes."""
    return not {Fault.FULL, Fault.READ_ONLY}.isdisjoint(alarm.key for alarm in alarms_of_app().current())


def init_app(app: Flask) -> None:
    """Handle unexpected exceptions; refusals have more specific handlers, which come first."""
    app.register_error_handler(Exception, on_fault)
