"""Refused attempts are counted apart from the acts, cheaply, and shown to administrators alone."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from factcheck.accounts.models import Role
from factcheck.db import db, utcnow
from factcheck.refusals import service
from factcheck.refusals.models import Refusal
from factcheck.refusals.service import Notebook, Noted
from tests.factories import make_user, post, sign_in


@pytest.fixture
def ada(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Ada", Role.ADMIN))


@pytest.fixture
def rita(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Rita"))


def noted(who: str = "address 192.0.2.1", **values: Any) -> Noted:
    now = utcnow()
    return Noted("permission", who, None, "192.0.2.1", "/people", "No.", first_at=now, last_at=now, **values)


def count() -> int:
    db.session.expire_all()
    return db.session.scalar(select(func.count()).select_from(Refusal)) or 0


def test_a_refusal_is_counted_by_person_kind_and_hour(rita: FlaskClient) -> None:
    for _ in range(3):
        assert post(rita, "/people/invitations").status_code == 403
    assert rita.get("/people").status_code == 403
    row = db.session.scalars(select(Refusal)).one()
    assert (row.kind, row.who, row.count, row.path) == ("permission", f"user {row.user_id}", 4, "/people")
    assert (row.hour.minute, row.address) == (0, "127.0.0.1")


def test_the_record_of_acts_tells_nothing_of_it(rita: FlaskClient) -> None:
    acts = text("SELECT count(*) FROM audit_events")
    before = db.session.scalar(acts)
    post(rita, "/people/invitations")
    assert db.session.scalar(acts) == before


def test_administrators_read_them(ada: FlaskClient, rita: FlaskClient) -> None:
    assert "No refused attempts" in ada.get("/people/refusals").text
    rita.get("/people")
    page = ada.get("/people/refusals").text
    assert "No permission" in page
    assert "Rita" in page
    assert "/people/refusals" in ada.get("/people").text


def test_nobody_else_does(rita: FlaskClient) -> None:
    assert rita.get("/people/refusals").status_code == 403


def test_the_list_has_pages(app: Flask, ada: FlaskClient) -> None:
    for number in range(31):
        service.notebook().note(noted(f"address 192.0.2.{number}"))
    first = ada.get("/people/refusals").text
    assert "Next page" in first
    assert first.count("No permission") == 30


def test_a_flood_is_written_in_one_go(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = Notebook(app)
    notebook.later.delay = 3600
    begun: list[object] = []
    monkeypatch.setattr(threading.Timer, "start", lambda timer: begun.append(timer))
    for _ in range(1000):
        notebook.note(noted())
    assert (len(begun), count()) == (1, 0)
    db.session.rollback()
    notebook.flush()
    assert db.session.scalars(select(Refusal.count)).all() == [1000]


def test_very_many_addresses_are_counted_together(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_PER_HOUR", 5)
    notebook = Notebook(app)
    for number in range(50):
        notebook.note(noted(f"address 192.0.2.{number}"))
    assert count() == 6
    assert db.session.scalar(select(Refusal.count).where(Refusal.who == service.OTHERS)) == 45


def test_the_table_is_bounded_by_age_and_number(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    service.notebook().note(noted())
    db.session.execute(text("UPDATE refusals SET last_at = :then"), {"then": utcnow() - timedelta(days=91)})
    db.session.commit()
    service.notebook().note(noted("address 192.0.2.2"))
    assert db.session.scalars(select(Refusal.who)).all() == ["address 192.0.2.2"]
    db.session.commit()
    monkeypatch.setattr(service, "MAX_ROWS", 3)
    for number in range(10):
        service.notebook().note(noted(f"address 192.0.2.{number + 10}"))
    assert count() == 3


def test_a_refusal_that_cannot_be_noted_stays_a_refusal(rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    db.session.execute(text("ALTER TABLE refusals RENAME TO refusals_away"))
    db.session.commit()
    assert rita.get("/people").status_code == 403
    db.session.execute(text("ALTER TABLE refusals_away RENAME TO refusals"))
    db.session.commit()


def test_an_asker_is_an_address_or_a_64_of_ipv6(app: Flask) -> None:
    for address in ("2001:db8::1", "2001:db8::ffff:2", "2001:db8:0:1::1", "::ffff:192.0.2.7"):
        app.test_client().post("/login", headers={"Origin": "null"}, environ_base={"REMOTE_ADDR": address})
    found = db.session.execute(select(Refusal.who, Refusal.count).order_by(Refusal.id)).all()
    assert [tuple(row) for row in found] == [
        ("address 2001:db8::/64", 2), ("address 2001:db8:0:1::/64", 1), ("address 192.0.2.7", 1),
    ]  # fmt: skip
