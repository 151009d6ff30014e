"""What only a browser can prove: selecting, the keyboard, and no JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from factcheck.articles.models import Version
from factcheck.db import db
from tests.browser.hands import select_words
from tests.browser.newsroom import Newsroom

pytestmark = pytest.mark.browser
WORDS = "Every tonne that passes here passes in peace"


def test_selecting_words_highlights_a_claim(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles/1", "Rita")
    select_words(page, WORDS)
    page.get_by_role("button", name="Highlight a claim", exact=True).click()
    statement = page.get_by_label("Claim, in one sentence")
    expect(statement).to_be_focused()
    statement.fill("Goods pass the strait in peace")
    page.keyboard.press("Enter")
    expect(page.locator("#cards .card", has_text="Goods pass the strait in peace")).to_be_visible()
    expect(page.locator("#text mark", has_text=WORDS)).to_be_visible()
    shown = page.evaluate("document.getElementById('text').textContent")
    db.session.expire_all()
    assert shown == db.session.scalar(select(Version.text).where(Version.article_id == 1))
    page.reload()
    expect(page.locator("#text mark", has_text=WORDS)).to_be_visible()


def test_a_refused_highlight_keeps_what_was_typed(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles/1/claims/new", "Rita")
    page.get_by_label("Quote, as it appears in the article").fill("We will answer with measures that fit the risk")
    page.get_by_label("Claim, in one sentence").fill("Kept")
    page.get_by_role("button", name="Highlight claim").click()
    expect(page.get_by_role("alert")).to_contain_text("more than once")
    expect(page.get_by_label("Claim, in one sentence")).to_have_value("Kept")


def test_without_javascript_by_pasting(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles/1/claims/new", "Rita", java_script_enabled=False)
    page.get_by_label("Quote, as it appears in the article").fill("a matter for Ardland alone")
    page.get_by_label("Claim, in one sentence").fill("The base is Ardland's own matter")
    page.get_by_role("button", name="Highlight claim").click()
    expect(page).to_have_url(re.compile(r"/articles/1#claim-\d+$"))
    expect(page.locator("#text mark", has_text="a matter for Ardland alone")).to_be_visible()


def test_the_text_of_every_article_is_there_to_the_character(newsroom: Newsroom) -> None:
    page = newsroom.page("/", "Rita")
    for version in db.session.scalars(select(Version)).all():
        page.goto(f"/articles/{version.article_id}/versions/{version.number}")
        assert page.evaluate("document.getElementById('text').textContent") == version.text
