"""The writers' lock around a request: only the view of a write holds it, from its first query to its commit."""

from __future__ import annotations

from flask import Flask, before_render_template, has_request_context, request
from jinja2 import Template

from factcheck.db import slow, writers
from factcheck.db.transactions import end_reading, let_others_write
from factcheck.web.idempotency import READS, View
from factcheck.web.input.current import this_app, this_request

DRAWING = slow.slow_step("drawing a page")
MAIL = "security/email"  # rendered by Flask-Security before its work is done
RECEIVING = slow.slow_step("receiving a request")


def begin() -> None:
    """Last step before a view that writes: the request is complete, and what is read from now on can't change."""
    request = this_request()
    if request.method in READS or request.endpoint is None:
        return
    view = this_app().view_functions.get(request.endpoint)
    if hasattr(view, "reads_first"):
        writers.promise(writers.Mode.READS)
        return
    end_reading()
    if hasattr(view, "is_question"):
        writers.promise(writers.Mode.READS)
        return
    is_own = hasattr(view, "is_unkeyed")
    writers.promise(writers.Mode.WRITES_OWN if is_own else writers.Mode.WRITES)


def reads_first(view: View) -> View:
    """Mark a view that first reads what can't change, in the transaction of the steps before it.

    It calls `begin_writing` before its own transaction.
    """
    view.reads_first = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def begin_writing() -> None:
    """In a view that `reads_first`: from now on, what is read can't change."""
    end_reading()
    writers.promise(writers.Mode.WRITES)


def receive() -> None:
    """Before anything is read from the database: read the body, because a slow client may take long."""
    request = this_request()
    if request.method not in READS and request.endpoint is not None:
        with RECEIVING:
            request.form, request.files  # noqa: B018 - parsed when first looked at
            request.get_data()


def init_app(app: Flask) -> None:
    """Promise to read only before a view, and while a page is rendered."""
    app.before_request(_promise)
    app.before_request(receive)
    app.teardown_request(_release)
    before_render_template.connect(_draw, app)


def _promise() -> None:
    writers.promise(writers.Mode.READS)
    slow.watch(True)


def _draw(app: Flask, template: Template, **_about: object) -> None:
    """Render a page without the writers' lock, whether it answers a write or a refused one."""
    if not has_request_context() or (template.name or "").startswith(MAIL):
        return
    if let_others_write():
        writers.promise(writers.Mode.READS)
    elif request.blueprint == "security":  # Flask-Security renders a page before it commits
        return
    with DRAWING:
        pass


def _release(error: BaseException | None) -> None:
    writers.promise(writers.Mode.WRITES)
    slow.watch(False)
