"""Database and disk refuse: the answer says so, keeps what was typed, and tells administrators until it is over."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from factcheck.accounts.models import Role
from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.db.errors import QueueTimeout
from factcheck.health import faults, raise_alarm, watch
from factcheck.health.alarms import alarms_of_app
from factcheck.storage import folder, store
from factcheck.web.handlers import HEADERS
from tests.factories import make_user, post, sign_in

TITLE, TEXT = "Harbour opens", "The harbour will open in May. Costs were halved."
FORM = {"title": TITLE, "text": TEXT, "language": "en", "is_undated": "y"}
ADD = "intake.create"


class Refused(Exception):
    """What the module of a database raises."""

    def __init__(self, code: int) -> None:
        super().__init__("refused")
        self.sqlite_errorcode = code


def state(number: str) -> DBAPIError:
    return DBAPIError("COMMIT", {}, psycopg.errors.lookup(number)("refused"))


def code(number: int) -> OperationalError:
    return OperationalError("COMMIT", {}, Refused(number))


CASES = [
    (code(13), 507, "60", "full"),
    (code(778), 507, "60", "full"),
    (state("53100"), 507, "60", "full"),
    (OSError(errno.ENOSPC, "No space left on device"), 507, "60", "full"),
    (code(8), 503, "60", "read-only"),
    (state("25006"), 503, "60", "read-only"),
    (OSError(errno.EROFS, "Read-only file system"), 503, "60", "read-only"),
    (code(5), 503, "5", "locked"),
    (state("55P03"), 503, "5", "locked"),
    (PoolTimeout(), 503, "5", "crowded"),
    (QueueTimeout(), 503, "5", "crowded"),
    (code(11), 503, "60", "damaged"),
    (state("XX001"), 503, "60", "damaged"),
    (state("57P01"), 503, "5", "gone"),
    (state("08006"), 503, "5", "gone"),
    (state("40P01"), 503, "1", ""),
]


@pytest.fixture(autouse=True)
def quiet(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(faults, "RETRY_PAUSE", 0)
    yield
    for alarm in alarms_of_app().current():
        alarms_of_app().remove(alarm.key)


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def keys() -> list[str]:
    return [alarm.key for alarm in alarms_of_app().current()]


def fail(monkeypatch: pytest.MonkeyPatch, app: Flask, endpoint: str, *errors: Exception) -> None:
    """Let the view fail so often, and then work."""
    left, view = list(errors), app.view_functions[endpoint]

    def failing(**arguments: Any) -> Any:
        if left and (request.method == "POST" or endpoint != ADD):  # which shows the form, too
            raise left.pop(0)
        return view(**arguments)

    for mark in vars(view):
        setattr(failing, mark, getattr(view, mark))
    monkeypatch.setitem(app.view_functions, endpoint, failing)


def by(client: FlaskClient) -> str:
    """For whom a form was made, as it says itself."""
    return client.get("/articles/new").text.partition('name="_by" value="')[2].partition('"')[0]


@pytest.mark.parametrize(("error", "status", "after", "key"), CASES, ids=lambda it: str(it)[:30])
def test_a_fault_is_answered_in_words_with_all_that_was_typed(
    app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, after: str, key: str
) -> None:
    fail(monkeypatch, app, ADD, *5 * [error])
    answer = post(rita, "/articles/new", **FORM, _by=by(rita))
    assert (answer.status_code, answer.headers["Retry-After"]) == (status, after)
    assert TEXT in answer.text
    assert TITLE in answer.text
    assert "Try again" in answer.text
    assert HEADERS.items() <= dict(answer.headers).items()
    assert "Content-Security-Policy" in answer.headers
    assert keys() == [key] * bool(key)
    assert db.session.query(Article).count() == 0


def test_what_the_page_of_a_fault_sends_again_is_saved_once(
    app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, app, ADD, code(13))
    key = "a-key-of-this-form-0001"
    form = {**FORM, "_key": key, "_by": by(rita)}
    page = rita.post("/articles/new", data=form).text
    assert f'name="_key" value="{key}"' in page
    assert rita.post("/articles/new", data=form).status_code == 303
    assert rita.post("/articles/new", data=form).status_code == 303
    assert db.session.query(Article).count() == 1


def test_htmx_and_programs_get_it_in_their_form(app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, app, ADD, code(13), code(13))
    notice = post(rita, "/articles/new", **FORM, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert (notice.status_code, '<div class="notice"' in notice.text, "<html" in notice.text) == (507, True, False)
    assert post(rita, "/articles/new", **FORM, headers={"Accept": "application/json"}).json["status"] == 507


def test_a_page_whose_connection_was_cut_is_asked_for_once_more(
    app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(monkeypatch, app, "article_list.index", state("57P01"))
    assert rita.get("/articles").status_code == 200
    assert keys() == []


def test_a_write_whose_connection_was_cut_while_it_was_kept_is_done_once(
    app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, view = by(rita), app.view_functions[ADD]
    cut = [True]

    def cut_after_commit(**arguments: Any) -> Any:
        answer = view(**arguments)
        if cut.pop() if cut else False:
            raise state("08006")
        return answer

    monkeypatch.setitem(app.view_functions, ADD, cut_after_commit)
    assert post(rita, "/articles/new", **FORM, _by=mine).status_code == 303
    assert db.session.query(Article).count() == 1


def test_an_accident_of_another_kind_is_one(app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(monkeypatch, app, "article_list.index", ValueError("secret detail"))
    answer = rita.get("/articles")
    assert (answer.status_code, "secret" in answer.text) == (500, False)


def test_even_where_no_page_can_be_drawn_the_words_are_there(
    app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise code(11)

    mine = by(rita)
    fail(monkeypatch, app, ADD, code(11))
    monkeypatch.setattr(faults, "problem", broken)
    answer = post(rita, "/articles/new", **FORM, _by=mine)
    assert answer.status_code == 503
    assert TEXT in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_while_nothing_can_be_saved_everybody_inside_is_told(app: Flask, rita: FlaskClient) -> None:
    words = "read-only at the moment"
    assert words not in rita.get("/").text
    raise_alarm("read-only", "No writes.")
    assert words in rita.get("/").text
    assert words not in app.test_client().get("/checks").text
    assert "No writes." in sign_in(app.test_client(), make_user("Ada", Role.ADMIN)).get("/").text


def test_when_something_can_be_saved_again_the_alarms_end(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("full", "read-only", "locked", "gone", "damaged"):
        raise_alarm(kind, kind)
    with monkeypatch.context() as patch:
        patch.setattr(watch, "can_write", lambda: False)
        watch.look()
        assert len(keys()) == 5
    watch.look()
    assert keys() == ["damaged"]


def test_a_disk_that_is_nearly_full_is_told_of(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "free_bytes", lambda: 5 * 2**20)
    watch.watch_room()
    assert alarms_of_app().current()[0].message.startswith("The data folder’s disk has only 5 MB")
    monkeypatch.setattr(watch, "free_bytes", lambda: 5 * 2**30)
    watch.watch_room()
    assert keys() == []


def test_a_capture_that_finds_no_room_leaves_nothing_behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    home = app.extensions["settings"].home
    monkeypatch.setattr(folder.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(b"of a full disk", "text/plain")
    assert [path for path in (home / "captures").rglob("*") if path.is_file()] == []
