"""Who may follow feeds and dismiss candidates, when that is refused, and how it is undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.inbox import queries, service
from factcheck.inbox.models import FeedCandidate, FollowedFeed
from factcheck.undo import service as undo
from tests.factories import make_user
from tests.feed_site import FeedSite
from tests.inbox.conftest import Follow, fetch_due


def edda() -> User:
    return make_user("Edda", Role.EDITOR)


def waiting() -> list[FeedCandidate]:
    return list(db.session.scalars(queries.candidates()))


@pytest.mark.parametrize(
    "act",
    [
        service.archive,
        service.restore,
        service.fetch_now,
        lambda actor, feed: service.edit(actor, feed, service.details_of(feed), feed.revision),
        lambda actor, feed: service.follow(actor, replace(service.details_of(feed), url="https://other.example/")),
    ],
)
def test_only_editors_change_which_feeds_are_followed(follow: Follow, act: Callable[..., None]) -> None:
    feed = follow()
    with pytest.raises(NotAllowed, match="Only an editor can change which feeds are followed"):
        act(make_user(), feed)


def test_an_address_is_followed_once(follow: Follow) -> None:
    feed = follow()
    again = replace(service.details_of(feed), url=f"{feed.url}?utm_source=x")
    with pytest.raises(Invalid, match="already followed as “Tarnby Courier”"):
        service.follow(edda(), again)
    service.archive(edda(), feed)
    with pytest.raises(Invalid, match="archived as “Tarnby Courier”"):
        service.follow(edda(), again)


def test_a_feed_doesnt_get_the_address_of_another(follow: Follow) -> None:
    feed, other = follow(), follow("/other")
    with pytest.raises(Invalid, match="already followed"):
        service.edit(edda(), other, service.details_of(feed), other.revision)


def test_an_edit_of_an_old_page_is_refused(follow: Follow) -> None:
    feed = follow()
    service.edit(edda(), feed, replace(service.details_of(feed), title="Courier"), feed.revision)
    with pytest.raises(EditConflict, match="edited this feed"):
        service.edit(edda(), feed, replace(service.details_of(feed), title="Post"), 1)


def test_an_edit_records_what_it_changed_and_the_same_again_nothing(follow: Follow) -> None:
    feed = follow()
    service.edit(edda(), feed, service.details_of(feed), feed.revision)
    service.edit(edda(), feed, replace(service.details_of(feed), title="Courier"), feed.revision)
    events = db.session.scalars(select(Event).where(Event.action == "feed:edit")).all()
    assert [(event.before, event.after) for event in events] == [({"title": "Tarnby Courier"}, {"title": "Courier"})]


@pytest.mark.parametrize("act", [service.fetch_now, lambda actor, feed: service.archive(actor, feed)])
def test_an_archived_feed_is_left_alone(follow: Follow, act: Callable[[User, FollowedFeed], None]) -> None:
    feed = follow()
    service.archive(edda(), feed)
    with pytest.raises(Conflict, match="archived"):
        act(edda(), feed)
    with pytest.raises(Conflict, match="archived"):
        service.edit(edda(), feed, replace(service.details_of(feed), title="x"), feed.revision)
    service.restore(edda(), feed)
    with pytest.raises(Conflict, match="isn’t archived"):
        service.restore(edda(), feed)


def test_a_feed_is_fetched_before_its_time(follow: Follow, site: FeedSite) -> None:
    feed = follow()
    fetch_due()
    fetch_due()
    assert len(site.requests()) == 1
    service.fetch_now(edda(), feed)
    db.session.commit()
    fetch_due()
    assert len(site.requests()) == 2


def test_a_candidate_is_dismissed_and_restored_once(follow: Follow) -> None:
    follow()
    fetch_due()
    rita, first = make_user(), waiting()[0]
    with pytest.raises(Conflict, match="isn’t dismissed"):
        service.bring_back(rita, first)
    service.dismiss(rita, first)
    assert first.dismissed_by is rita
    assert first not in waiting()
    with pytest.raises(Conflict, match="already dismissed"):
        service.dismiss(rita, first)
    service.bring_back(rita, first)
    assert first in waiting()


def test_all_are_dismissed_and_brought_back_in_one_step(follow: Follow) -> None:
    follow()
    fetch_due()
    rita, shown = make_user(), waiting()
    assert service.dismiss_all(rita, shown) == 2
    db.session.commit()
    assert waiting() == []
    with pytest.raises(Conflict, match="already dismissed"):
        service.dismiss_all(rita, shown)
    undo.undo(rita)
    assert len(waiting()) == 2
    undo.redo(rita)
    assert waiting() == []


def test_archiving_is_undone_and_redone(follow: Follow) -> None:
    feed = follow()
    service.archive(edda(), feed)
    undo.undo(edda())
    assert feed.archived_at is None
    undo.redo(edda())
    assert feed.archived_at is not None


def test_people_who_have_left_dismiss_nothing(follow: Follow) -> None:
    follow()
    fetch_due()
    rita = make_user()
    rita.active = False
    for act in (service.dismiss, service.bring_back):
        with pytest.raises(NotAllowed):
            act(rita, waiting()[0])
    with pytest.raises(NotAllowed):
        service.dismiss_all(rita, waiting())
