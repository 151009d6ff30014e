"""The job of a feed keeps what is new once, queues its next run, and never stops for a failure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.db import db, utcnow
from factcheck.inbox import fetch_job, reading, service
from factcheck.inbox.models import FeedCandidate, FollowedFeed
from factcheck.integrity.checks import CHECKS
from factcheck.jobs import worker
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.service import unfinished
from tests.factories import make_user
from tests.feed_site import FeedSite
from tests.inbox.conftest import Follow, fetch_again, fetch_due, titles


def next_job(feed: FollowedFeed) -> Job:
    job = unfinished(fetch_job.key_of(feed.id))
    assert job is not None
    return job


def wait_of(feed: FollowedFeed) -> float:
    """Hours until the next fetch."""
    due = next_job(feed).lease_until
    assert due is not None
    return round((due - utcnow()) / timedelta(hours=1), 1)


def test_the_first_fetch_takes_what_is_in_the_feed(follow: Follow) -> None:
    feed = follow()
    fetch_due()
    assert titles() == ["The ferry sails", "Harbour opens in May"]
    candidate = db.session.scalars(select(FeedCandidate)).first()
    assert candidate is not None
    assert (candidate.summary, candidate.feed_id) == ("Of Harbour opens in May", feed.id)
    assert candidate.published_at is not None
    assert wait_of(feed) == 6.0
    assert feed.fetches.fetched_at is not None
    event = db.session.scalars(select(Event).where(Event.action == "feed:fetch")).one()
    assert (event.actor_name, event.after) == ("Factcheck", {"count": 2})


def test_two_hundred_entries_twice_bring_nothing_new(follow: Follow, site: FeedSite) -> None:
    site.entries = {f"/{number}": f"Entry {number}" for number in range(200)}
    follow()
    fetch_due()
    assert len(titles()) == 200
    site.entries = {f"/{number}?utm_source=feed": f"Entry {number}, again" for number in range(200)}
    fetch_again()
    assert len(titles()) == 200
    assert db.session.scalar(select(func.count()).where(Event.action == "feed:fetch")) == 1
    site.entries = {"/new": "New", **site.entries}
    fetch_again()
    assert titles()[0] == "New"
    assert len(titles()) == 201


def test_two_feeds_with_the_same_entries_bring_them_once(follow: Follow) -> None:
    follow()
    follow("/other")
    fetch_due()
    assert len(titles()) == 2


def test_an_unchanged_feed_isnt_sent_again(follow: Follow, site: FeedSite) -> None:
    site.etag = '"1"'
    feed = follow()
    fetch_due()
    first = feed.fetches.fetched_at
    fetch_again()
    assert 'If-None-Match: "1"' in site.requests()[1]
    assert feed.fetches.fetched_at != first
    assert (len(titles()), feed.fetches.failures) == (2, 0)


def test_entries_without_a_keyword_arent_kept_and_are_counted(follow: Follow) -> None:
    feed = follow(keywords="harbour")
    fetch_due()
    assert titles() == ["Harbour opens in May"]
    assert feed.fetches.unmatched == 1


def test_other_keywords_fetch_the_feed_again_as_a_whole(follow: Follow, site: FeedSite) -> None:
    site.etag = '"1"'
    feed = follow(keywords="harbour")
    fetch_due()
    details = replace(service.details_of(feed), keywords="ferry")
    service.edit(make_user("Edda", Role.EDITOR), feed, details, feed.revision)
    db.session.commit()
    fetch_due()
    assert titles() == ["The ferry sails", "Harbour opens in May"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (b"", "404 Not Found", "has no page at this address"),
        (b"<rss", "503 Busy", "Try again later"),
        (b"{}", "200 OK", "no JSON Feed"),
        (b"<!doctype html><title>x", "200 OK", "a web page, not a feed"),
        (b"<!doctype html><link rel=alternate type=application/rss+xml href=/x>", "200 OK", "it announces the feed"),
    ],
)
def test_a_failure_is_kept_in_words_and_the_next_fetch_waits_longer(
    follow: Follow, site: FeedSite, body: bytes, status: str, words: str
) -> None:
    site.pages["/feed"], site.status = body, status
    feed, waits = follow(hours=1), []
    fetch_due()
    since = feed.fetches.failing_since
    for _ in range(6):
        waits.append(wait_of(feed))
        fetch_again()
    assert words in feed.fetches.reason
    assert waits == [2.0, 4.0, 8.0, 16.0, 24.0, 24.0]
    assert since is not None
    assert feed.fetches.failing_since == since
    site.pages, site.status = {}, "200 OK"
    fetch_again()
    assert len(titles()) == 2
    assert (feed.fetches.failing_since, feed.fetches.failures, feed.fetches.reason) == (None, 0, "")
    assert wait_of(feed) == 1.0


def test_a_feed_that_kills_its_reader_is_refused_and_the_worker_goes_on(
    follow: Follow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "ANSWER", "os:_exit")  # the process that reads it dies
    feed = follow()
    fetch_due()
    assert feed.fetches.reason == "This feed can’t be read."


def test_settings_that_switch_fetching_off_are_said_in_words(app: Flask, follow: Follow, site: FeedSite) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, fetch_networks=None)
    try:
        feed = follow()
        fetch_due()
    finally:
        app.extensions["settings"] = settings
    assert feed.fetches.reason == "This installation doesn’t fetch pages."
    assert site.requests() == []
    fetch_again()
    assert len(titles()) == 2


def test_a_worker_killed_between_fetching_and_storing_stores_once(follow: Follow) -> None:
    feed = follow()
    claimed = worker.claim()
    assert claimed is not None
    fetch_job.fetch_followed({"feed": feed.id}, lambda done, total: None)  # and then it is killed
    assert titles() == []
    job = db.session.get_one(Job, claimed[0])
    job.lease_until = utcnow() - timedelta(seconds=1)
    db.session.commit()
    fetch_due()
    assert len(titles()) == 2
    assert db.session.scalar(select(func.count(Job.id)).where(Job.state == JobState.QUEUED)) == 1


def test_a_feed_that_was_archived_meanwhile_brings_nothing(follow: Follow) -> None:
    feed = follow()
    write = fetch_job.fetch_followed({"feed": feed.id}, lambda done, total: None)
    edda = make_user("Edda", Role.EDITOR)
    service.archive(edda, feed)
    db.session.commit()
    write()
    db.session.commit()
    fetch_again()
    assert titles() == []
    assert unfinished(fetch_job.key_of(feed.id)) is None
    service.restore(edda, feed)
    db.session.commit()
    fetch_due()
    assert len(titles()) == 2


def test_a_feed_whose_address_was_changed_meanwhile_is_fetched_at_the_new_one(follow: Follow, site: FeedSite) -> None:
    feed = follow("/old")
    write: Any = fetch_job.fetch_followed({"feed": feed.id}, lambda done, total: None)
    details = replace(service.details_of(feed), url=site.url("/new"))
    service.edit(make_user("Edda", Role.EDITOR), feed, details, feed.revision)
    write()
    db.session.commit()
    assert titles() == []
    fetch_due()
    assert (len(titles()), len(site.requests("/new"))) == (2, 1)


def test_a_start_queues_what_an_error_has_stopped(follow: Follow) -> None:
    feed = follow()
    next_job(feed).state = JobState.FAILED
    db.session.commit()
    fetch_job.resume()
    db.session.commit()
    fetch_job.resume()
    fetch_due()
    assert len(titles()) == 2


def test_every_row_is_proved_by_the_log(follow: Follow) -> None:
    feed = follow(keywords="ferry, harbour")
    fetch_due()
    rita, candidate = make_user(), db.session.scalars(select(FeedCandidate)).first()
    assert candidate is not None
    service.dismiss(rita, candidate)
    service.archive(make_user("Edda", Role.EDITOR), feed)
    db.session.commit()
    assert [line for check in CHECKS.values() for line in check()] == []
