"""Actions on followed feeds and on their candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields

from factcheck.accounts.models import User
from factcheck.audit import archiving
from factcheck.audit.service import changes, record
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.i18n import _
from factcheck.inbox import queries
from factcheck.inbox.fetch_job import schedule
from factcheck.inbox.models import FeedCandidate, FeedFetches, FollowedFeed
from factcheck.permissions import Permission, require
from factcheck.undo.service import as_one
from factcheck.urls import key


@dataclass(frozen=True, slots=True)
class FeedDetails:
    """What people say of a feed."""

    url: str
    title: str
    keywords: str
    interval_hours: int


def follow(actor: User, details: FeedDetails) -> FollowedFeed:
    """Follow a feed from now on: it is fetched at once, and then at its interval."""
    require(actor, Permission.MANAGE_FEEDS)
    refuse_followed(details.url)
    feed = FollowedFeed(added_by=actor, url_key=key(details.url), fetches=FeedFetches(), **asdict(details))
    db.session.add(feed)
    db.session.flush()
    record(actor, "feed:add", ("feed", feed.id), None, asdict(details))
    schedule(feed)
    return feed


def refuse_followed(url: str, feed: FollowedFeed | None = None) -> None:
    """Raise Invalid for `url` if another feed than this one has the address."""
    other = db.session.scalars(queries.of_address(key(url))).first()
    if other is None or other is feed:
        return
    if other.archived_at is not None:
        raise Invalid("url", _("This feed is archived as “%(title)s”. Restore it.", title=other.title))
    raise Invalid("url", _("This feed is already followed as “%(title)s”.", title=other.title))


def edit(actor: User, feed: FollowedFeed, details: FeedDetails, seen_revision: int) -> None:
    """Edit a feed, which is fetched again at once; refused if somebody else edited it since it was shown."""
    require(actor, Permission.MANAGE_FEEDS)
    if not check_revision(feed, seen_revision):
        raise EditConflict(_("Somebody else edited this feed while you were writing. Your changes were not saved."))
    _refuse_archived(feed)
    refuse_followed(details.url, feed)
    old, new = changes(asdict(details_of(feed)), asdict(details))
    if not new:
        return
    for name, value in new.items():
        setattr(feed, name, value)
    feed.url_key = key(feed.url)
    feed.fetches.etag = feed.fetches.last_modified = ""  # what didn't match before may match now
    db.session.flush()
    record(actor, "feed:edit", ("feed", feed.id), old, new)
    schedule(feed)


def details_of(feed: FollowedFeed) -> FeedDetails:
    """The details of a feed as they are now."""
    return FeedDetails(**{field.name: getattr(feed, field.name) for field in fields(FeedDetails)})


def archive(actor: User, feed: FollowedFeed) -> None:
    """Stop following a feed; its candidates stay."""
    archiving.archive(actor, feed, "feed", Permission.MANAGE_FEEDS, _("This feed is already archived."))


def restore(actor: User, feed: FollowedFeed) -> None:
    """Follow an archived feed again."""
    archiving.restore(actor, feed, "feed", Permission.MANAGE_FEEDS, _("This feed isn’t archived."))
    schedule(feed)


def fetch_now(actor: User, feed: FollowedFeed) -> None:
    """Fetch a feed before its time."""
    require(actor, Permission.MANAGE_FEEDS)
    _refuse_archived(feed)
    schedule(feed)
    record(actor, "feed:fetch-now", ("feed", feed.id))


def dismiss(actor: User, candidate: FeedCandidate) -> None:
    """Put a candidate out of the inbox."""
    require(actor, Permission.ADD_ARTICLE)
    if candidate.dismissed_at is not None:
        raise Conflict(_("This candidate is already dismissed."))
    candidate.dismissed_at, candidate.dismissed_by_id = utcnow(), actor.id
    db.session.flush()
    record(actor, "candidate:dismiss", ("candidate", candidate.id))


def dismiss_all(actor: User, candidates: Sequence[FeedCandidate]) -> int:
    """Dismiss these candidates as one step of undo, but for those that are dismissed; returns their number."""
    require(actor, Permission.ADD_ARTICLE)
    waiting = [candidate for candidate in candidates if candidate.dismissed_at is None]
    if not waiting:
        raise Conflict(_("These candidates are already dismissed."))
    with as_one(actor):
        for candidate in waiting:
            dismiss(actor, candidate)
    return len(waiting)


def bring_back(actor: User, candidate: FeedCandidate) -> None:
    """Put a dismissed candidate back into the inbox."""
    require(actor, Permission.ADD_ARTICLE)
    if candidate.dismissed_at is None:
        raise Conflict(_("This candidate isn’t dismissed."))
    candidate.dismissed_at = candidate.dismissed_by_id = None
    db.session.flush()
    record(actor, "candidate:restore", ("candidate", candidate.id))


def _refuse_archived(feed: FollowedFeed) -> None:
    if feed.archived_at is not None:
        raise Conflict(_("This feed is archived. Restore it first."))
