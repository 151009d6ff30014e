"""The job that looks at a watched page: fetched if it changed, compared, and the next look is planned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask import current_app

from factcheck.db import db, utcnow
from factcheck.fetching.client import Fetched, Validators, fetch
from factcheck.fetching.policy import PUBLIC
from factcheck.fetching.refusals import FetchRefused, Reason
from factcheck.i18n import N_
from factcheck.jobs.handlers import WATCH, JobHandler, Report
from factcheck.watching.looks import article_look, source_look
from factcheck.watching.looks.article_look import NotCompared
from factcheck.watching.looks.robots import RobotsCheck
from factcheck.watching.looks.schedule import LOOK, set_due
from factcheck.watching.models import LookResult, WatchedPage

USER_AGENT = "Factcheck/0.1 (fact-checking; watches pages that a newsroom quotes)"
Write = Callable[[WatchedPage], LookResult]


class WatchTarget(NamedTuple):
    """What is looked at: an address, of a source or of an article, and what its server said of it last time."""

    page_id: int
    url: str
    seen: Validators
    source_id: int | None
    article_id: int | None

    @classmethod
    def of(cls, page: WatchedPage) -> WatchTarget:
        """The target of a page as it is now; a page that had other words than ours is fetched as a whole."""
        looks = page.looks
        is_ours = looks.url == page.url and (page.source_id is not None or looks.result is not LookResult.CHANGED)
        seen = Validators(looks.etag, looks.last_modified) if is_ours else Validators()
        return cls(page.id, page.url, seen, page.source_id, page.article_id)


def look(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: look at a page that is still watched. A failure is kept in words; it never stops the next look."""
    target = WatchTarget.of(db.session.get_one(WatchedPage, int(arguments["page_id"])))
    networks = current_app.extensions["settings"].fetch_networks
    db.session.rollback()  # a slow server must not keep a transaction open
    report(0, 1)
    robots = RobotsCheck(PUBLIC._replace(allowed=networks or (), user_agent=USER_AGENT))
    try:
        if networks is None:
            raise FetchRefused(Reason.OFF)
        fetched = fetch(target.url, robots.policy, target.seen, robots)
        report(1, 1)
        act = _comparison(target, fetched)
    except (FetchRefused, NotCompared) as refusal:
        reason, why = str(refusal), refusal.reason if isinstance(refusal, FetchRefused) else None
        return lambda: _end(target, robots, lambda page: _fail(page, reason, why))
    return lambda: _end(target, robots, lambda page: _see(page, fetched, act))


def _comparison(target: WatchTarget, fetched: Fetched) -> Write:
    """What is to be written of a page that was had; computed before."""
    if fetched.is_unchanged:
        return lambda page: LookResult.UNCHANGED
    if target.source_id is not None:
        return source_look.compare(target.source_id, target.url, fetched)
    return article_look.compare(target.article_id or 0, fetched)


def _end(target: WatchTarget, robots: RobotsCheck, act: Callable[[WatchedPage], None]) -> None:
    """Write the result, unless the page is no longer watched or has another address; then plan the next look."""
    robots.store()
    page = db.session.get_one(WatchedPage, target.page_id, populate_existing=True)
    if page.is_on and page.url == target.url:
        page.looks.looked_at = utcnow()
        act(page)
    set_due(page.looks)


def _see(page: WatchedPage, fetched: Fetched, act: Write) -> None:
    looks = page.looks
    looks.result = act(page)
    looks.url, (looks.etag, looks.last_modified) = page.url, fetched.validators
    looks.seen_at, looks.count = fetched.fetched_at, looks.count + 1
    looks.failures, looks.failing_since, looks.reason = 0, None, ""


def _fail(page: WatchedPage, reason: str, why: Reason | None) -> None:
    """Keep the reason; what a page needs to be gone is that it isn't there at two looks in a row."""
    looks = page.looks
    was_missing = looks.result in {LookResult.GONE, LookResult.MISSING}
    looks.failures, looks.failing_since = looks.failures + 1, looks.failing_since or utcnow()
    looks.reason, looks.result = reason, LookResult.FAILED
    if why is Reason.ROBOTS:
        looks.result = LookResult.FORBIDDEN
    elif why is Reason.NOT_FOUND:
        looks.result = LookResult.GONE if was_missing else LookResult.MISSING
    if looks.result is LookResult.GONE and page.source is not None:
        source_look.note_gone(page, reason)


JOBS = {LOOK: JobHandler(look, N_("Looking at a watched page"), lane=WATCH)}
