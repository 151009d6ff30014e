"""Streams: who gets one, what it says, what it says again, and how it ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck.articles.models import Version
from factcheck.audit.service import record
from factcheck.claims import service
from factcheck.claims.models import ClaimState
from factcheck.db import db
from factcheck.live import events
from factcheck.live import hub as live
from tests.factories import make_article, make_claim, make_evidence, make_user, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def hub(app: Flask) -> Iterator[live.Hub]:
    hub = live.start(app, most=3)
    yield hub
    hub.stop()
    app.extensions.pop(live.EXTENSION)


@pytest.fixture
def version(app: Flask) -> Version:
    return make_article()


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def stream(client: FlaskClient, article_id: int = 1, since: object = 0, **headers: str) -> TestResponse:
    return client.get(f"/articles/{article_id}/live?since={since}", headers={**HTMX, **headers}, buffered=False)


def said(answer: TestResponse, count: int = 1) -> list[str]:
    """The next messages of a stream."""
    chunks = iter(answer.response)
    return [bytes(next(chunks)).decode() for _ in range(count)]


def newest() -> int:
    db.session.expire_all()
    number = events.newest()
    db.session.rollback()
    return number


def test_a_stream_says_what_was_touched_and_nothing_of_how(rita: FlaskClient, version: Version, hub: live.Hub) -> None:
    before = newest()
    answer = stream(rita, since=before)
    assert (answer.status_code, answer.mimetype) == (200, "text/event-stream")
    assert answer.headers["Cache-Control"] == "no-store"
    claim = make_claim(version=version)
    first, told = said(answer, 2)
    answer.close()
    assert first == f"id: {before}\n\n"
    assert told == f"id: {newest()}\nevent: live-change\ndata: claim-{claim.id}\n\n"


def test_what_was_missed_is_said_at_once(rita: FlaskClient, version: Version, hub: live.Hub) -> None:
    before = newest()
    claim = make_claim(version=version)
    service.set_state(make_user("Rob"), claim, ClaimState.IN_REVIEW)
    db.session.commit()
    answer = stream(rita, since=0, **{"Last-Event-ID": str(before)})
    assert said(answer) == [f"id: {newest()}\nevent: live-change\ndata: claim-{claim.id}\n\n"]
    answer.close()
    answer = stream(rita, since=0, **{"Last-Event-ID": str(newest())})
    assert said(answer) == [f"id: {newest()}\n\n"]
    answer.close()


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 40])
def test_a_number_that_is_none_counts_as_nothing_seen(
    rita: FlaskClient, version: Version, hub: live.Hub, since: str
) -> None:
    answer = stream(rita, since=since)
    assert said(answer)[0].endswith("data: article-1\n\n")
    answer.close()


def test_after_very_much_it_only_says_that_there_is_something(
    rita: FlaskClient, version: Version, hub: live.Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = newest()
    monkeypatch.setattr(events, "MAX_ACTS", 2)
    for _ in range(3):
        record(None, "house:open", ("house", 1))
    db.session.commit()
    answer = stream(rita, since=before)
    assert said(answer) == [f"id: {before + 2}\nevent: live-change\ndata: \n\n"]
    answer.close()


def test_acts_on_other_articles_and_on_what_no_page_shows_are_not_told(
    rita: FlaskClient, version: Version, hub: live.Hub
) -> None:
    claim = make_claim(version=version)
    before = newest()
    make_evidence(claim)
    make_claim("Nothing", make_article("Nothing of the harbour.", "Another"))
    assert events.since(before, 1) is None
    assert events.since(before, 2) is not None


def test_above_the_limit_a_page_has_to_ask(rita: FlaskClient, version: Version, hub: live.Hub) -> None:
    answers = [stream(rita) for _ in range(4)]
    assert [it.status_code for it in answers] == [200, 200, 200, 204]
    assert answers[3].data == b""
    for answer in answers:
        answer.close()
    answer = stream(rita)
    assert answer.status_code == 200
    answer.close()


def test_one_person_has_four_streams_and_asks_on_a_fifth_page(app: Flask, version: Version, hub: live.Hub) -> None:
    hub.most = 100
    rita, rob = (sign_in(app.test_client(), make_user(name)) for name in ("Rita", "Rob"))
    answers = [stream(rita) for _ in range(5)] + [stream(rob)]
    assert [it.status_code for it in answers] == [200, 200, 200, 200, 204, 200]
    for answer in answers:
        answer.close()
    assert not hub._lines


def test_a_stream_that_was_never_read_gives_its_place_back(rita: FlaskClient, version: Version, hub: live.Hub) -> None:
    stream(rita).close()
    assert not hub._lines


def test_without_a_hub_a_page_has_to_ask(rita: FlaskClient, version: Version) -> None:
    assert stream(rita).status_code == 204


def test_head_opens_no_stream(rita: FlaskClient, version: Version, hub: live.Hub) -> None:
    assert rita.head("/articles/1/live", headers=HTMX).status_code == 204


def test_an_address_typed_by_a_person_is_no_stream(rita: FlaskClient, version: Version, hub: live.Hub) -> None:
    answer = rita.get("/articles/1/live")
    assert (answer.status_code, "reads this address" in answer.text) == (404, True)


def test_who_was_signed_out_gets_no_stream(rita: FlaskClient, version: Version, hub: live.Hub) -> None:
    assert stream(rita.application.test_client()).status_code == 401
    user = make_user("Rita")
    user.active = False
    db.session.commit()
    assert stream(rita).status_code == 401


def test_the_end_of_the_server_ends_every_stream_at_once(
    rita: FlaskClient, version: Version, hub: live.Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "STREAM_LIFETIME", 20.0)  # one that is not ended says at least once that it is there
    answer = stream(rita)
    chunks = iter(answer.response)
    next(chunks)
    threading.Timer(0.2, hub.end).start()
    assert list(chunks) == []
    answer.close()
    assert stream(rita).status_code == 204


def test_a_stream_lasts_so_long_that_who_reads_it_is_asked_again(
    rita: FlaskClient, version: Version, hub: live.Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = iter(
        [0.0, 0.0, live.STREAM_LIFETIME / 3, live.STREAM_LIFETIME / 2, live.STREAM_LIFETIME - 1, live.STREAM_LIFETIME]
    )
    monkeypatch.setattr(live, "clock", lambda: next(looks))
    monkeypatch.setattr(live, "HEARTBEAT_INTERVAL", 0.01)
    answer = stream(rita)
    _, *beats = list(answer.response)
    assert beats == [b":\n\n"] * 4
    answer.close()


def test_a_stream_that_waits_holds_no_connection(rita: FlaskClient, version: Version, hub: live.Hub) -> None:
    db.session.rollback()
    answer = stream(rita)
    said(answer)
    db.session.remove()
    hub.stop()
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool
    answer.close()


def test_the_hub_goes_on_after_an_accident(
    rita: FlaskClient,
    version: Version,
    hub: live.Hub,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(live, "RETRY_INTERVAL", 0.05)
    answer = stream(rita, since=newest())
    said(answer)
    by_article, fail = events.by_article, iter([True])

    def stumbling(acts: list[events.Act]) -> dict[int, events.News]:
        if next(fail, False):
            raise RuntimeError
        return by_article(acts)

    monkeypatch.setattr(events, "by_article", stumbling)
    make_claim(version=version)
    assert "claim-1" in said(answer)[0]
    assert "The hub of the streams stumbled" in caplog.text
    answer.close()
