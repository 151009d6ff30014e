"""The demo ends: its people can't sign in any more, nobody starts a newsroom with them, and the record stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from factcheck.accounts.models import Role, User
from factcheck.accounts.queries import open_invitations
from factcheck.audit.models import Event
from factcheck.config import Settings, SettingsError
from factcheck.db import db
from factcheck.demo.loader import load_if_empty
from factcheck.demo.removal import refuse_cast
from factcheck.errors import Conflict
from factcheck.people import service
from launch.newsroom import greeting
from launch.preparing import prepare
from tests.accounts.helpers import enter
from tests.conftest import path_of
from tests.databases import States
from tests.factories import make_user, post, sign_in

ADA = "ada@demo.example"
CAST = ["Rita", "Rob", "Edda", "Emil", "Ada"]


@pytest.fixture
def demo(app: Flask, states: States) -> Flask:
    states.begin_from("demo", load_if_empty)
    return app


@pytest.fixture
def ended(demo: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The folder of a demo, in which FACTCHECK_DEMO is 0 now."""
    monkeypatch.setitem(demo.extensions, "settings", replace(demo.extensions["settings"], demo=False))
    return demo


def person(name: str) -> User:
    return db.session.scalars(select(User).where(User.name == name, User.is_demo)).one()


def is_in(app: Flask, user: User) -> bool:
    """Whether who is signed in as this person gets to the desk."""
    return sign_in(app.test_client(), user).get("/").status_code == 200


def remove(app: Flask) -> str:
    answer = app.test_cli_runner().invoke(args=["factcheck", "demo", "remove"])
    assert answer.exit_code == 0, answer.output
    db.session.expire_all()
    return answer.output


def test_the_people_of_an_ended_demo_are_not_let_in(ended: Flask, settings: Settings) -> None:
    client, answer = enter(ended, settings.demo_password, ADA)
    assert answer.status_code != 302
    assert path_of(client.get("/").location) == "/login"
    assert not is_in(ended, person("Ada"))
    assert post(ended.test_client(), f"/login/demo/{person('Ada').id}").status_code == 404


def test_a_start_is_refused_in_words_until_they_are_disabled(ended: Flask) -> None:
    settings = ended.extensions["settings"]
    with pytest.raises(SettingsError, match=r"^FACTCHECK_DEMO is 0, but Rita, .*Ada.* factcheck demo remove$"):
        prepare(ended, settings)
    assert remove(ended).startswith("Disabled: Rita, Rob, Edda, Emil, Ada.")
    refuse_cast()


def test_of_a_demo_of_which_only_some_are_left_these_are_named(ended: Flask) -> None:
    for name in CAST[:4]:
        person(name).active = False
    db.session.commit()
    with pytest.raises(SettingsError, match="but Ada from the demo"):
        refuse_cast()
    assert remove(ended).startswith("Disabled: Ada.")
    assert remove(ended).startswith("Nobody in the demo newsroom had access any longer.")


def test_the_demo_starts_with_its_people(demo: Flask) -> None:
    refuse_cast()


def test_they_lose_password_sessions_and_invitations_and_real_people_keep_theirs(demo: Flask) -> None:
    olga, ada = make_user("Olga", Role.ADMIN), person("Ada")
    browser = sign_in(demo.test_client(), ada)
    service.invite(ada, "Nils", "nils@newsroom.example", Role.ADMIN)
    service.invite(olga, "Nora", "nora@newsroom.example", Role.REVIEWER)
    db.session.commit()
    told = remove(demo)
    assert "1 other accounts still have access" in told
    assert "verdicts are published" in told
    assert path_of(browser.get("/").location) == "/login"
    assert (person("Ada").active, person("Ada").password) == (False, None)
    assert [it.name for it in db.session.scalars(open_invitations())] == ["Nora"]
    assert is_in(demo, olga)


def test_whom_they_invited_does_not_come_in_once_the_demo_has_ended(
    demo: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, token = service.invite(person("Ada"), "Nils", "nils@newsroom.example", Role.ADMIN)
    db.session.commit()
    assert demo.test_client().get(f"/invitations/{token}").status_code == 200
    monkeypatch.setitem(demo.extensions, "settings", replace(demo.extensions["settings"], demo=False))
    assert demo.test_client().get(f"/invitations/{token}").status_code == 404


def test_what_they_did_stays_in_the_record_and_the_removal_is_in_it(demo: Flask) -> None:
    before = db.session.scalar(select(func.count()).select_from(Event))
    remove(demo)
    acts = db.session.scalars(select(Event).order_by(Event.id.desc()).limit(5)).all()
    assert {(it.action, it.after["active"]) for it in acts if it.after} == {("person:change", False)}
    assert db.session.scalar(select(func.count()).select_from(Event)) == (before or 0) + 5
    assert demo.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0


def test_an_administrator_does_not_bring_them_back(ended: Flask) -> None:
    remove(ended)
    with pytest.raises(Conflict, match="belongs to the demo newsroom, which is no longer active on this site"):
        service.change(make_user("Olga", Role.ADMIN), person("Ada"), Role.ADMIN, active=True)


def test_the_greeting_says_that_it_is_a_demo(settings: Settings) -> None:
    assert greeting(settings).startswith("This is the demo newsroom")
    assert "demo" not in greeting(replace(settings, demo=False))
