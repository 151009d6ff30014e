"""Watched pages of a local site, looked at without pauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.watching import service
from factcheck.watching.models import WatchedPage
from tests.captures_site import PAGE
from tests.factories import make_claim, make_user
from tests.fetching.hostile import serving
from tests.watching.watched_site import WatchedSite, capture

QUOTE = "The opening is planned for September."


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))


@pytest.fixture
def watching(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are captured and watched without being asked, as they are by default."""
    settings = replace(app.extensions["settings"], captures_sources=True, watches_pages=True)
    monkeypatch.setitem(app.extensions, "settings", settings)


@pytest.fixture
def site() -> Iterator[WatchedSite]:
    found = WatchedSite(PAGE)
    with serving(found.answer) as server:
        found.server, found.url = server, server.url("/permit")
        yield found


@pytest.fixture
def source(app: Flask, site: WatchedSite) -> Source:
    found = sources.add(make_user("Rita"), sources.SourceDetails("Building permit", url=site.url))
    db.session.commit()
    return found


@pytest.fixture
def cited(source: Source) -> Evidence:
    """Evidence that quotes the source, which is captured, found in it and watched."""
    rita = make_user("Rita")
    claim = make_claim()
    found = evidence.add(rita, claim, source, evidence.EvidenceDetails(Stance.REFUTES, QUOTE))
    capture(source)
    service.watch(rita, source)
    db.session.commit()
    return found


@pytest.fixture
def page(cited: Evidence) -> WatchedPage:
    """The watched page of that source."""
    found = service.page_of(cited.source)
    assert found is not None
    return found


@pytest.fixture
def cited_now(source: Source) -> Evidence:
    """Evidence that quotes the source, which nobody has captured or watched by hand."""
    found = evidence.add(make_user("Rita"), make_claim(), source, evidence.EvidenceDetails(Stance.REFUTES, QUOTE))
    db.session.commit()
    return found
