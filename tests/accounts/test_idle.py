"""A session ends when it isn't used, and automatic requests of an open page don't count as use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from factcheck import create_app
from factcheck.accounts.models import Role, SignIn
from factcheck.config import Settings
from factcheck.db import db, utcnow
from factcheck.live import hub as live
from tests.accounts.helpers import EMAIL, OTHER, PASSWORD, begin_set_up, code, enter, is_in, olga
from tests.conftest import Client, path_of
from tests.factories import make_article, make_user, post, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
SECRET = "0123456789abcdef" * 4


def used(**ago: float) -> None:
    """Have all sign-ins been used last so long ago."""
    db.session.execute(update(SignIn).values(last_used_at=utcnow() - timedelta(**ago)))
    db.session.commit()


def last_used() -> datetime | None:
    db.session.expire_all()
    found = db.session.scalars(select(SignIn.last_used_at).order_by(SignIn.id.desc())).first()
    db.session.commit()
    return found


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def test_a_session_ends_after_twelve_hours_without_use(rita: FlaskClient) -> None:
    used(hours=11, minutes=59)
    assert is_in(rita)
    used(hours=12, minutes=1)
    assert not is_in(rita)


def test_one_that_was_never_used_ends_twelve_hours_after_it_began(rita: FlaskClient) -> None:
    db.session.execute(update(SignIn).values(created_at=utcnow() - timedelta(hours=13)))
    db.session.commit()
    assert not is_in(rita)


def test_use_keeps_it_and_is_written_every_five_minutes(rita: FlaskClient) -> None:
    is_in(rita)
    assert last_used() is None  # it has just begun
    used(hours=11)
    is_in(rita)
    noted = last_used()
    assert noted is not None
    assert utcnow() - noted < timedelta(minutes=1)
    is_in(rita)
    assert last_used() == noted


def test_the_thirty_days_end_it_although_it_is_used(rita: FlaskClient) -> None:
    db.session.execute(update(SignIn).values(created_at=utcnow() - timedelta(days=31), last_used_at=utcnow()))
    db.session.commit()
    assert not is_in(rita)


@pytest.mark.parametrize("path", ["/articles/1/live", "/articles/1/changes"])
def test_what_an_open_page_asks_by_itself_is_no_use(rita: FlaskClient, path: str) -> None:
    make_article()
    used(hours=11)
    before = last_used()
    assert rita.get(path, headers=HTMX).status_code in {200, 204}
    rita.post("/articles/1/presence", data={"block": "0"}, headers=HTMX)
    assert last_used() == before


@pytest.fixture
def hub(app: Flask) -> Iterator[live.Hub]:
    """A hub that looks when it is told to."""
    hub = live.Hub(app, 3)
    app.extensions[live.EXTENSION] = hub
    yield hub
    hub.end()
    app.extensions.pop(live.EXTENSION)


def stream(client: FlaskClient) -> TestResponse:
    return client.get("/articles/1/live?since=0", headers=HTMX, buffered=False)


@pytest.mark.parametrize("ending", ["without access", "ended elsewhere", "signed out", "idle", "another password"])
def test_an_open_stream_ends_with_its_session(app: Flask, hub: live.Hub, ending: str) -> None:
    make_article()
    user = olga()
    client, other = enter(app)[0], enter(app)[0]
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    answer, rest = stream(client), stream(ada)
    hub.show_out()
    assert len(hub._lines) == 2
    if ending == "without access":
        post(ada, f"/people/{user.id}", role="reviewer")
    elif ending == "ended elsewhere":
        post(other, "/me/sign-ins/end")
    elif ending == "signed out":
        post(client, "/logout")
    elif ending == "idle":
        hers, then = SignIn.user_id == user.id, utcnow() - timedelta(hours=13)
        db.session.execute(update(SignIn).where(hers).values(created_at=then))
    else:
        form = {"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}
        other.post("/change", data=form)
    db.session.commit()
    hub.show_out()
    assert len(hub._lines) == 1  # Ada’s
    assert len(list(answer.response)) == 1  # what it said at once, and no more
    rest.close()


def test_signing_in_begins_a_new_session_and_signing_out_leaves_nothing(app: Flask) -> None:
    olga()
    client = app.test_client()
    client.get("/login")
    with client.session_transaction() as session:
        session["csrf_token"] = session["made_link"] = "planted"
    client.post("/login", data={"email": EMAIL, "password": PASSWORD})
    with client.session_transaction() as session:
        assert "planted" not in session.values()
        first = session["sign_in"]
    post(client, "/logout")
    with client.session_transaction() as session:
        assert not {"sign_in", "_user_id", "fs_paa", "csrf_token"} & set(session)
    client.post("/login", data={"email": EMAIL, "password": PASSWORD})
    with client.session_transaction() as session:
        assert session["sign_in"] != first


@pytest.fixture
def on_https(app: Flask) -> Iterator[Flask]:
    other = create_app(replace(app.extensions["settings"], base_url="https://checks.example"))
    other.test_client_class = Client
    other.config["WTF_CSRF_ENABLED"] = False
    yield other
    with other.app_context():
        db.engine.dispose()


def test_cookies_of_an_https_site_belong_to_this_host_alone(on_https: Flask) -> None:
    olga()
    answer = on_https.test_client().post(
        "/login", data={"email": EMAIL, "password": PASSWORD}, base_url="https://checks.example"
    )
    cookies = {it.split("=")[0]: it for it in answer.headers.getlist("Set-Cookie")}
    assert {"__Host-session", "__Host-device"} <= set(cookies)
    for cookie in cookies.values():
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "Path=/;" in cookie + ";"
        assert "Domain" not in cookie


@pytest.mark.parametrize(
    ("env", "roles"),
    [
        ({}, {"editor", "admin"}),
        ({"FACTCHECK_REQUIRE_SECOND_FACTOR": ""}, {"editor", "admin"}),
        ({"FACTCHECK_REQUIRE_SECOND_FACTOR": "none"}, set()),
        ({"FACTCHECK_REQUIRE_SECOND_FACTOR": "admin"}, {"admin"}),
        ({"FACTCHECK_DEMO": "1"}, set()),
    ],
)
def test_outside_the_demo_editors_and_administrators_have_a_second_factor(
    tmp_path: Path, env: dict[str, str], roles: set[str]
) -> None:
    settings = Settings.from_env({"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_DEMO": "0", **env})
    assert settings.second_factor_for == roles


def test_an_administrator_without_one_is_led_to_set_it_up_and_then_comes_in(app: Flask, tmp_path: Path) -> None:
    own = app.extensions["settings"]
    app.extensions["settings"] = replace(own, second_factor_for=frozenset({"editor", "admin"}))
    olga(Role.ADMIN)
    client, _ = enter(app)
    assert path_of(client.get("/").location) == "/tf-setup"
    assert post(client, "/people/invitations").status_code == 303
    secret, action = begin_set_up(client)
    client.post(action, data={"code": code(secret)})
    assert client.get("/").status_code == 200
    app.extensions["settings"] = own
