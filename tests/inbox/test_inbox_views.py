"""The inbox and its feeds over HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.inbox.models import FeedCandidate, FollowedFeed
from tests.factories import make_article, make_user, post, sign_in
from tests.feed_site import FeedSite
from tests.forms import upload_form
from tests.inbox.conftest import Follow, fetch_due

NEW = "/inbox/feeds/new"
PAGE = b"<!doctype html><html lang=en><title>The ferry sails</title><article><h1>The ferry sails</h1>" + b"".join(
    b"<p>The ferry of route %d sails at nine from the new quay.</p>" % number for number in range(5)
)


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


def add(client: FlaskClient, choice: str = "preview", **fields: str) -> str:
    sent = post(client, NEW, **{"title": "", "keywords": "", "interval": "6", "choice": choice, **fields})
    return sent.text if sent.status_code != 303 else f"303 {sent.location}"


def test_a_feed_is_previewed_and_then_followed(edda: FlaskClient, site: FeedSite) -> None:
    page = add(edda, url=site.url(), keywords="harbour")
    assert "Harbour opens in May" in page
    assert "The ferry sails" not in page
    assert "1 entry would be kept" in page
    assert "1 has no keyword" in page
    assert 'value="Tarnby Courier"' in page
    assert db.session.scalars(select(FollowedFeed)).first() is None
    assert add(edda, "add", url=site.url(), seen=site.url(), title="Courier") == "303 /inbox/feeds"
    feed = db.session.scalars(select(FollowedFeed)).one()
    assert (feed.title, feed.interval_hours, feed.url) == ("Courier", 6, site.url())


def test_what_wasnt_previewed_is_previewed_first(edda: FlaskClient, site: FeedSite) -> None:
    page = add(edda, "add", url=site.url(), seen=site.url("/other"))
    assert "Newest entries" in page
    assert db.session.scalars(select(FollowedFeed)).first() is None


def test_a_home_page_gives_way_to_the_feed_that_it_announces(edda: FlaskClient, site: FeedSite) -> None:
    page = add(edda, url=site.url("/"))
    assert f'value="{site.url()}"' in page
    assert "Harbour opens in May" in page


def test_of_several_feeds_one_is_chosen(edda: FlaskClient, site: FeedSite) -> None:
    link = b"<link rel=alternate type=application/rss+xml href=%s>"
    site.pages["/"] = b"<!doctype html>" + link % b"/feed" + link % b"/sport"
    page = add(edda, url=site.url("/"))
    assert "announces several feeds" in page
    assert f'name="feed" value="{site.url("/sport")}"' in page
    assert "Harbour opens in May" in add(edda, url=site.url("/"), feed=site.url("/sport"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"url": ""}, "Enter an address."),
        ({"url": "courier.example"}, "Enter a full address"),
        ({"url": "http://10.0.0.1/feed"}, "is in a private network"),
        ({"keywords": "word" + " a b" * 40}, "Use at most 60 words and phrases; these are 81."),
        ({"title": "x" * 301}, "300"),
        ({"interval": "5"}, "Not a valid choice."),
        ({"url": "/page"}, "This is a web page, not a feed."),
    ],
)
def test_a_bad_feed_is_refused_at_its_field(
    edda: FlaskClient, site: FeedSite, fields: dict[str, str], words: str
) -> None:
    site.pages["/page"] = b"<!doctype html><title>x"
    fields = {name: site.url(value) if value.startswith("/") else value for name, value in fields.items()}
    answer = post(edda, NEW, **{"url": site.url(), "interval": "6", "choice": "preview", **fields})
    assert answer.status_code == 422
    assert words in answer.text


def test_a_followed_feed_isnt_added_again(edda: FlaskClient, follow: Follow, site: FeedSite) -> None:
    follow()
    assert "already followed as “Tarnby Courier”" in add(edda, url=site.url())
    assert "already followed" in add(edda, url=site.url("/"))
    assert "already followed" in add(edda, "add", url=site.url(), seen=site.url())


def test_programs_get_the_errors_of_a_feed(edda: FlaskClient) -> None:
    answer = post(edda, NEW, url="x", interval="6", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json is not None
    assert "Enter a full address" in str(answer.json)


def test_reviewers_see_feeds_and_dont_change_them(rita: FlaskClient, follow: Follow) -> None:
    feed = follow()
    page = rita.get("/inbox/feeds").text
    assert "Tarnby Courier" in page
    assert "Fetch now" not in page
    assert "Add a feed" not in page
    assert rita.get(NEW).status_code == 403
    assert rita.get(f"/inbox/feeds/{feed.id}/edit").status_code == 403
    for act in ("fetch", "archive", "restore", "edit"):
        assert post(rita, f"/inbox/feeds/{feed.id}/{act}").status_code == 403


def test_the_table_says_how_fetching_goes(edda: FlaskClient, follow: Follow, site: FeedSite) -> None:
    follow(keywords="harbour")
    assert "not yet" in edda.get("/inbox/feeds").text
    fetch_due()
    page = edda.get("/inbox/feeds").text
    assert "1 entry without them" in page
    assert "Failing" not in page
    site.status = "403 Forbidden"
    post(edda, "/inbox/feeds/1/fetch")
    fetch_due()
    page = edda.get("/inbox/feeds").text
    assert "Failing since" in page
    assert "It may need a sign-in." in page


def test_a_feed_is_edited_archived_and_restored(edda: FlaskClient, follow: Follow) -> None:
    feed = follow()
    assert "Edit feed" in edda.get(f"/inbox/feeds/{feed.id}/edit").text
    fields = {"url": feed.url, "title": "", "keywords": "ferry", "interval": "24", "revision": "1"}
    assert post(edda, f"/inbox/feeds/{feed.id}/edit", **{**fields, "keywords": "x " * 61}).status_code == 422
    assert post(edda, f"/inbox/feeds/{feed.id}/edit", **fields).status_code == 303
    assert (feed.keywords, feed.interval_hours, feed.title) == ("ferry", 24, feed.url.partition("://")[2])
    stale = post(edda, f"/inbox/feeds/{feed.id}/edit", **{**fields, "keywords": "harbour"})
    assert stale.status_code == 409
    assert post(edda, f"/inbox/feeds/{feed.id}/archive").status_code == 303
    assert "data-undoable" in edda.get("/inbox/feeds").text
    assert "not followed" in edda.get("/inbox/feeds?state=archived").text
    assert post(edda, f"/inbox/feeds/{feed.id}/restore").status_code == 303
    assert feed.archived_at is None


def test_the_inbox_lists_what_waits_and_finds_the_rest(rita: FlaskClient, follow: Follow) -> None:
    follow()
    fetch_due()
    page = rita.get("/inbox").text
    assert page.index("The ferry sails") < page.index("Harbour opens in May")
    assert 'Inbox <span class="count">2</span>' in rita.get("/articles").text
    found = rita.get("/inbox?q=HARBOURS")
    assert "No candidates found" in found.text
    assert "ferry" not in rita.get('/inbox?q="harbour opens"').text
    assert post(rita, "/inbox", q="ferry").location == "/inbox?q=ferry"
    assert "No candidates found" in rita.get("/inbox?feed=99").text
    sent = post(rita, "/inbox/1/dismiss", back="/inbox?q=harbour")
    assert sent.location == "/inbox?q=harbour"
    assert "Harbour opens in May" not in rita.get("/inbox").text
    dismissed = rita.get("/inbox?state=dismissed").text
    assert "Harbour opens in May" in dismissed
    assert "dismissed by Rita" in dismissed
    assert post(rita, "/inbox/1/restore", back="https://elsewhere.example/").location == "/inbox"
    assert "Harbour opens in May" in rita.get("/inbox").text


def test_a_dismissal_is_undone_from_its_notice(rita: FlaskClient, follow: Follow) -> None:
    follow()
    fetch_due()
    post(rita, "/inbox/1/dismiss")
    assert "data-undoable" in rita.get("/inbox").text
    post(rita, "/undo", back="/inbox")
    assert "Harbour opens in May" in rita.get("/inbox").text


def test_all_shown_are_dismissed(rita: FlaskClient, follow: Follow) -> None:
    follow()
    fetch_due()
    assert "Dismiss all shown" in rita.get("/inbox").text
    assert post(rita, "/inbox/dismiss", id=["1", "2"]).status_code == 303
    assert "Nothing is waiting" in rita.get("/inbox").text
    assert post(rita, "/inbox/dismiss", id=["1", "2"]).status_code == 409


@pytest.mark.parametrize("ids", [[], ["x"], ["-1"], [str(number) for number in range(31)]])
def test_damaged_lists_to_dismiss_are_refused(rita: FlaskClient, ids: list[str]) -> None:
    assert post(rita, "/inbox/dismiss", id=ids).status_code == 422


def test_a_candidate_opens_in_the_preview_and_then_leads_to_its_article(
    rita: FlaskClient, follow: Follow, site: FeedSite
) -> None:
    follow()
    fetch_due()
    site.pages["/ferry"] = PAGE
    sent = post(rita, "/articles/new", choice="preview", text=site.url("/ferry"))
    page = rita.get(sent.location).text
    fields = {**upload_form(page, "/articles/new").fields, "choice": "add"}
    assert post(rita, "/articles/new", **fields).status_code == 303
    assert "The ferry sails" not in rita.get("/inbox").text
    added = rita.get("/inbox?state=added").text
    assert "The ferry sails" in added
    assert "/articles/1" in added


def test_an_article_that_exists_already_is_linked(rita: FlaskClient, follow: Follow, site: FeedSite) -> None:
    version = make_article()
    version.article.canonical_url = site.url("/ferry?utm_source=x")
    db.session.commit()
    follow()
    fetch_due()
    assert "The ferry sails" not in rita.get("/inbox").text
    assert f"/articles/{version.article_id}" in rita.get("/inbox?state=added").text


def test_empty_screens_say_what_to_do(app: Flask, rita: FlaskClient, edda: FlaskClient) -> None:
    assert "Ask an editor to add their feeds." in rita.get("/inbox").text
    assert "Add a feed" in edda.get("/inbox").text
    assert "Add a feed" in edda.get("/inbox/feeds").text
    assert "No archived feeds" in edda.get("/inbox/feeds?state=archived").text
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, fetch_networks=None)
    try:
        assert "doesn’t fetch pages" in edda.get("/inbox").text
        assert "doesn’t fetch pages" in edda.get("/inbox/feeds").text
        assert "doesn’t fetch pages. You can also add" in add(edda, url="https://courier.example/feed")
    finally:
        app.extensions["settings"] = settings


def test_markup_and_addresses_of_a_feed_do_no_harm(rita: FlaskClient, follow: Follow, site: FeedSite) -> None:
    site.pages["/feed"] = (
        b"<rss version='2.0'><channel><item><title>&lt;img src=x onerror=alert(1)&gt;&amp;lt;b&amp;gt;</title>"
        b"<link>https://courier.example/a</link></item><item><link>javascript:alert(1)</link></item></channel></rss>"
    )
    follow()
    fetch_due()
    candidate = db.session.scalars(select(FeedCandidate)).one()
    assert candidate.title == "<b>"
    page = rita.get("/inbox").text
    assert "&lt;b&gt;" in page
    assert "javascript:" not in page
