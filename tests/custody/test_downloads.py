"""Each download of a capture is recorded before the bytes leave, and listed on its page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.audit.models import Event
from factcheck.captures import service as captures
from factcheck.captures.models import Capture
from factcheck.custody import service
from factcheck.db import db
from tests.factories import make_claim, make_evidence, make_user, sign_in


@pytest.fixture
def capture(app: Flask) -> Capture:
    rita, source = make_user("Rita"), make_evidence(make_claim()).source
    found = captures.upload(rita, source, "a.txt", captures.read_upload(rita, source, "a.txt", b"It opens in May."))
    db.session.commit()
    return found


def exports() -> list[tuple[str, object]]:
    events = db.session.scalars(select(Event).where(Event.action == service.EXPORT).order_by(Event.id))
    return [(it.actor_name, it.after) for it in events]


def test_every_download_is_recorded_with_its_form(app: Flask, rita: FlaskClient, capture: Capture) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    number = capture.id
    for client, form in ((rita, "original"), (rob, "warc"), (rita, "wacz")):
        assert client.get(f"/captures/{number}/{form}").status_code == 200
    assert rita.head(f"/captures/{number}/original").status_code == 200  # nothing leaves
    assert exports() == [
        ("Rita", {"capture": number, "format": "original"}),
        ("Rob", {"capture": number, "format": "warc"}),
        ("Rita", {"capture": number, "format": "wacz"}),
    ]
    entries = service.custody_log(db.session.get_one(Capture, number))
    assert [(it.act, it.person) for it in entries] == [
        ("Downloaded as WACZ", "Rita"),
        ("Downloaded as WARC", "Rob"),
        ("Original file downloaded", "Rita"),
        ("Captured", "Rita"),
    ]
    assert "Downloaded as WARC" in rita.get(f"/captures/{number}").text


def test_what_is_not_handed_out_is_not_recorded(rita: FlaskClient, capture: Capture) -> None:
    assert rita.get("/captures/999/original").status_code == 404
    assert exports() == []
