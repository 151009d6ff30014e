"""A feed is followed, what it brings is opened, added or dismissed, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from factcheck.db import db
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from factcheck.jobs import worker
from tests.browser.accessibility import faults, narrow_faults
from tests.browser.newsroom import NARROW, WIDE, Newsroom, settled
from tests.feed_site import FeedSite, feed_site

pytestmark = pytest.mark.browser
WORDS = "The ferry of the harbour sails at nine from the new quay, the minister said."
PAGE = f"<!doctype html><html lang=en><article><h1>The ferry sails</h1>{f'<p>{WORDS}</p>' * 3}</article>".encode()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedSite]:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))
    with feed_site(ferry="The ferry sails", harbour="Harbour opens in May", prices="Prices fall") as running:
        running.pages["/ferry"] = PAGE
        yield running


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).press("Enter")


def followed(page: Page, site: FeedSite) -> None:
    """Follow the site's feed from its home page, and fetch it."""
    page.get_by_label("Address of a feed, a sitemap or a home page").fill(site.url("/"))
    press(page, "Preview")
    expect(page.get_by_role("region", name="Newest entries")).to_contain_text("Harbour opens in May")
    expect(page.get_by_label("Title")).to_have_value("Tarnby Courier")
    press(page, "Follow feed")
    expect(page.get_by_role("table")).to_contain_text("Tarnby Courier")
    worker.run_due()
    db.session.rollback()


@pytest.mark.parametrize("has_script", [True, False])
def test_from_a_feed_to_an_article(newsroom: Newsroom, site: FeedSite, has_script: bool) -> None:
    page = newsroom.page("/inbox/feeds/new", "Edda", java_script_enabled=has_script)
    followed(page, site)
    page.goto("/articles")
    page.get_by_role("link", name="Inbox").press("Enter")
    press(page, "Open The ferry sails")
    expect(page.get_by_role("heading", name="Preview article")).to_be_visible()
    expect(page.get_by_label("Headline", exact=True)).to_have_value("The ferry sails")
    press(page, "Add article")
    expect(page.locator("#text")).to_contain_text(WORDS)
    where = page.url
    page.goto("/inbox")
    expect(page.locator("#candidates li")).to_have_count(2)
    page.get_by_label("State").select_option("added")
    press(page, "Apply")
    page.get_by_role("link", name="Open the article The ferry sails").press("Enter")
    expect(page).to_have_url(where)


def test_a_dismissal_is_undone(newsroom: Newsroom, site: FeedSite) -> None:
    page = newsroom.page("/inbox/feeds/new", "Edda")
    followed(page, site)
    page.goto("/inbox")
    press(page, "Dismiss Prices fall")
    expect(page.locator("#candidates li")).to_have_count(2)
    page.locator(".notice").get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#candidates li")).to_have_count(3)
    press(page, "Dismiss all shown")
    expect(page.get_by_role("heading", name="Nothing is waiting")).to_be_visible()
    page.locator(".notice").get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#candidates li")).to_have_count(3)


@pytest.mark.parametrize(("window", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light")])
def test_everybody_can_use_the_inbox_and_nothing_overflows(
    newsroom: Newsroom, site: FeedSite, window: dict[str, int], scheme: str
) -> None:
    site.entries["/long"] = "Donaudampfschifffahrt" * 12
    site.pages["/two"] = b"<!doctype html>" + b"".join(
        b"<link rel=alternate type=application/rss+xml href=/%s>" % name for name in (b"a" * 300, b"b")
    )
    page = newsroom.page("/inbox/feeds/new", "Edda", viewport=window, color_scheme=scheme, reduced_motion="reduce")
    page.get_by_label("Address of a feed, a sitemap or a home page").fill(site.url("/two"))
    press(page, "Preview")
    expect(page.get_by_role("alert")).to_contain_text("announces several feeds")
    assert faults(settled(page)) == []
    assert window is WIDE or narrow_faults(page) == []
    followed(page, site)
    for path in ("/inbox", "/inbox?q=zzz", "/inbox/feeds", "/inbox/feeds?state=archived", "/inbox/feeds/1/edit"):
        page.goto(path)
        assert faults(settled(page)) == [], path
        assert window is WIDE or narrow_faults(page) == [], path
