"""Evidence with a day of review needs another look after it, wherever evidence is shown."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.db import db, utcnow
from factcheck.evidence.models import Evidence
from factcheck.undo import service as undoing
from tests.factories import make_claim, make_evidence, make_user, post, sign_in

LOOK = "Needs another look"


def save(client: FlaskClient, row: Evidence, day: date | str) -> None:
    form = {"stance": "refutes", "quote": row.quote, "revision": row.revision, "review_by": str(day)}
    assert post(client, f"/evidence/{row.id}/edit", **form).status_code == 303
    db.session.expire_all()


def test_it_needs_another_look_from_the_day_after_on(app: Flask, rita: FlaskClient) -> None:
    row, today = make_evidence(make_claim()), utcnow().date()
    pages = [f"/claims/{row.claim_id}/evidence", f"/claims/{row.claim_id}/panel", "/"]
    clients = [rita, sign_in(app.test_client(), make_user("Edda", Role.EDITOR))]
    other = sign_in(app.test_client(), make_user("Rob"))
    save(rita, row, today + timedelta(days=2))
    assert all(LOOK not in client.get(url).text for client in clients for url in pages)
    save(rita, row, today - timedelta(days=2))
    assert all(LOOK in client.get(url).text for client in clients for url in pages)
    assert LOOK not in other.get("/").text
    assert "review by" in rita.get(f"/claims/{row.claim_id}/history").text
    undoing.undo(make_user("Rita"))
    db.session.commit()
    assert row.review_by == today + timedelta(days=2)
    save(rita, row, "")
    assert row.review_by is None


def test_a_day_that_is_none_is_refused_at_its_field(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    form = {"stance": "refutes", "quote": row.quote, "revision": row.revision, "review_by": "31 February"}
    answer = post(rita, f"/evidence/{row.id}/edit", **form)
    assert answer.status_code == 422
    assert "31 February" in answer.text  # what was typed is still there
