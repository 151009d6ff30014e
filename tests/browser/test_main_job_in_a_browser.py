"""What only a browser can prove: selecting, the keyboard, no JavaScript, and that nobody is shut out."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from factcheck.articles.models import Version
from factcheck.db import db

pytestmark = pytest.mark.browser
WORDS = "Every tonne that passes here passes in peace"
SELECT = """words => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return true;
  }
  return false;
}"""
PAGES = (
    "/", "/articles", "/articles?q=zzz", "/articles?state=archived", "/articles/1", "/articles/4", "/articles/new",
    "/articles/1/claims/new", "/articles/1/join", "/articles/1/find?q=built+for+fishermen", "/articles/find",
    "/articles/find?q=a+harbour+for+frigates", "/articles/find?q=zzz",
    "/articles/6", "/articles/1/sentences", "/undo", "/claims/27/threads",
    "/articles/6?attach=5", "/articles/6/versions/2/marks", "/articles/6/versions/2/marks?show=all",
    "/articles/6/versions/2/marks?show=look", "/articles/1/versions/1/marks", "/marks/2", "/claims/27/changes",
    "/articles/1/edit", "/claims", "/claims?q=zzz", "/claims/2",
    "/claims/2/edit", "/claims/2/evidence", "/claims/2/evidence/new", "/claims/2/reviews", "/claims/2/reviews/new",
    "/claims/2/verdict", "/claims/3/verdict/new", "/editions/1", "/verdicts/1/correct", "/sources", "/sources/1",
    "/people", "/me", "/change", "/tf-setup", "/mf-recovery-codes", "/checks", "/corrections", "/methodology",
    "/reports/1", "/checks/ardland-s-military-spending-grew-by-less-than-half",
    "/checks/ardland-s-military-spending-grew-by-less-than-half/editions/1", "/nothing",
)  # fmt: skip


def enter(browser: Browser, url: str, name: str, **options: object) -> Page:
    """A page of a new context, signed in with one click."""
    page = browser.new_context(**options).new_page()
    page.goto(f"{url}/login")
    page.get_by_role("button", name=name, exact=True).click()
    expect(page).to_have_url(f"{url}/")
    return page


def test_selecting_words_highlights_a_claim(browser: Browser, url: str) -> None:
    page = enter(browser, url, "Rita")
    page.goto(f"{url}/articles/1")
    assert page.evaluate(SELECT, WORDS)
    page.get_by_role("button", name="Highlight a claim", exact=True).click()
    statement = page.get_by_label("What is to be checked")
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


def test_a_refused_highlight_keeps_what_was_typed(browser: Browser, url: str) -> None:
    page = enter(browser, url, "Rita")
    page.goto(f"{url}/articles/1/claims/new")
    page.get_by_label("The words, as the article has them").fill("We will answer with measures that fit the risk")
    page.get_by_label("What is to be checked").fill("Kept")
    page.get_by_role("button", name="Highlight this claim").click()
    expect(page.get_by_role("alert")).to_contain_text("more than once")
    expect(page.get_by_label("What is to be checked")).to_have_value("Kept")


def test_without_javascript_by_pasting(browser: Browser, url: str) -> None:
    page = enter(browser, url, "Rita", java_script_enabled=False)
    page.goto(f"{url}/articles/1/claims/new")
    page.get_by_label("The words, as the article has them").fill("a matter for Ardland alone")
    page.get_by_label("What is to be checked").fill("The base is Ardland's own matter")
    page.get_by_role("button", name="Highlight this claim").click()
    expect(page).to_have_url(re.compile(r"/articles/1#claim-\d+$"))
    expect(page.locator("#text mark", has_text="a matter for Ardland alone")).to_be_visible()


def test_the_text_of_every_article_is_there_to_the_character(browser: Browser, url: str) -> None:
    page = enter(browser, url, "Rita")
    for version in db.session.scalars(select(Version)).all():
        page.goto(f"{url}/articles/{version.article_id}/versions/{version.number}")
        assert page.evaluate("document.getElementById('text').textContent") == version.text


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_axe_finds_nothing_and_nothing_overflows(browser: Browser, url: str, scheme: str, width: int) -> None:
    page = enter(browser, url, "Ada", color_scheme=scheme, viewport={"width": width, "height": 900})
    found = []
    stranger = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    for page, path in [*((page, path) for path in PAGES), (stranger, "/login"), (stranger, "/checks")]:
        page.goto(url + path)
        page.wait_for_load_state("networkidle")
        for violation in Axe().run(page).response["violations"]:
            found.append((path, violation["id"], violation["nodes"][0]["html"][:200]))
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((path, "overflows", ""))
    assert found == []
