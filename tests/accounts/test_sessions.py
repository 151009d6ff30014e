"""Being signed in, and ceasing to be."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select, text, update

from factcheck.accounts.models import Role, SignIn
from factcheck.accounts.user_agents import device_name
from factcheck.db import db, utcnow
from tests.accounts.helpers import enter, is_in, olga
from tests.conftest import path_of
from tests.factories import make_user, post, sign_in


def test_an_ended_session_is_signed_out_at_its_next_request(app: Flask) -> None:
    olga()
    here, there = enter(app)[0], enter(app)[0]
    newest = db.session.scalars(select(SignIn.id).order_by(SignIn.id.desc())).first()
    assert post(here, f"/me/sign-ins/{newest}/end").status_code == 303
    assert path_of(there.get("/").location) == "/login"
    assert is_in(here)


def test_nobody_ends_the_session_of_another(app: Flask) -> None:
    olga()
    theirs, _ = enter(app)
    row = db.session.scalars(select(SignIn.id)).one()
    assert post(sign_in(app.test_client(), make_user("Rita")), f"/me/sign-ins/{row}/end").status_code == 404
    assert is_in(theirs)


def test_all_other_sessions_end_together(app: Flask) -> None:
    olga()
    here, there = enter(app)[0], enter(app)[0]
    post(here, "/me/sign-ins/end")
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_session_ends_after_thirty_days(app: Flask) -> None:
    olga()
    client, _ = enter(app)
    db.session.execute(update(SignIn).values(created_at=utcnow() - timedelta(days=30, minutes=1)))
    db.session.commit()
    assert not is_in(client)


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(app: Flask) -> None:
    olga()
    client, _ = enter(app)
    with client.session_transaction() as session:
        stolen = dict(session)
    post(client, "/logout")
    thief = app.test_client()
    with thief.session_transaction() as session:
        session.update(stolen)
    assert not is_in(thief)


def test_signing_out_by_a_link_is_not_possible(app: Flask) -> None:
    olga()
    client, _ = enter(app)
    assert client.get("/logout").status_code == 405
    assert is_in(client)


def test_a_person_without_access_is_out_at_once_and_stays_out(app: Flask) -> None:
    user = olga()
    client, _ = enter(app)
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    assert post(ada, f"/people/{user.id}", role="reviewer").status_code == 303
    assert not is_in(client)
    again, answer = enter(app)
    assert "Wrong e-mail address or password" in answer.text
    assert not is_in(again)


def test_a_request_of_htmx_without_a_session_is_led_to_the_sign_in(app: Flask) -> None:
    answer = app.test_client().get("/me", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/login?next=/me")


def test_one_browser_holds_one_session(app: Flask) -> None:
    user = olga()
    user.is_demo = True
    db.session.commit()
    client = app.test_client()
    for _ in range(2):
        assert post(client, f"/login/demo/{user.id}").status_code == 303
    assert db.session.scalar(text("SELECT count(*) FROM sign_ins WHERE ended_at IS NULL")) == 1


def test_the_demo_opens_only_under_a_name_of_this_machine(app: Flask) -> None:
    user = olga()
    user.is_demo = True
    db.session.commit()
    for host, status in (("evil.example", 400), ("localhost:8000", 303), ("[::1]:8000", 303), ("127.0.0.1", 303)):
        answer = post(app.test_client(), f"/login/demo/{user.id}", headers={"Host": host})
        assert answer.status_code == status, host


def test_devices_have_readable_names() -> None:
    chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
    iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"
    assert device_name(chrome) == "Chrome on Linux"
    assert device_name(chrome + " Edg/140.0") == "Edge on Linux"
    assert device_name(iphone) == "Safari on iPhone"
    assert device_name("curl/8.5.0") == "curl/8.5.0"
    assert device_name("") == "Unknown device"
