"""People: invited, changed, and who may do so."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from factcheck.accounts.models import Invitation, Role
from factcheck.accounts.service import make_person
from factcheck.db import db, utcnow
from factcheck.errors import Invalid
from tests.accounts.helpers import PASSWORD
from tests.factories import make_user, post, sign_in


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Ada", Role.ADMIN))


def invite(ada: FlaskClient, email: str = "nils@newsroom.example") -> str:
    assert post(ada, "/people/invitations", name="Nils", email=email, role="editor").status_code == 303
    found = re.search(r"/invitations/[\w-]{20,}", ada.get("/people").text)
    assert found is not None
    return found[0]


def refused(app: Flask, link: str) -> bool:
    answer = app.test_client().get(link)
    return answer.status_code == 404 and "used or revoked, or is older than three days" in answer.text


def test_a_pending_invitation_is_a_row_of_the_table_of_people(ada: FlaskClient) -> None:
    invite(ada)
    table = ada.get("/people").text.partition('<table class="records people">')[2].partition("</table>")[0]
    assert "Pending invitations" in table
    assert "Revoke Nils’s invitation" in table


def test_a_link_is_shown_once(ada: FlaskClient) -> None:
    link = invite(ada)
    page = ada.get("/people")
    assert link not in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_used_invitation_is_refused_in_words(app: Flask, ada: FlaskClient) -> None:
    link = invite(ada)
    assert post(app.test_client(), link, name="Nils", password=PASSWORD).status_code == 303
    assert refused(app, link)


def test_an_expired_invitation_is_refused_in_words(app: Flask, ada: FlaskClient) -> None:
    link = invite(ada)
    db.session.execute(update(Invitation).values(expires_at=utcnow() - timedelta(seconds=1)))
    db.session.commit()
    assert refused(app, link)


def test_a_revoked_invitation_is_refused_in_words(app: Flask, ada: FlaskClient) -> None:
    link = invite(ada)
    row = db.session.scalars(select(Invitation.id)).one()
    assert post(ada, f"/people/invitations/{row}/revoke").status_code == 303
    assert refused(app, link)
    assert post(ada, f"/people/invitations/{row}/revoke").status_code == 409


def test_a_second_invitation_replaces_the_first(app: Flask, ada: FlaskClient) -> None:
    first, second = invite(ada), invite(ada, "NILS@newsroom.example")
    assert refused(app, first)
    assert app.test_client().get(second).status_code == 200


def test_the_secret_of_an_invitation_is_not_stored(app: Flask, ada: FlaskClient) -> None:
    token = invite(ada).rsplit("/", 1)[1]
    assert token not in str(db.session.execute(text("SELECT * FROM invitations")).all())


@pytest.mark.parametrize("email", ["", "nobody", "ada@newsroom.example", "a@b@c.example", "olga@localhost"])
def test_an_address_with_which_nobody_could_sign_in_is_refused(ada: FlaskClient, email: str) -> None:
    answer = post(ada, "/people/invitations", name="Nils", email=email, role="editor")
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text
    assert 'value="Nils"' in answer.text


def test_a_person_has_a_name_and_an_address_of_their_own(app: Flask) -> None:
    make_user("Rita")
    with pytest.raises(Invalid, match="name"):
        make_person(" ", "olga@newsroom.example", Role.REVIEWER, None)
    with pytest.raises(Invalid, match="already"):
        make_person("Olga", " RITA@newsroom.example", Role.REVIEWER, None)


@pytest.mark.parametrize("change", [{"role": "editor", "active": "1"}, {"role": "admin"}])
def test_the_last_administrator_is_neither_demoted_nor_shut_out(ada: FlaskClient, change: dict[str, str]) -> None:
    me = make_user("Ada", Role.ADMIN)
    answer = post(ada, f"/people/{me.id}", **change)
    assert answer.status_code == 409
    assert "at least one active administrator" in answer.text
    assert ada.get("/people").status_code == 200


def test_one_of_two_administrators_may_go(ada: FlaskClient) -> None:
    other = make_user("Abe", Role.ADMIN)
    assert post(ada, f"/people/{other.id}", role="reviewer", active="1").status_code == 303


def test_a_role_that_does_not_exist_is_refused(ada: FlaskClient) -> None:
    assert post(ada, f"/people/{make_user('Rita').id}", role="owner", active="1").status_code == 422


def test_what_administrators_do_is_recorded(ada: FlaskClient) -> None:
    rita = make_user("Rita")
    post(ada, f"/people/{rita.id}", role="editor", active="1")
    invite(ada)
    actions = db.session.scalars(text("SELECT action FROM audit_events WHERE action LIKE 'person:%' ORDER BY id")).all()
    assert actions == ["person:change", "person:invite"]


@pytest.mark.parametrize(
    "path", ["/people/1", "/people/1/reset", "/people/1/second-factor/forget", "/people/invitations"]
)
def test_people_are_managed_by_administrators(app: Flask, path: str) -> None:
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    answer = post(edda, path, role="admin", active="1", name="N", email="n@newsroom.example")
    assert answer.status_code == 403
    assert "managed by administrators" in answer.text


def test_of_two_who_accept_at_the_same_moment_one_comes_in(app: Flask, ada: FlaskClient) -> None:
    link, statuses, together = invite(ada), [], threading.Barrier(2)
    db.session.commit()

    def accept() -> None:
        with app.app_context():
            together.wait()
            statuses.append(post(app.test_client(), link, name="Nils", password=PASSWORD).status_code)

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 404]
