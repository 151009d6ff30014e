"""The job of a followed feed: it fetches, keeps what is new, and queues its next run itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from factcheck.audit.service import record
from factcheck.db import db, utcnow
from factcheck.documents.feeds.entries import FeedDocument, FeedEntry
from factcheck.documents.text import Unreadable
from factcheck.fetching.client import Fetched, Validators
from factcheck.fetching.refusals import FetchRefused
from factcheck.i18n import N_
from factcheck.inbox import queries
from factcheck.inbox.keywords import folded
from factcheck.inbox.models import FeedCandidate, FollowedFeed
from factcheck.inbox.reading import fetch_feed, read, select_entries
from factcheck.jobs.handlers import WEB, JobHandler, Report
from factcheck.jobs.service import enqueue, start_now
from factcheck.urls import key

JOB = "inbox:fetch"
LOCATION = "/inbox/feeds"
MAX_WAIT = timedelta(days=1)  # until a feed that fails is tried again


def key_of(feed_id: int) -> str:
    """The key of the job that fetches a feed."""
    return f"{JOB}:{feed_id}"


def schedule(feed: FollowedFeed, wait: timedelta = timedelta(0)) -> None:
    """Queue the next fetch of a feed, or let the queued one start earlier. Never commits."""
    due = utcnow() + wait
    feed.fetches.due_at = due
    job = enqueue(JOB, {"feed": feed.id}, location=LOCATION, key=key_of(feed.id), due=due if wait else None)
    if not wait:
        start_now(job)


def resume() -> None:
    """Queue the feeds for which no fetch is queued, such as after an error of ours. Never commits."""
    for feed in db.session.scalars(queries.feeds()).all():
        due = feed.fetches.due_at or utcnow()
        enqueue(JOB, {"feed": feed.id}, location=LOCATION, key=key_of(feed.id), due=due)


def fetch_followed(arguments: Mapping[str, Any], _report: Report) -> Callable[[], None]:
    """The job: fetch a feed if it has changed, and keep what is new. A failure is kept in words; it never stops it."""
    feed = db.session.get_one(FollowedFeed, int(arguments["feed"]))
    if feed.archived_at is not None:
        return lambda: None
    feed_id, url, state = feed.id, feed.url, feed.fetches
    seen = Validators(state.etag, state.last_modified)
    db.session.rollback()  # a slow server must not keep a transaction open
    try:
        page = fetch_feed(url, seen)
        document = None if page.is_unchanged else read(page)
    except (FetchRefused, Unreadable) as refusal:
        reason = str(refusal)
        return lambda: _of_feed(feed_id, url, lambda feed: _fail(feed, reason))
    return lambda: _of_feed(feed_id, url, lambda feed: _keep(feed, page, document))


def _of_feed(feed_id: int, url: str, act: Callable[[FollowedFeed], None]) -> None:
    """Act on the feed unless it was archived meanwhile; if its address was changed, fetch that instead."""
    feed = db.session.get_one(FollowedFeed, feed_id, populate_existing=True)
    if feed.archived_at is not None:
        return
    if feed.url == url:
        act(feed)
    else:
        schedule(feed)


def _fail(feed: FollowedFeed, reason: str) -> None:
    """Say why, and wait twice as long as before."""
    state = feed.fetches
    state.failing_since = state.failing_since or utcnow()
    state.failures, state.reason = state.failures + 1, reason
    schedule(feed, min(MAX_WAIT, timedelta(hours=feed.interval_hours) * 2 ** min(state.failures, 10)))


def _keep(feed: FollowedFeed, page: Fetched, document: FeedDocument | None) -> None:
    """Keep the new entries that have a keyword; None for a feed that hasn't changed."""
    state = feed.fetches
    state.fetched_at, state.failing_since, state.failures, state.reason = page.fetched_at, None, 0, ""
    if document is not None:
        state.etag, state.last_modified = page.validators
        found = select_entries(document, feed.keywords)
        state.unmatched, state.without_address = found.unmatched, document.without_address
        if count := _add(feed, found.entries):
            record(None, "feed:fetch", ("feed", feed.id), None, {"count": count})
    schedule(feed, timedelta(hours=feed.interval_hours))


def _add(feed: FollowedFeed, entries: Sequence[FeedEntry]) -> int:
    """Add the entries whose addresses are new as candidates, the newest last; returns their number."""
    by_key = {key(entry.url): entry for entry in reversed(entries)}
    known = set(db.session.scalars(queries.known_keys(list(by_key))))
    new = {url_key: entry for url_key, entry in by_key.items() if url_key not in known}
    for url_key, entry in new.items():
        values = {**entry._asdict(), "url_key": url_key, "folded_words": folded(entry.title, entry.summary)}
        db.session.add(FeedCandidate(feed_id=feed.id, **values))
    db.session.flush()
    return len(new)


JOBS = {JOB: JobHandler(fetch_followed, N_("Fetching a feed"), lane=WEB)}
