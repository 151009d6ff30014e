"""Every write happens once: the key of a form is stored in the transaction of its change."""

from __future__ import annotations

import io
import threading

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.web.idempotency import KEPT_FOR, WriteKey, forget_old_keys, new_key
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


def test_other_words_under_the_same_key_are_another_write(rita: FlaskClient) -> None:
    key = new_key()
    for statement in ("Costs were halved", "The town says that costs were halved"):
        assert rita.post("/articles/1/claims", data={**FORM, "statement": statement, "_key": key}).status_code == 303
    stored = [claim.statement for claim in db.session.query(Claim).order_by(Claim.id)]
    assert stored == ["Costs were halved", "The town says that costs were halved"]


def test_other_words_for_one_thing_meet_the_change_that_was_made_first(rita: FlaskClient) -> None:
    rita.post("/articles/1/claims", data={**FORM, "_key": new_key()})
    form = {**FORM, "revision": "1", "_key": new_key()}
    assert rita.post("/claims/1/edit", data={**form, "statement": "The first"}).status_code == 303
    again = rita.post("/claims/1/edit", data={**form, "statement": "The second"})
    assert again.status_code == 409
    assert "The second" in again.text
    assert db.session.query(Claim).one().statement == "The first"


def test_a_key_sent_to_another_address_is_another_write(rita: FlaskClient) -> None:
    key = new_key()
    rita.post("/articles/1/claims", data={**FORM, "_key": key})
    assert rita.post("/claims/1/archive", data={"_key": key}).status_code == 303
    assert db.session.query(Claim).one().archived_at is not None
    assert rita.post("/claims/1/restore", data={"_key": key}).status_code == 303
    assert db.session.query(Claim).one().archived_at is None


def test_what_nobody_types_may_differ_between_two_sendings(rita: FlaskClient) -> None:
    form = {**FORM, "_key": new_key()}
    first = rita.post("/articles/1/claims", data={**form, "csrf_token": "one"})
    again = rita.post("/articles/1/claims", data={**form, "csrf_token": "two", "_draft": "1"})
    assert (again.status_code, again.location) == (303, first.location)
    assert db.session.query(Claim).count() == 1


def test_another_file_under_the_same_key_is_another_write(rita: FlaskClient) -> None:
    form = {"title": "News", "publisher": "Courier", "language": "en", "is_undated": "y", "_key": new_key()}
    places = []
    for words in (b"First words of it.", b"Second words of it.", b"First words of it."):
        file = (io.BytesIO(words), "news.txt", "text/plain")
        places.append(rita.post("/articles/new", data={**form, "upload": file}).location)
    assert places[0] == places[2] != places[1]


def test_a_write_from_before_digests_were_kept_is_never_taken_for_another(rita: FlaskClient) -> None:
    form = {**FORM, "_key": new_key()}
    rita.post("/articles/1/claims", data=form)
    db.session.execute(text("UPDATE write_keys SET body_sha256 = ''"))
    answer = rita.post("/articles/1/claims", data={**form, "statement": "Other words"})
    assert answer.status_code == 409
    assert "Nothing new was saved" in answer.text


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
