"""How often a person may write: counted in a file for one machine, in the database for several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.processes.minute_counts import RECORD, RECORDS, MinuteCounts
from factcheck.web.guards import rate_limits, shared_counters
from factcheck.web.guards.rate_limits import EXTENSION, LEASE, WriteLimits
from tests.factories import make_user, post, sign_in

NOW = datetime(2026, 6, 6, 12, tzinfo=UTC)


@pytest.fixture
def ada(app: Flask, tmp_path: Path) -> Iterator[FlaskClient]:
    own = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = WriteLimits(3, MinuteCounts(tmp_path / "writes"))
    yield sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    app.extensions[EXTENSION] = own


def test_who_writes_very_often_waits_and_may_sign_out(ada: FlaskClient) -> None:
    rita = make_user("Rita")
    answers = [post(ada, f"/people/{rita.id}", role="editor", active="1") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert "then send it again" in answers[-1].text
    assert ada.get("/people").status_code == 200
    other = sign_in(ada.application.test_client(), make_user("Abe", Role.ADMIN))
    assert post(other, f"/people/{rita.id}", role="editor", active="1").status_code == 303
    assert post(ada, "/logout").status_code == 302


def test_what_was_typed_is_on_the_page_of_the_refusal(ada: FlaskClient) -> None:
    page = ada.get("/articles/new").text
    by = re.search(r'name="_by" value="([^"]+)"', page)
    assert by is not None
    for _ in range(4):
        answer = post(ada, "/articles/new", _by=by[1], title="", text="Words that took an hour to write.")
    assert answer.status_code == 429
    assert "Words that took an hour to write." in answer.text


def test_a_minute_later_it_goes_on(tmp_path: Path) -> None:
    alone = WriteLimits(2, MinuteCounts(tmp_path / "writes"))
    assert [alone.wait(1, lambda: NOW) for _ in range(3)] == [0, 0, 60]
    assert alone.wait(1, lambda: NOW + timedelta(seconds=59.5)) == 1
    assert alone.wait(1, lambda: NOW + timedelta(seconds=60)) == 0


def test_two_machines_allow_together_what_one_would(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    now = NOW
    monkeypatch.setattr(shared_counters, "utcnow", lambda: now)
    nodes = [WriteLimits(240, None) for _ in range(2)]
    allowed = sum(node.wait(1, lambda: now) == 0 for _ in range(200) for node in nodes)
    assert 240 - LEASE <= allowed <= 240
    assert all(0 < node.wait(1, lambda: now) <= 60 for node in nodes)
    now += timedelta(seconds=61)
    assert nodes[0].wait(1, lambda: now) == 0


def test_windows_that_have_ended_are_forgotten(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, "MAX_REMEMBERED", 3)
    node = WriteLimits(2, None)
    for person in range(5):
        now = NOW + timedelta(minutes=2 * person)
        monkeypatch.setattr(shared_counters, "utcnow", lambda now=now: now)
        node.wait(person, lambda now=now: now)
    assert len(node._windows) <= 3


def test_the_file_of_counts_does_not_grow_and_makes_room_for_others(tmp_path: Path) -> None:
    counts = MinuteCounts(tmp_path / "writes")
    now = NOW.timestamp()
    for person in range(0, 200_000, 40):
        assert counts.add(person, now)[0] == 1
    assert (tmp_path / "writes").stat().st_size <= RECORDS * RECORD.size
    assert counts.add(person, now + 1) == (2, now)


def test_where_the_file_can_not_be_written_nobody_is_refused(tmp_path: Path) -> None:
    limits = WriteLimits(1, MinuteCounts(tmp_path / "missing" / "writes"))
    assert [limits.wait(1) for _ in range(3)] == [0, 0, 0]
