"""A name is one person's, also one that looks like it; a change of it is recorded and shown."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts import naming
from factcheck.accounts.models import Role, User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.health.alarms import alarms_of_app
from factcheck.people import service
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from tests.conftest import path_of
from tests.factories import make_edition, make_user, post, sign_in

LOOKALIKES = ["Edda", "edda", " EDDA ", "Еdda", "Edd\u0430", "Ｅdda", "E d d a", "Edda.", "Edda\x07"]


@pytest.fixture
def edda(app: Flask) -> User:
    return make_user("Edda", Role.EDITOR)


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Ada", Role.ADMIN))


def invited(name: str = "Nils") -> str:
    """The secret of an invitation by Ada."""
    _, token = service.invite(make_user("Ada", Role.ADMIN), name, "nils@newsroom.example", Role.REVIEWER)
    db.session.commit()
    return token


def alarm() -> str:
    return next((it.message for it in alarms_of_app().current() if it.key == naming.ALARM), "")


@pytest.mark.parametrize("name", LOOKALIKES)
def test_who_is_invited_can_not_take_the_name_of_an_editor(app: Flask, edda: User, name: str) -> None:
    where = f"/invitations/{invited()}"
    answer = post(app.test_client(), where, name=name, password="correct horse battery")
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text
    assert "Somebody here has or had this name" in answer.text
    assert post(app.test_client(), where, name="Nils", password="correct horse battery").status_code == 303


@pytest.mark.parametrize("name", ["Ed\u200bda", "\u202eaddE", "..."])
def test_nor_one_that_hides_something(app: Flask, name: str) -> None:
    answer = post(app.test_client(), f"/invitations/{invited()}", name=name, password="correct horse battery")
    assert answer.status_code == 422
    assert "invisible characters" in answer.text


@pytest.mark.parametrize("name", ["Factcheck", "factcheck"])
def test_nor_that_of_the_system_or_the_site(app: Flask, name: str) -> None:
    with pytest.raises(Invalid, match="Somebody here"):
        naming.available_name(name)


def test_an_invitation_and_a_new_administrator_are_refused_alike(app: Flask, edda: User, ada: FlaskClient) -> None:
    answer = post(ada, "/people/invitations", name="Еdda", email="new@newsroom.example", role="reviewer")
    assert (answer.status_code, 'href="#name"' in answer.text) == (422, True)
    made = app.test_cli_runner().invoke(
        args=["factcheck", "admin", "new@newsroom.example", "Edda", "--password", "correct horse battery"]
    )
    assert made.exit_code == 1
    assert "Somebody here has or had this name" in made.output


def test_a_name_of_somebody_without_access_stays_theirs(app: Flask, edda: User) -> None:
    edda.active = False
    db.session.commit()
    with pytest.raises(Invalid, match="Somebody here"):
        naming.available_name("Edda")


def test_who_comes_in_under_another_name_is_shown_with_the_one_they_were_invited_by(
    app: Flask, ada: FlaskClient
) -> None:
    post(app.test_client(), f"/invitations/{invited()}", name="Nora", password="correct horse battery")
    assert "Called Nils until" in ada.get("/people").text
    act = db.session.scalars(select(Event).where(Event.action == "person:join")).one()
    assert (act.before, act.after) == ({"name": "Nils"}, {"name": "Nora", "role": "reviewer"})


def test_a_new_name_is_recorded_and_the_former_one_shown(app: Flask, ada: FlaskClient, edda: User) -> None:
    edition = make_edition(state="published")
    answer = post(ada, f"/people/{edda.id}/name", name="Edda Berg")
    assert (answer.status_code, path_of(answer.location)) == (303, "/people")
    act = db.session.scalars(select(Event).where(Event.action == "person:rename")).one()
    assert (act.before, act.after) == ({"name": "Edda"}, {"name": "Edda Berg"})
    assert "Called Edda until" in ada.get("/people").text
    history = ada.get(f"/claims/{edition.verdict.claim_id}").text
    assert "<strong>Edda</strong> (now Edda Berg)" in history
    assert EditionSnapshot.from_json(edition.record or "").author == "Edda"
    assert "By Edda · " in app.test_client().get(f"/checks/{edition.verdict.slug}").text


def test_a_former_name_is_for_nobody_else_and_may_be_taken_again(ada: FlaskClient, edda: User) -> None:
    rob = make_user("Rob")
    post(ada, f"/people/{edda.id}/name", name="Hilda")
    refused = post(ada, f"/people/{rob.id}/name", name="Edda")
    assert refused.status_code == 422
    assert 'id="name-error"' in refused.text
    assert "Somebody here has or had this name" in refused.text
    assert post(ada, f"/people/{edda.id}/name", name="Edda").status_code == 303


def test_the_same_name_in_other_letters_is_a_change_too(ada: FlaskClient, edda: User) -> None:
    assert post(ada, f"/people/{edda.id}/name", name="EDDA").status_code == 303
    assert post(ada, f"/people/{edda.id}/name", name=" EDDA ").status_code == 303
    assert "Called Edda until" in ada.get("/people").text
    assert "Called EDDA until" not in ada.get("/people").text


def test_people_who_look_alike_already_stay_and_administrators_hear_of_them(ada: FlaskClient, edda: User) -> None:
    twin = make_user("Еdda")
    naming.warn_of_lookalikes()
    assert "Edda = Еdda" in alarm()
    assert "names look alike" in ada.get("/").text
    assert post(ada, f"/people/{twin.id}/name", name="Edda Holm").status_code == 303
    assert alarm() == ""
