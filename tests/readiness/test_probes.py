"""Probes for proxies: whether the process is alive, and what isn't ready."""

from __future__ import annotations

from collections import namedtuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from factcheck.db import db
from factcheck.health import watch
from factcheck.jobs import worker_threads as jobs
from factcheck.readiness import probes

Usage = namedtuple("Usage", "total used free")  # as shutil's


def test_a_ready_installation_says_so_to_anybody(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ready", "unready": {}})
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_database_that_does_not_answer_is_named(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionError("postgresql://factcheck:secret@db")

    monkeypatch.setattr(probes.db.session, "execute", refuse)
    monkeypatch.setattr(probes.db.session, "scalars", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert set(answer.json["unready"]) >= {"database", "migrations"}  # type: ignore[index]
    assert "secret" not in answer.text
    assert answer.headers["Retry-After"]
    assert client.get("/healthz").json == {"status": "ok"}


def test_tables_of_another_version_are_named(client: FlaskClient) -> None:
    newest = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    change = text("UPDATE alembic_version SET version_num = :version")
    db.session.execute(change, {"version": "0001"})
    db.session.commit()
    answer = client.get("/readyz")
    db.session.execute(change, {"version": newest})
    db.session.commit()
    assert answer.status_code == 503
    assert answer.json["unready"]["migrations"].startswith("at 0001")  # type: ignore[index]


def test_a_disk_without_room_is_named(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch.shutil, "disk_usage", lambda _: Usage(100, 99, 1))
    assert client.get("/readyz").json["unready"] == {"disk": "less than 64 MB free"}  # type: ignore[index]


def test_a_home_that_cannot_be_written_is_named(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes.os, "access", lambda *_: False)
    assert client.get("/readyz").json["unready"]["disk"] == "the home can't be written"  # type: ignore[index]


def test_a_worker_that_ended_is_named(app: Flask, client: FlaskClient) -> None:
    worker = jobs.start(app)
    try:
        assert client.get("/readyz").status_code == 200
        worker.stop()
        assert client.get("/readyz").json["unready"] == {"jobs": "the worker has ended"}  # type: ignore[index]
    finally:
        del app.extensions[probes.WORKERS]
