"""Cookies and form tokens that were verified are remembered, and stay subject to all other conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask, flash, g, get_flashed_messages, session
from flask_wtf.csrf import CSRFError, generate_csrf

from factcheck.web.guards.session_cookies import SessionCookies

pytestmark = pytest.mark.on_sqlite  # asks no database


@pytest.fixture
def strict(app: Flask) -> Iterator[Flask]:
    """An app that asks for the token of every form, as in production."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def cookie_of(app: Flask, **values: object) -> str:
    signer = SessionCookies().get_signing_serializer(app)
    assert signer is not None
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(values)}"


def values_in(app: Flask, cookie: str) -> dict[str, object]:
    with app.test_request_context("/", headers={"Cookie": cookie}):
        return dict(session)


def test_what_one_request_changes_in_its_session_is_unknown_to_the_next(app: Flask) -> None:
    cookie = cookie_of(app, _flashes=[["info", "Saved."]], sign_in="one")
    with app.test_request_context("/", headers={"Cookie": cookie}):
        session["sign_in"] = "another"
        session["_flashes"].append(["info", "Deleted."])
    assert values_in(app, cookie) == {"_flashes": [["info", "Saved."]], "sign_in": "one"}


def test_a_cookie_that_was_accepted_grows_too_old(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = cookie_of(app, sign_in="one")
    assert values_in(app, cookie)
    monkeypatch.setitem(app.config, "PERMANENT_SESSION_LIFETIME", timedelta(seconds=-1))
    assert values_in(app, cookie) == {}


def test_a_cookie_of_an_earlier_secret_says_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = cookie_of(app, sign_in="one")
    assert values_in(app, cookie)
    monkeypatch.setitem(app.config, "SECRET_KEY", "another secret of this site")
    assert values_in(app, cookie) == {}


@pytest.mark.parametrize("damage", [lambda it: it[:-1], lambda it: it + "A", lambda _: "session=", lambda _: ""])
def test_a_damaged_cookie_says_nothing(app: Flask, damage: object) -> None:
    cookie = cookie_of(app, sign_in="one")
    assert values_in(app, cookie)
    assert callable(damage)
    assert values_in(app, damage(cookie)) == {}


def sent_again(app: Flask, cookie: str, change: Callable[[], object]) -> str | None:
    """The cookie that an answer sets after this change of the session."""
    response = app.response_class()
    with app.test_request_context("/", headers={"Cookie": cookie}):
        change()
        app.session_interface.save_session(app, session, response)
    return response.headers.get("Set-Cookie")


def test_a_cookie_is_sent_again_only_if_it_says_something_new(app: Flask) -> None:
    cookie = cookie_of(app, sign_in="one")
    assert sent_again(app, cookie, lambda: session.update(sign_in="one")) is None
    assert sent_again(app, cookie, lambda: (flash("Saved."), get_flashed_messages())) is None
    for change in (lambda: session.update(sign_in="two"), lambda: flash("Saved."), lambda: session.pop("sign_in")):
        assert sent_again(app, cookie, change) is not None
    assert sent_again(app, cookie[:-1], lambda: session.update(sign_in="one")) is not None


def protect(app: Flask, cookie: str, token: str, path: str = "/articles/1/claims") -> bool:
    """Whether a write with this token, in the session of this cookie, is accepted and marked as such."""
    headers = {"Cookie": cookie, "X-CSRFToken": token}
    with app.test_request_context(path, method="POST", headers=headers):
        app.extensions["csrf"].protect(apply_exemptions=True)
        return bool(g.get("csrf_valid"))


def token_of(app: Flask, cookie: str) -> str:
    with app.test_request_context("/", headers={"Cookie": cookie}):
        return str(generate_csrf())


def test_a_token_that_one_session_has_used_is_refused_in_another(strict: Flask) -> None:
    mine, theirs = cookie_of(strict, csrf_token="a" * 40), cookie_of(strict, csrf_token="b" * 40)
    token = token_of(strict, mine)
    assert protect(strict, mine, token)
    assert protect(strict, mine, token)
    for cookie in (theirs, cookie_of(strict, sign_in="one")):
        with pytest.raises(CSRFError):
            protect(strict, cookie, token)


def test_what_a_view_without_tokens_accepts_is_refused_elsewhere(strict: Flask) -> None:
    cookie = cookie_of(strict, csrf_token="a" * 40)
    assert not protect(strict, cookie, "no token", path="/articles/1/claims/new")
    with pytest.raises(CSRFError):
        protect(strict, cookie, "no token")


def test_tokens_of_an_earlier_secret_are_refused(strict: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    token = token_of(strict, cookie_of(strict, csrf_token="a" * 40))
    assert protect(strict, cookie_of(strict, csrf_token="a" * 40), token)
    monkeypatch.setitem(strict.config, "SECRET_KEY", "another secret of this site")
    with pytest.raises(CSRFError):
        protect(strict, cookie_of(strict, csrf_token="a" * 40), token)
