"""One's own pages, and coming in for the first time."""

from __future__ import annotations

import re

from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.db import db
from tests.accounts.helpers import PASSWORD, enter, olga
from tests.conftest import path_of
from tests.factories import make_user, post, sign_in


def test_the_right_password_signs_in_and_signing_out_ends_it(app: Flask) -> None:
    olga()
    client, answer = enter(app)
    assert (answer.status_code, path_of(answer.location)) == (302, "/")
    assert client.get("/").status_code == 200
    post(client, "/logout")
    assert path_of(client.get("/").location) == "/login"


def test_an_invitation_lets_one_person_in_once(app: Flask) -> None:
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    post(ada, "/people/invitations", name="Nils", email="nils@newsroom.example", role="editor")
    link = re.search(r"/invitations/[\w-]{20,}", ada.get("/people").text)
    assert link is not None
    guest = app.test_client()
    assert post(guest, link[0], name="Nils", password="short").status_code == 422
    assert post(guest, link[0], name="Nils", password=PASSWORD).status_code == 303
    assert "Your desk, Nils" in guest.get("/").text, "the password was chosen just now"
    assert guest.get(link[0]).status_code == 404
    assert db.session.scalars(select(User).where(User.name == "Nils")).one().role is Role.EDITOR


def test_nobody_enters_as_somebody_real_with_one_click(app: Flask) -> None:
    rita = make_user("Rita")
    assert post(app.test_client(), f"/login/demo/{rita.id}").status_code == 404


def test_one_s_own_pages_open(app: Flask) -> None:
    olga()
    client, _ = enter(app)
    for path in ("/me", "/change", "/tf-setup", "/mf-recovery-codes", "/verify"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.text.count("<h1>") == 1, path
