"""Exports carry heads of the audit log, and stay the same bytes while nothing is published."""

from __future__ import annotations

import csv
import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.audit.heads import Head
from factcheck.audit.models import Event
from factcheck.audit.restoring import head_of_database
from factcheck.audit.service import record
from factcheck.db import db
from factcheck.exports.audit_heads import HEADER
from tests.factories import make_correction, make_edition, make_withdrawal

ADDRESSES = (
    "/checks", "/checks/the-harbour-opens-in-september", "/checks/the-harbour-opens-in-september/claimreview.jsonld",
    "/reports/1", "/reports/1/annotations.jsonld", "/exports/checks.csv", "/exports/checks.json",
    "/exports/claimreview.jsonld", "/feed.atom", "/corrections",
)  # fmt: skip


def head_of(action: str) -> str:
    """The newest act of this name."""
    query = select(Event.id, Event.sha256).where(Event.action == action).order_by(Event.id.desc()).limit(1)
    return str(Head(*db.session.execute(query).one()))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_for_readers_names_the_newest_head(app: Flask, client: FlaskClient, address: str) -> None:
    make_edition(state="published")
    answer = client.get(address)
    assert (answer.status_code, answer.headers[HEADER]) == (200, str(head_of_database()))


def test_each_verdict_names_the_act_that_published_or_withdrew_it(app: Flask, client: FlaskClient) -> None:
    first = make_edition(state="published")
    published = head_of("verdict:publish")
    page = "/checks/the-harbour-opens-in-september"
    assert published in client.get(page).text
    assert published in client.get("/reports/1").text
    (row,) = json.loads(client.get("/exports/checks.json").text)
    assert row["audit_head"] == published
    correction = make_correction(first, "false")
    (cells,) = csv.DictReader(io.StringIO(client.get("/exports/checks.csv").text))
    assert cells["audit_head"] == head_of("verdict:publish") != published
    make_withdrawal(correction)
    (row,) = json.loads(client.get("/exports/checks.json").text)
    assert row["audit_head"] == head_of("verdict:withdraw")
    assert head_of("verdict:withdraw") in client.get(page).text
    checked = app.test_cli_runner().invoke(args=["factcheck", "check", "--head", row["audit_head"]])
    assert checked.exit_code == 0


def test_an_unrelated_act_changes_no_byte_and_no_tag(app: Flask, client: FlaskClient) -> None:
    make_edition(state="published")
    before = {address: client.get(address) for address in ADDRESSES}
    record(None, "claim:edit", ("claim", 7))
    db.session.commit()
    for address, answer in before.items():
        again = client.get(address)
        assert (again.data, again.headers.get("ETag")) == (answer.data, answer.headers.get("ETag"))
        assert again.headers[HEADER] != answer.headers[HEADER]


def test_the_command_prints_the_head_beside_the_export(app: Flask) -> None:
    make_edition(state="published")
    answer = app.test_cli_runner().invoke(args=["factcheck", "export", "json"])
    assert answer.stderr == f"head {head_of_database()}\n"
    assert json.loads(answer.stdout)
