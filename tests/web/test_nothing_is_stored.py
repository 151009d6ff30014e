"""What people who are signed in see is kept by no cache and no browser; only files and readers' pages may be."""

from __future__ import annotations

import pytest
from flask import Flask

from factcheck.accounts.models import Role
from tests.factories import make_edition, make_thread, make_user, sign_in
from tests.test_routes import ours

pytestmark = pytest.mark.on_sqlite  # headers are the same on both; tests/hostile opens every page on both


@pytest.mark.parametrize("htmx", [False, True])
def test_no_answer_to_a_person_of_the_newsroom_is_stored(app: Flask, htmx: bool) -> None:
    make_thread(make_edition(state="published").verdict.claim)
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if htmx else {}
    for _endpoint, method, url in ours(app):
        if method == "GET":
            answer = ada.get(url, headers=headers)
            assert answer.headers["Cache-Control"] == "no-store", url
            assert "Cookie" in answer.headers["Vary"], url


@pytest.mark.parametrize("url", ["/login", "/", "/claims", "/invitations/none", "/reset/none", "/nothing", "/people"])
def test_nor_is_what_a_stranger_gets_from_the_newsrooms_side(app: Flask, url: str) -> None:
    assert app.test_client().get(url).headers["Cache-Control"] == "no-store"
