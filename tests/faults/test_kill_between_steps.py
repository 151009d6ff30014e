"""Killed (SIGKILL) before any statement of a request: nothing half-written is kept, and the same form works later.

What may stay behind is a capture: its bytes are durable before the row that tells of them, under the digest that they
are addressed by, and belong to nobody until somebody sends the same text again.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select

from factcheck.accounts.models import Role
from factcheck.db import Base, db, read_only, slow
from factcheck.integrity.checks import CHECKS
from factcheck.web.idempotency import new_key
from tests.factories import make_article, make_claim, make_edition, make_user, shown_on, sign_in
from tests.sizes import IS_THOROUGH

MOST = 400  # statements of one request; more would be a mistake
COUNTERS = {"counts"}  # of limits, which count each try in a transaction of its own
EVERY = 1 if IS_THOROUGH else 9
Form = tuple[FlaskClient, str, dict[str, str]]


def an_article(app: Flask) -> Form:
    rita = sign_in(app.test_client(), make_user("Rita"))
    return rita, "/articles/new", {"title": "Quay", "language": "en", "is_undated": "y", "text": "The quay is closed."}


def a_claim(app: Flask) -> Form:
    rita, version = sign_in(app.test_client(), make_user("Rita")), make_article()
    form = {"exact": "Costs were halved", "statement": "Costs fell", "kind": "checkable", "claimant_kind": "person"}
    return rita, f"/articles/{version.article_id}/claims", {**form, "tags": "port", "claimant_name": "Signe Holt"}


def evidence(app: Flask) -> Form:
    rita, claim = sign_in(app.test_client(), make_user("Rita")), make_claim()
    form = {
        "title": "The permit",
        "url": "https://town.example/permit",
        "source_kind": "page",
        "source_class": "primary",
    }
    return rita, f"/claims/{claim.id}/evidence/new", {**form, "stance": "refutes", "quote": "Opening: September."}


def an_approval(app: Flask) -> Form:
    edition = make_edition()
    elsa = sign_in(app.test_client(), make_user("Elsa", Role.EDITOR))
    return elsa, f"/editions/{edition.id}/approve", shown_on(elsa, edition.id)


def stored() -> dict[str, int]:
    """How many rows each table has."""
    tables = Base.metadata.sorted_tables
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in tables
        if table.name not in COUNTERS
    }
    db.session.rollback()
    return counts


def killed_before(number: int, form: Form, key: str) -> bool:
    """Send a form in a process that is killed before its statement of this number; False where it has fewer."""
    db.session.remove()
    child = os.fork()
    if child == 0:
        _send_and_die(number, form, key)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _send_and_die(number: int, form: Form, key: str) -> None:
    count = 0

    def step(*_about: object) -> None:
        nonlocal count
        count += 1
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        db.engine.dispose(close=False)  # the connections are those of the process that goes on
        for name in ("before_cursor_execute", "commit"):
            event.listen(db.engine, name, step)
        slow.at_step.append(step)
        client, url, fields = form
        answer = client.post(url, data={"_key": key, **fields})
        os._exit(0 if answer.status_code == 303 else 1)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(2)


@pytest.mark.parametrize("prepare", [an_article, a_claim, evidence, an_approval], ids=lambda it: it.__name__)
def test_killed_before_any_of_its_steps_a_request_leaves_nothing_behind(
    app: Flask, prepare: Callable[[Flask], Form]
) -> None:
    form, key = prepare(app), new_key()
    before = stored()
    number = 1
    while killed_before(number, form, key) and stored() == before:
        number += EVERY
        assert number < MOST
    assert number > 1, "it was never killed"
    after = stored()  # it came to its end, or was killed after its commit: then all of it is there
    assert after != before
    client, url, fields = form
    again = client.post(url, data={"_key": key, **fields})  # its answer never arrived, so the browser sends it again
    assert again.status_code == 303, again.text
    assert stored() == after
    with read_only():
        assert [line for check in CHECKS.values() for line in check()] == []
