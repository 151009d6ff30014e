"""A source on a local site, whose captures wait for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from factcheck.db import db
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from tests.captures_site import PAGE, Site
from tests.factories import make_user
from tests.fetching.hostile import serving


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))


@pytest.fixture
def capturing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """New sources are captured, as they are by default."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], captures_sources=True))


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site(PAGE)
    with serving(found.answer) as server:
        found.url = server.url("/permit")
        yield found


@pytest.fixture
def source(app: Flask, site: Site) -> Source:
    found = sources.add(make_user("Rita"), sources.SourceDetails("Building permit", url=site.url))
    db.session.commit()
    return found
