"""Every write happens once: the key of a form is stored in the transaction of its change."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.web.writes import KEPT_FOR, WriteKey, forget_old_keys, new_key
from tests.factories import make_article, make_user, sign_in

FORM = {"exact": "Costs were halved", "statement": "Costs were halved", "kind": "checkable", "claimant_kind": "person"}


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    make_article()
    return sign_in(client, make_user("Rita"))


@pytest.mark.parametrize("key", ["", "short", "x" * 81, "sixteen letters!", "ключключключключключ"])
def test_a_missing_or_malformed_key_is_refused_and_nothing_is_stored(rita: FlaskClient, key: str) -> None:
    assert rita.post("/articles/1/claims", data={**FORM, "_key": key}).status_code == 400
    assert db.session.query(Claim).count() == 0


def test_a_repetition_is_led_to_the_outcome_of_the_first(rita: FlaskClient) -> None:
    form = {**FORM, "_key": new_key()}
    first = rita.post("/articles/1/claims", data=form)
    again = rita.post("/articles/1/claims", data=form)
    by_htmx = rita.post("/articles/1/claims", data=form, headers={"HX-Request": "true"})
    assert first.location == again.location == by_htmx.headers["HX-Redirect"]
    assert db.session.query(Claim).count() == 1


def test_a_key_is_good_for_one_address(rita: FlaskClient) -> None:
    key = new_key()
    rita.post("/articles/1/claims", data={**FORM, "_key": key})
    answer = rita.post("/claims/1/archive", data={"_key": key})
    assert answer.status_code == 400
    assert "another write" in answer.text


def test_a_refused_write_leaves_its_key_free(rita: FlaskClient) -> None:
    key = new_key()
    assert rita.post("/articles/1/claims", data={**FORM, "exact": "Not there", "_key": key}).status_code == 422
    assert rita.post("/articles/1/claims", data={**FORM, "_key": key}).status_code == 303


def test_keys_are_of_one_person(app: Flask, rita: FlaskClient) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    form = {**FORM, "_key": new_key()}
    for client in (rita, rob):
        assert client.post("/articles/1/claims", data=form).status_code == 303
    assert db.session.query(Claim).count() == 2


def test_two_copies_that_race_store_once(app: Flask, rita: FlaskClient) -> None:
    form = {**FORM, "_key": new_key()}
    clients = [sign_in(app.test_client(), make_user("Rita")) for _ in range(4)]
    start = threading.Barrier(len(clients))
    answers: list[tuple[int, str | None]] = []

    def send(client: FlaskClient) -> None:
        start.wait()
        with app.app_context():
            answer = client.post("/articles/1/claims", data=form)
        answers.append((answer.status_code, answer.location))

    db.session.remove()
    threads = [threading.Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [(303, answers[0][1])] * 4
    assert db.session.query(Claim).count() == 1


def test_old_keys_are_forgotten(rita: FlaskClient) -> None:
    rita.post("/articles/1/claims", data={**FORM, "_key": new_key()})
    assert forget_old_keys() == 0
    old = utcnow() - KEPT_FOR * 2
    db.session.execute(text("UPDATE write_keys SET created_at = :old"), {"old": old.replace(tzinfo=None)})
    assert forget_old_keys() == 1
    assert db.session.query(WriteKey).count() == 0
