"""The writers' lock around a request: only the view of a write holds it, from its first query to its commit."""

from __future__ import annotations

from flask import Flask, before_render_template, current_app, has_request_context, request
from jinja2 import Template

from factcheck.db import slow, writers
from factcheck.db.transactions import end_reading, let_others_write
from factcheck.web.idempotency import READS

DRAWING = slow.slow_step("drawing a page")
MAIL = "security/email"  # drawn by Flask-Security in the middle of its work
RECEIVING = slow.slow_step("receiving a request")


def begin() -> None:
    """Last before a view that writes: all of the request is here, and what is read from now on is changed by nobody."""
    if request.method in READS or request.endpoint is None:
        return
    end_reading()
    view = current_app.view_functions.get(request.endpoint)
    if hasattr(view, "is_question"):
        writers.promise(writers.Mode.READS)
        return
    is_own = hasattr(view, "is_unkeyed")
    writers.promise(writers.Mode.WRITES_OWN if is_own else writers.Mode.WRITES)


def receive() -> None:
    """Before anything is asked of the database: read the body, for which a slow sender may take long."""
    if request.method not in READS and request.endpoint is not None:
        with RECEIVING:
            request.form, request.files  # noqa: B018 - parsed when first looked at
            request.get_data()


def init_app(app: Flask) -> None:
    """Install the promise to read before a view, and while a page is drawn."""
    app.before_request(_promise)
    app.before_request(receive)
    app.teardown_request(_release)
    before_render_template.connect(_draw, app)


def _promise() -> None:
    writers.promise(writers.Mode.READS)
    slow.watch(True)


def _draw(app: Flask, template: Template, **_about: object) -> None:
    """A page is drawn while others write, be it an answer to a write or a refusal of one."""
    if not has_request_context() or (template.name or "").startswith(MAIL):
        return
    if let_others_write():
        writers.promise(writers.Mode.READS)
    elif request.blueprint == "security":  # Flask-Security draws a page before it commits
        return
    with DRAWING:
        pass


def _release(error: BaseException | None) -> None:
    writers.promise(writers.Mode.WRITES)
    slow.watch(False)
