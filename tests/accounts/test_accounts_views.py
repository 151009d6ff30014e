"""Coming in: by password, by invitation, by one click in the demo; and being shut out."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.accounts.service import make_person
from factcheck.db import db
from factcheck.web.limits import limiter
from tests.conftest import path_of
from tests.factories import make_user, post, sign_in

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh_limits(app: Flask) -> None:
    limiter.reset()


def enter(app: Flask, password: str):
    client = app.test_client()
    form = {"email": "olga@newsroom.example", "password": password}
    return client, client.post("/login", data=form)


def test_the_right_password_signs_in_and_signing_out_ends_it(app: Flask) -> None:
    make_person("Olga", "olga@newsroom.example", Role.REVIEWER, PASSWORD)
    db.session.commit()
    client, answer = enter(app, PASSWORD)
    assert (answer.status_code, path_of(answer.location)) == (302, "/")
    assert client.get("/").status_code == 200
    post(client, "/logout")
    assert path_of(client.get("/").location) == "/login"


def test_a_wrong_password_is_refused_and_many_are_throttled(app: Flask) -> None:
    make_person("Olga", "olga@newsroom.example", Role.REVIEWER, PASSWORD)
    db.session.commit()
    statuses = [enter(app, "wrong horse battery")[1].status_code for _ in range(11)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_an_invitation_lets_one_person_in_once(app: Flask) -> None:
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    post(ada, "/people/invitations", name="Nils", email="nils@newsroom.example", role="editor")
    link = re.search(r"/invitations/[\w-]+", ada.get("/people").text)
    assert link is not None
    guest = app.test_client()
    assert post(guest, link[0], name="Nils", password="short").status_code == 422
    assert post(guest, link[0], name="Nils", password=PASSWORD).status_code == 303
    assert guest.get(link[0]).status_code == 404
    assert db.session.scalars(select(User).where(User.name == "Nils")).one().role is Role.EDITOR


def test_the_last_administrator_stays(app: Flask) -> None:
    admin = make_user("Ada", Role.ADMIN)
    client = sign_in(app.test_client(), admin)
    assert post(client, f"/people/{admin.id}", role="editor", active="1").status_code == 409


def test_losing_access_ends_every_session(app: Flask) -> None:
    ada, rita = make_user("Ada", Role.ADMIN), make_user("Rita")
    other = sign_in(app.test_client(), rita)
    post(sign_in(app.test_client(), ada), f"/people/{rita.id}", role="reviewer")
    assert path_of(other.get("/").location) == "/login"


def test_nobody_enters_as_somebody_real_with_one_click(app: Flask) -> None:
    rita = make_user("Rita")
    assert post(app.test_client(), f"/login/demo/{rita.id}").status_code == 404


def test_one_s_own_pages_open(app: Flask) -> None:
    make_person("Olga", "olga@newsroom.example", Role.REVIEWER, PASSWORD)
    db.session.commit()
    client, _ = enter(app, PASSWORD)
    for path in ("/me", "/change", "/tf-setup"):
        assert client.get(path).status_code == 200, path
