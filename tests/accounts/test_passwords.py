"""Passwords: changed, set by a link, compared."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from factcheck.accounts.models import Role
from factcheck.accounts.service import make_person
from factcheck.db import db
from factcheck.jobs import worker
from tests.accounts.helpers import EMAIL, OTHER, PASSWORD, enter, is_in, olga
from tests.conftest import path_of
from tests.factories import make_user, post, sign_in

NEW = {"password": OTHER, "password_confirm": OTHER}


def link_by_ada(app: Flask, person: int) -> str:
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    assert post(ada, f"/people/{person}/reset").status_code == 303
    found = re.search(r'value="http://127\.0\.0\.1(/reset/[^"]+)"', ada.get("/people").text)
    assert found is not None
    assert found[1] not in ada.get("/people").text
    return found[1]


def link_by_mail(app: Flask, folder: Path) -> str:
    assert app.test_client().post("/reset", data={"email": EMAIL}, headers={"Host": "evil.example"}).status_code == 400
    answer = app.test_client().post("/reset", data={"email": EMAIL}, headers={"Host": "localhost"})
    assert "a link is on its way" in answer.text
    with app.app_context():
        assert worker.run_due() == 1
    (mail,) = folder.iterdir()
    found = re.search(r"Set it here: http://checks\.example(/reset/\S+)", mail.read_text())
    assert found is not None
    return found[1]


def test_an_administrator_s_link_sets_a_password_once_and_ends_old_sessions(app: Flask) -> None:
    user = olga()
    old, _ = enter(app)
    link = link_by_ada(app, user.id)
    guest = app.test_client()
    assert guest.get(link).headers["Cache-Control"] == "no-store"
    assert path_of(guest.post(link, data=NEW).location) == "/login"
    assert not is_in(old)
    again = app.test_client().post(link, data={"password": PASSWORD, "password_confirm": PASSWORD})
    assert again.status_code == 404
    assert "This link was already used" in again.text
    assert is_in(enter(app, OTHER)[0])
    assert not is_in(enter(app, PASSWORD)[0])


def test_a_link_expires(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    link = link_by_ada(app, olga().id)
    monkeypatch.setitem(app.config, "SECURITY_RESET_PASSWORD_WITHIN", timedelta(seconds=-1))
    answer = app.test_client().get(link)
    assert answer.status_code == 404
    assert "older than 60 minutes" in answer.text


def test_a_link_by_mail_leads_to_the_house_s_own_name(mailing: Flask, tmp_path: Path) -> None:
    olga()
    link = link_by_mail(mailing, tmp_path / "mail")
    assert path_of(mailing.test_client().post(link, data=NEW).location) == "/login"
    assert mailing.test_client().get(link).status_code == 404
    assert is_in(enter(mailing, OTHER)[0])


def test_a_house_without_mail_says_so(app: Flask) -> None:
    answer = app.test_client().get("/reset")
    assert answer.status_code == 404
    assert "E-mail isn’t set up here" in answer.text


def test_a_changed_password_ends_the_other_sessions(app: Flask) -> None:
    olga()
    here, there = enter(app)[0], enter(app)[0]
    form = {"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}
    assert path_of(here.post("/change", data=form).location) == "/me"
    assert is_in(here)
    assert not is_in(there)
    assert db.session.scalar(text("SELECT count(*) FROM sign_ins WHERE ended_at IS NULL")) == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("wrong", OTHER, OTHER, "This isn’t your password"),
        (PASSWORD, "short", "short", "at least 12 characters"),
        (PASSWORD, OTHER, "something else", "The two new passwords don’t match"),
        (PASSWORD, PASSWORD, PASSWORD, "The new password is the same as the old one"),
    ],
)
def test_a_change_is_refused_beside_its_field(app: Flask, old: str, new: str, again: str, words: str) -> None:
    olga()
    client, _ = enter(app)
    form = {"password": old, "new_password": new, "new_password_confirm": again}
    assert re.search(f'class="field-error"[^>]*>.*?{words}', client.post("/change", data=form).text, re.DOTALL)


def test_a_password_with_accents_signs_in_however_it_is_encoded(app: Flask) -> None:
    make_person("Olga", EMAIL, Role.REVIEWER, "crème brûlée pour tous")
    db.session.commit()
    assert is_in(enter(app, "cre\u0300me bru\u0302le\u0301e pour tous")[0])


def test_every_change_of_a_password_is_recorded(app: Flask) -> None:
    user = olga()
    form = {"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}
    enter(app)[0].post("/change", data=form)
    app.test_client().post(link_by_ada(app, user.id), data={"password": PASSWORD, "password_confirm": PASSWORD})
    actions = db.session.scalars(text("SELECT action FROM audit_events WHERE action LIKE 'person:%' ORDER BY id")).all()
    assert actions == ["person:password", "person:reset-link", "person:password-by-link"]
