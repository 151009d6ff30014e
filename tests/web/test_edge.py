"""Errors in words as page, fragment and problem+json; security headers on every answer; forged forms refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from factcheck.db import db
from factcheck.reviews.models import Review
from factcheck.web.idempotency import new_key
from tests.factories import make_claim, make_user, post, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


@pytest.fixture
def strict(app: Flask) -> Iterator[FlaskClient]:
    """A client of an app that asks for the token of every form, as in production."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield sign_in(app.test_client(), make_user("Rita"))
    app.config["WTF_CSRF_ENABLED"] = False


def provoke(client: FlaskClient, status: int, headers: dict[str, str]) -> object:
    """An answer of that status."""
    if status == 400:
        return client.post("/claims/1/archive", headers=headers)  # no idempotency key
    if status == 403:
        return post(client, "/people/invitations", headers=headers)
    if status == 404:
        return client.get("/nothing", headers=headers)
    if status == 405:
        return client.get("/claims/1/archive", headers=headers)
    if status == 409:
        make_claim()
        post(client, "/claims/1/archive")
        return post(client, "/claims/1/archive", headers=headers)
    assert status == 413
    return client.post("/articles/new", data={"_key": new_key(), "text": "x" * 12_000_000}, headers=headers)


@pytest.mark.on_sqlite  # formats and headers are the same on both databases
@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413])
def test_a_refusal_is_a_page_a_fragment_or_a_problem(rita: FlaskClient, status: int) -> None:
    page = provoke(rita, status, {"Accept": "text/html"})
    fragment = provoke(rita, status, HTMX)
    problem = provoke(rita, status, JSON)
    assert {page.status_code, fragment.status_code, problem.status_code} == {status}  # type: ignore[attr-defined]
    assert "<html" in page.text  # type: ignore[attr-defined]
    assert "<html" not in fragment.text  # type: ignore[attr-defined]
    assert 'class="notice"' in fragment.text  # type: ignore[attr-defined]
    assert problem.mimetype == "application/problem+json"  # type: ignore[attr-defined]
    body = json.loads(problem.text)  # type: ignore[attr-defined]
    assert (body["type"], body["status"]) == ("about:blank", status)
    assert body["title"]
    assert body["detail"]


def test_an_accident_says_that_nothing_was_kept(app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setitem(app.view_functions, "desk.home", break_down)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        answer = rita.get("/")
    finally:
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert answer.status_code == 500
    assert "The error was logged" in answer.text
    assert "secret detail" not in answer.text


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize("url", ["/", "/login", "/checks", "/nothing", "/feed.atom", "/static/css/app.css"])
def test_every_answer_is_hardened(rita: FlaskClient, url: str) -> None:
    headers = rita.get(url).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_static_file_asks_the_database_nothing_and_is_the_same_for_everybody(rita: FlaskClient) -> None:
    asked: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert "Set-Cookie" not in rita.get("/static/css/app.css").headers
        assert asked == []
        rita.get("/me")
        assert asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.on_sqlite  # as above
def test_every_script_of_a_page_is_kept_for_ever(rita: FlaskClient) -> None:
    page = rita.get("/")
    addresses = re.findall('<script[^>]* src="([^"]+)"', page.text)
    assert [it.split("?")[0] for it in addresses] == ["/static/js/main.js", "/static/vendor/htmx-4.0.1.min.js"]
    for address in addresses:
        assert "immutable" in rita.get(address).headers["Cache-Control"]
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]
    assert re.findall("<script(?![^>]* src=)(?![^>]* type=.application/json)", page.text) == []


@pytest.mark.on_sqlite  # as above
def test_an_answer_that_differs_for_htmx_says_so(rita: FlaskClient) -> None:
    vary = rita.get("/claims").headers["Vary"]
    assert {"HX-Request", "HX-Request-Type", "Cookie"} <= {name.strip() for name in vary.split(",")}


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_without_its_token_is_refused(strict: FlaskClient, headers: dict[str, str]) -> None:
    answer = post(strict, "/claims/1/archive", headers=headers)
    assert answer.status_code == 400
    assert "has expired" in answer.text


@pytest.mark.on_sqlite  # as above
def test_a_page_address_that_is_damaged_is_refused_in_words(rita: FlaskClient) -> None:
    for cursor in ("zzz", "W10", "WyJ4Il0", "é"):
        answer = rita.get("/claims", query_string={"after": cursor})
        assert answer.status_code == 400
        assert "Start from the first page" in answer.text


def test_a_character_that_no_text_has_is_taken_out_of_whatever_comes(rita: FlaskClient) -> None:
    claim = make_claim()
    form = {"rating": "false", "rationale": "Not\0 in May.", "confidence": "high"}
    assert post(rita, f"/claims/{claim.id}/reviews/new", **form).status_code == 303
    assert db.session.scalars(select(Review.rationale)).all() == ["Not in May."]
    for url in ("/claims?q=May%00", "/articles?q=%00", "/sources?q=%00a"):
        assert rita.get(url).status_code == 200
    assert rita.get("/checks/a%00b").status_code == 404
