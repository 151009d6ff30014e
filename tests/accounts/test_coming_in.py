"""The door: what it says, where it leads."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask

from factcheck.accounts.models import Role
from tests.accounts.helpers import EMAIL, PASSWORD, enter, is_in, olga
from tests.conftest import path_of

WRONG = "wrong horse battery"


def said(page: str) -> str:
    found = re.search(r'<div class="error-summary".*?</div>', page, re.DOTALL)
    assert found is not None
    return found[0]


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(app: Flask) -> None:
    olga()
    known, unknown = enter(app, WRONG)[1], enter(app, WRONG, "nobody@newsroom.example")[1]
    assert said(known.text) == said(unknown.text)
    assert known.status_code == unknown.status_code
    assert "Wrong e-mail address or password" in known.text


def test_sign_in_hands_out_no_tokens(app: Flask) -> None:
    olga()
    form = {"email": EMAIL, "password": PASSWORD}
    answer = app.test_client().post("/login?include_auth_token", json=form)
    assert answer.status_code == 415
    html = app.test_client().post("/login?include_auth_token", data=form, headers={"Accept": "application/json"})
    assert "token" not in html.text


def test_a_token_stands_in_for_no_sign_in(app: Flask) -> None:
    user = olga()
    with app.test_request_context():
        token = user.get_auth_token()
    answer = app.test_client().get("/me", headers={"Authentication-Token": token})
    assert path_of(answer.location) == "/login"


@pytest.mark.parametrize(
    "there",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "%20//evil.example",
    ],
)
def test_nobody_is_led_out_of_the_house(app: Flask, there: str) -> None:
    olga()
    _, answer = enter(app, query=f"?next={there}")
    location = answer.headers.get("Location", "/").replace("\\", "/")  # as browsers read it
    assert urlsplit(urljoin("http://localhost/login", location)).netloc == "localhost"


def test_one_is_led_to_where_one_wanted(app: Flask) -> None:
    olga()
    _, answer = enter(app, query="?next=/claims")
    assert path_of(answer.location) == "/claims"


def test_the_rescue_of_the_library_sends_no_mail_to_strangers(app: Flask) -> None:
    answer = app.test_client().post("/tf-rescue", data={"help_setup": "help"})
    assert answer.status_code == 404
    assert "ask an administrator" in answer.text


def test_an_administrator_signs_in_like_anybody(app: Flask) -> None:
    olga(Role.ADMIN)
    assert is_in(enter(app)[0])
