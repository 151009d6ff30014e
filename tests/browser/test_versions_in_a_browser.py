"""The pages of versions, on the demo newsroom: an update by hand, axe, and no overflow."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from factcheck.articles.models import Article
from factcheck.articles.queries import current_version
from factcheck.db import db
from tests.browser.accessibility import faults
from tests.browser.newsroom import Newsroom, settled
from tests.factories import make_next_version

pytestmark = pytest.mark.browser
PAGES = ("update", "versions", "versions/1", "versions/1/diff/2")


def changed(article: Article) -> str:
    """The article's text with a paragraph moved, one reworded, one gone and one new."""
    _, *lines = db.session.scalars(current_version(article.id)).one().text.split("\n\n")
    lines[1], lines[2] = lines[2], lines[1]
    lines[3] = lines[3].replace(" the ", " some ")
    return "\n\n".join([*lines[:-2], lines[-1], "This stands here since the evening."])


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_overflows(newsroom: Newsroom, scheme: str, width: int, direction: str) -> None:
    article = db.session.scalars(select(Article).where(Article.direction == direction).order_by(Article.id)).first()
    assert article is not None
    make_next_version(article, changed(article))
    page = newsroom.page("/", "Rita", color_scheme=scheme, viewport={"width": width, "height": 900})
    found = {}
    for path in PAGES:
        page.goto(f"/articles/{article.id}/{path}")
        found[path] = faults(settled(page))
    assert {path: said for path, said in found.items() if said} == {}


def test_an_update_without_javascript_leads_to_its_job(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles/1", "Rita", java_script_enabled=False)
    page.locator(".bar-menus summary", has_text="More").click()
    page.get_by_role("link", name="Add a new version").click()
    page.get_by_role("button", name="Preview version 2").click()
    expect(page.get_by_role("alert")).to_contain_text("Paste the text of the article, or choose a file.")
    page.get_by_label("Current text").fill("All is new.")
    page.get_by_role("button", name="Preview version 2").click()
    page.get_by_role("button", name="Add as version 2").click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+$"))
