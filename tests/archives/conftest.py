"""A source, and an archive service on a local server that is asked for copies of it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from flask import Flask

from factcheck.db import db
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from tests.factories import make_user
from tests.fetching.hostile import HostileServer, answer, serving

PAGE = "https://town.example/permit?a=1"


@dataclass
class ArchiveService:
    """It answers `/save/…` with this status and these headers, and says where the copy is."""

    status: str = "200 OK"
    headers: dict[str, str] = field(default_factory=lambda: {"Content_Location": "/web/20261130/permit"})
    server: HostileServer | None = None

    def answer(self, connection: socket.socket, path: str) -> None:
        is_copy = path.startswith("/web/")
        status, headers = ("200 OK", {}) if is_copy else (self.status, self.headers)
        connection.sendall(answer(b"<title>A copy</title>", status=status, **headers))

    def url(self, path: str) -> str:
        assert self.server is not None
        return self.server.url(path)

    def asked(self) -> list[str]:
        """The paths of the requests to save."""
        assert self.server is not None
        paths = [request.split(" ", 2)[1] for request in self.server.requests]
        return [path for path in paths if path.startswith("/save")]


@pytest.fixture
def archive(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[ArchiveService]:
    """The service that is set."""
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))
    found = ArchiveService()
    with serving(found.answer) as server:
        found.server = server
        address = server.url("/save/{url}")
        monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], archive_save_url=address))
        yield found


@pytest.fixture
def source(app: Flask) -> Source:
    found = sources.add(make_user("Rita"), sources.SourceDetails("Building permit", url=PAGE))
    db.session.commit()
    return found
