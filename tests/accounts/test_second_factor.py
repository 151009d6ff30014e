"""The second factor: set up, asked for, wrong, used twice, demanded, lost."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from factcheck.accounts.models import Role
from factcheck.db import db
from tests.accounts.helpers import EMAIL, begin_set_up, code, enter, is_in, olga, set_up
from tests.conftest import path_of
from tests.factories import make_user, post, sign_in


@pytest.fixture
def secret(app: Flask) -> str:
    """The secret of Olga, who has set a second factor up."""
    olga()
    return set_up(enter(app)[0])


def recovery_codes(client: FlaskClient) -> list[str]:
    page = client.post("/mf-recovery-codes", data={"generate_new_codes": "1"}).text
    return re.findall(r"<code>([0-9a-f-]{14})</code>", page)


def half_in(app: Flask) -> FlaskClient:
    client, answer = enter(app)
    assert path_of(answer.location) == "/tf-validate"
    assert not is_in(client)
    return client


def test_the_page_shows_a_picture_that_the_content_policy_allows(app: Flask) -> None:
    olga()
    answer = enter(app)[0].post("/tf-setup", data={"setup": "authenticator"})
    assert 'src="data:image/svg+xml;base64,' in answer.text
    assert "img-src 'self' data:" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_password_and_a_code_sign_in(app: Flask, secret: str) -> None:
    client = half_in(app)
    assert client.post("/tf-validate", data={"code": code(secret, 1)}).status_code == 302
    assert is_in(client)


def test_a_wrong_code_is_refused_in_words(app: Flask, secret: str) -> None:
    client = half_in(app)
    assert "This code is wrong" in client.post("/tf-validate", data={"code": "000000"}).text
    assert not is_in(client)


def test_a_code_works_once(app: Flask, secret: str) -> None:
    used = code(secret, 1)
    half_in(app).post("/tf-validate", data={"code": used})
    thief = half_in(app)
    assert "already used" in thief.post("/tf-validate", data={"code": used}).text
    assert not is_in(thief)


def test_a_code_from_two_steps_ago_is_too_old(app: Flask, secret: str) -> None:
    db.session.execute(text("UPDATE users SET tf_last_counter = NULL"))
    db.session.commit()
    client = half_in(app)
    client.post("/tf-validate", data={"code": code(secret, -3)})
    assert not is_in(client)


def test_a_mistyped_first_code_keeps_the_same_secret(app: Flask) -> None:
    olga()
    client, _ = enter(app)
    secret, action = begin_set_up(client)
    answer = client.post(action, data={"code": "000000"})
    assert answer.status_code == 422
    assert secret in answer.text.replace("-", "")
    assert client.post(action, data={"code": code(secret)}).status_code == 302
    assert "On: you need a code" in client.get("/me").text


def test_a_recovery_code_signs_in_once(app: Flask, secret: str) -> None:
    client = half_in(app)
    client.post("/tf-validate", data={"code": code(secret, 1)})
    kept = recovery_codes(client)
    assert len(kept) == 10
    saved = half_in(app)
    assert saved.post("/mf-recovery", data={"code": f" {kept[0].upper()} "}).status_code == 302
    assert is_in(saved)
    again = half_in(app)
    assert "isn’t one of your unused recovery codes" in again.post("/mf-recovery", data={"code": kept[0]}).text
    assert not is_in(again)


def test_recovery_codes_are_not_stored_readably(app: Flask, secret: str) -> None:
    client = half_in(app)
    client.post("/tf-validate", data={"code": code(secret, 1)})
    kept = recovery_codes(client)
    stored = db.session.scalar(text("SELECT mf_recovery_codes FROM users"))
    assert stored
    assert kept[0] not in str(stored)


def test_an_editor_is_led_to_set_up_before_anything_else(strict: Flask) -> None:
    olga(Role.EDITOR)
    client, _ = enter(strict)
    for path in ("/", "/claims", "/me", "/checks"):
        answer = client.get(path)
        assert (answer.status_code, path_of(answer.location)) == (303, "/tf-setup"), path
    assert client.get("/claims", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/tf-setup"
    assert "before you continue" in client.get("/tf-setup").text
    set_up(client)
    assert client.get("/").status_code == 200


def test_a_demanded_second_factor_can_not_be_switched_off(strict: Flask) -> None:
    olga(Role.EDITOR)
    client, _ = enter(strict)
    set_up(client)
    assert 'value="disable"' not in client.get("/tf-setup").text
    client.post("/tf-setup", data={"setup": "disable"})
    assert client.get("/").status_code == 200


def test_a_reviewer_passes_where_only_editors_need_one(strict: Flask) -> None:
    olga()
    assert is_in(enter(strict)[0])


def test_switching_it_off_leaves_the_password_alone(app: Flask, secret: str) -> None:
    client = half_in(app)
    client.post("/tf-validate", data={"code": code(secret, 1)})
    client.post("/tf-setup", data={"setup": "disable"})
    assert is_in(enter(app)[0])


def test_an_administrator_takes_a_lost_one_away(app: Flask, secret: str) -> None:
    inside = half_in(app)
    inside.post("/tf-validate", data={"code": code(secret, 1)})
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    person = db.session.execute(text("SELECT id FROM users WHERE email = :email"), {"email": EMAIL}).scalar_one()
    assert post(ada, f"/people/{person}/second-factor/forget").status_code == 303
    assert not is_in(inside)
    assert is_in(enter(app)[0])
    assert post(ada, f"/people/{person}/second-factor/forget").status_code == 409


def test_nobody_takes_their_own_away_as_an_administrator(app: Flask) -> None:
    ada = make_user("Ada", Role.ADMIN)
    answer = post(sign_in(app.test_client(), ada), f"/people/{ada.id}/second-factor/forget")
    assert answer.status_code == 409
    assert "under “My account”" in answer.text


def test_an_old_session_gives_the_password_again(app: Flask) -> None:
    olga()
    client, _ = enter(app)
    with client.session_transaction() as session:
        session["fs_paa"] -= 31 * 60
    assert path_of(client.get("/tf-setup").location) == "/verify"
    assert "This isn’t your password" in client.post("/verify", data={"password": "wrong"}).text
    client.post("/verify", data={"password": "correct horse battery"})
    assert client.get("/tf-setup").status_code == 200


def test_coming_back_to_the_page_for_codes_does_not_sign_out(app: Flask) -> None:
    olga()
    client, _ = enter(app)
    assert path_of(client.get("/tf-validate").location) == "/tf-setup"
    assert is_in(client)
