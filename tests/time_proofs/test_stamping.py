"""The captures of a day are stamped by an authority, and each can be proved offline; without one nothing stops."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.audit.models import Event
from factcheck.captures import service
from factcheck.captures.models import Capture
from factcheck.config.time_authority import TimeAuthority
from factcheck.db import db, utcnow
from factcheck.fetching import client as door
from factcheck.fetching.host_queue import HostQueue
from factcheck.health.alarms import alarms_of_app
from factcheck.jobs import worker
from factcheck.jobs.models import Job, JobState
from factcheck.sources import service as sources
from factcheck.storage import store
from factcheck.time_proofs import merkle
from factcheck.time_proofs.models import TimeProof
from factcheck.time_proofs.stamping_job import JOB, next_night, schedule
from factcheck.time_proofs.tokens import StampRefused, TimestampRequest, verified_time
from tests.factories import make_user
from tests.fetching.hostile import answer, sending, serving
from tests.time_proofs.authority import Authority, answering

YESTERDAY = timedelta(days=1)
NOWHERE = "http://127.0.0.1:9/tsr"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "one", "Time of the tests")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "hosts", HostQueue(pause=0))


@pytest.fixture
def asked(app: Flask, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Iterator[TimeAuthority]:
    """The authority of the settings."""
    with answering(authority) as found:
        use(app, found, monkeypatch)
        yield found


def use(app: Flask, authority: TimeAuthority | None, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(app.extensions["settings"], time_authority=authority)
    monkeypatch.setitem(app.extensions, "settings", settings)


def captures(count: int, ago: timedelta = YESTERDAY) -> list[Capture]:
    """Uploaded copies of a source, as if at an earlier time."""
    rita = make_user("Rita")
    source = sources.add(rita, sources.SourceDetails("Building permit"))
    found = []
    for number in range(count):
        data = f"Permit {number} of {ago}.".encode()
        read = service.read_upload(rita, source, "permit.txt", data)
        read = read._replace(archived=read.archived._replace(at=utcnow() - ago))
        found.append(service.upload(rita, source, "permit.txt", read))
    db.session.commit()
    return found


def run_job() -> None:
    """Do what the coming night does."""
    schedule()
    db.session.commit()
    job = db.session.scalars(select(Job).where(Job.name == JOB, Job.state == JobState.QUEUED)).one()
    job.lease_until = utcnow() - timedelta(seconds=1)
    db.session.commit()
    worker.run_due()
    db.session.expire_all()


def verify(app: Flask) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["factcheck", "captures", "verify"])
    return result.exit_code, result.output


@pytest.mark.usefixtures("asked")
def test_the_captures_of_a_day_are_under_one_stamped_root(app: Flask) -> None:
    captures(3)
    (today,) = captures(1, timedelta(0))
    begun = utcnow().replace(microsecond=0)
    run_job()
    proof = db.session.scalars(select(TimeProof)).one()
    assert (proof.captures, proof.reason) == (3, "")
    assert proof.stamped_at is not None
    assert begun <= proof.stamped_at <= utcnow()
    assert verify(app) == (0, "Hashed 10 files, 0.0 MB.\nVerified 1 of 1 time proofs.\n")
    run_job()  # today isn't over
    assert db.session.scalars(select(TimeProof.captures)).all() == [3]
    assert today.id
    result = app.test_cli_runner().invoke(args=["factcheck", "check"])
    assert result.exit_code == 0, result.output


@pytest.mark.usefixtures("asked")
def test_a_proof_is_verified_without_this_site(rita: FlaskClient, authority: Authority, tmp_path: Path) -> None:
    capture = captures(5)[3]
    assert "Stamped by the time authority in the night" in rita.get(f"/captures/{capture.id}").text
    assert rita.get(f"/captures/{capture.id}/time-proof").status_code == 404
    run_job()
    page = rita.get(f"/captures/{capture.id}").text
    assert f"/captures/{capture.id}/time-proof" in page
    found = json.loads(rita.get(f"/captures/{capture.id}/time-proof").text)
    steps = [merkle.PathStep(step["sha256"], step["side"] == "left") for step in found["path"]]
    start = merkle.leaf(found["raw_sha256"], found["warc_sha256"])
    assert found["raw_sha256"] == capture.raw_sha256
    assert "Time proof downloaded" in rita.get(f"/captures/{capture.id}").text
    assert merkle.reached(start, steps) == found["root_sha256"]
    (tmp_path / "root").write_bytes(bytes.fromhex(found["root_sha256"]))
    (tmp_path / "token").write_bytes(base64.b64decode(found["token"]))
    (tmp_path / "ca.pem").write_text(found["certificates"])
    command = ["openssl", "ts", "-verify", "-data", "root", "-in", "token", "-CAfile", "ca.pem"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "Verification: OK" in done.stdout + done.stderr


@pytest.mark.usefixtures("asked")
def test_what_was_altered_is_found_offline(app: Flask) -> None:
    captures(2)
    run_job()
    proof = db.session.scalars(select(TimeProof)).one()
    folder, token = app.extensions[store.EXTENSION], proof.token_sha256 or ""
    data = bytearray(folder.path(token).read_bytes())
    data[len(data) // 2] ^= 1
    folder.path(token).write_bytes(data)
    code, output = verify(app)
    assert (code, f"Time proof 1: The stored file {token} was altered" in output) == (1, True)
    assert "Verified 0 of 1 time proofs." in output


def test_an_authority_that_cannot_be_reached_stops_nothing_and_is_asked_again(
    app: Flask, rita: FlaskClient, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(app, TimeAuthority(NOWHERE, authority.certificates), monkeypatch)
    (capture,) = captures(1)
    run_job()
    proof = db.session.scalars(select(TimeProof)).one()
    assert (proof.stamped_at, "can’t be reached" in proof.reason) == (None, True)
    page = rita.get(f"/captures/{capture.id}").text
    assert "Not stamped yet: 127.0.0.1 can’t be reached" in page
    assert [alarm.key for alarm in alarms_of_app().current()] == ["time-authority"]
    again = db.session.scalars(select(Job).where(Job.name == JOB, Job.state == JobState.QUEUED)).one()
    assert again.lease_until is not None
    assert timedelta(minutes=55) < again.lease_until - utcnow() <= timedelta(hours=1)
    assert verify(app)[0] == 0  # what waits isn't damaged
    with answering(authority) as found:
        use(app, found, monkeypatch)
        run_job()
    db.session.refresh(proof)
    assert (proof.stamped_at is not None, proof.reason) == (True, "")
    assert alarms_of_app().current() == []
    actions = db.session.scalars(select(Event.action).where(Event.action.like("capture:%stamp%"))).all()
    assert actions == ["capture:not-stamped", "capture:stamp"]


@pytest.mark.parametrize(
    ("bytes_sent", "words"),
    [
        (answer(b"<html>", Content_Type="text/html"), "isn’t a time stamp"),
        (answer(b"", status="500 Internal Server Error"), "status 500"),
        (answer(b"", status="302 Found", Location="http://127.0.0.1:9/"), "redirects"),
        (answer(bytes.fromhex("30053003020102")), "refused to stamp the captures (status 2)"),
    ],
    ids=["a page", "an error", "a redirect", "a refusal"],
)
def test_an_answer_that_is_no_stamp_is_kept_as_the_reason(
    app: Flask, authority: Authority, monkeypatch: pytest.MonkeyPatch, bytes_sent: bytes, words: str
) -> None:
    captures(1)
    with serving(sending(bytes_sent)) as server:
        use(app, TimeAuthority(server.url("/tsr"), authority.certificates), monkeypatch)
        run_job()
    proof = db.session.scalars(select(TimeProof)).one()
    assert (proof.stamped_at, words in proof.reason) == (None, True), proof.reason


def test_a_stamp_by_somebody_else_of_something_else_or_of_another_request_is_refused(
    authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other", "Somebody else")
    request = TimestampRequest(b"a root")
    reply = authority.stamp(request.data)
    assert request.stamp(reply, authority.certificates).at == verified_time(reply, authority.certificates, b"a root")
    with pytest.raises(StampRefused, match="can’t be verified"):
        request.stamp(other.stamp(request.data), authority.certificates)
    with pytest.raises(StampRefused, match="can’t be verified"):
        verified_time(reply, authority.certificates, b"another root")
    with pytest.raises(StampRefused, match="can’t be verified"):
        TimestampRequest(b"a root").stamp(reply, authority.certificates)  # which has another nonce


def test_without_an_authority_there_is_no_job_and_pages_say_nothing(app: Flask, rita: FlaskClient) -> None:
    (capture,) = captures(1)
    schedule()
    assert db.session.scalars(select(Job).where(Job.name == JOB)).all() == []
    assert "Time proof" not in rita.get(f"/captures/{capture.id}").text


def test_without_fetching_the_reason_says_so(app: Flask, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    use(app, TimeAuthority(NOWHERE, authority.certificates), monkeypatch)
    settings = replace(app.extensions["settings"], fetch_networks=None)
    monkeypatch.setitem(app.extensions, "settings", settings)
    captures(1)
    run_job()
    assert db.session.scalars(select(TimeProof.reason)).one() == "This installation doesn’t fetch pages."


def test_the_night_begins_when_the_day_is_complete() -> None:
    assert next_night(datetime(2026, 11, 30, 0, 9, tzinfo=UTC)) == datetime(2026, 11, 30, 0, 10, tzinfo=UTC)
    assert next_night(datetime(2026, 11, 30, 0, 10, tzinfo=UTC)) == datetime(2026, 12, 1, 0, 10, tzinfo=UTC)
