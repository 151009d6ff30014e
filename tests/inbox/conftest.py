"""Feeds for the tests of the inbox, fetched without pauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select, update

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from factcheck.inbox import service
from factcheck.inbox.models import FeedCandidate, FollowedFeed
from factcheck.inbox.service import FeedDetails
from factcheck.jobs import worker
from factcheck.jobs.models import Job
from tests.factories import make_user
from tests.feed_site import FeedSite, feed_site

Follow = Callable[..., FollowedFeed]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))


@pytest.fixture
def site() -> Iterator[FeedSite]:
    with feed_site(ferry="The ferry sails", harbour="Harbour opens in May") as running:
        yield running


@pytest.fixture
def follow(app: Flask, site: FeedSite) -> Follow:
    """Follow the site's feed, or that at another path, as Edda; committed."""

    def follow(path: str = "/feed", keywords: str = "", hours: int = 6) -> FollowedFeed:
        edda = make_user("Edda", Role.EDITOR)
        feed = service.follow(edda, FeedDetails(site.url(path), "Tarnby Courier", keywords, hours))
        db.session.commit()
        return feed

    return follow


def fetch_due() -> None:
    """Run the fetches that are due, as the server's worker does."""
    worker.run_due()
    db.session.expire_all()


def fetch_again() -> None:
    """Run the next fetch of every feed as if it were due."""
    db.session.execute(update(Job).values(lease_until=None))
    db.session.commit()
    fetch_due()


def titles() -> list[str]:
    """The titles of all candidates, the last found first."""
    return list(db.session.scalars(select(FeedCandidate.title).order_by(FeedCandidate.id.desc())))
