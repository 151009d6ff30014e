"""Pages in two made-up languages: in `en-XA` no word is missed, in `ar-XB` the page is turned round."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from factcheck.config import Settings
from factcheck.db import db
from tests import greek
from tests.browser.accessibility import faults
from tests.browser.live import at_rest
from tests.browser.newsroom import WIDE, open_workbench, serving, settled
from tests.databases import States
from tests.plain import plain

pytestmark = pytest.mark.browser
WIDTHS = (1440, 390)
PAGES = (
    "/", "/articles", "/articles/1", "/articles/1/versions/2/marks", "/claims/1", "/claims/1/evidence/new",
    "/claims/1/reviews/new", "/claims/1/threads", "/editions/2/edit", "/editions/11", "/jobs", "/people", "/checks",
    "/reports/1", "/methodology",
)  # fmt: skip
TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")]
    .filter((it) => { const { left, right } = it.getBoundingClientRect(); return right > room + 1 || left < -1; })
    .map((it) => `${it.localName}.${it.className} ${it.textContent.slice(0, 30)}`).slice(0, 6).concat("page");
}"""


TAGS = ("en-XA", "ar-XB")
ENGLISH, ARABIC, BOTH = (
    pytest.mark.parametrize("application", tags, indirect=True) for tags in (TAGS[:1], TAGS[1:], TAGS)
)


@pytest.fixture(scope="module")
def application(request: pytest.FixtureRequest, application: Flask, settings: Settings) -> Iterator[Flask]:
    app = greek.house(settings, request.param)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def page(app: Flask, states: States, browser: Browser) -> Iterator[Page]:
    """Άντα's browser, on her desk."""
    greek.newsroom(states)
    db.session.rollback()
    with serving(app, browser) as url:
        page = browser.new_context(base_url=url, viewport=WIDE).new_page()
        page.goto("/login")
        page.locator("[name=email]").fill("ada@newsroom.example")
        page.locator("[name=password]").fill(greek.PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/")
        yield page


def bench(page: Page) -> Page:
    return settled(open_workbench(page))


def is_inside(page: Page, what: str) -> bool:
    """Whether a thing that a script has placed is wholly in sight."""
    place = at_rest(page.locator(what))
    return place["x"] >= 0 and place["x"] + place["width"] <= page.evaluate("document.documentElement.clientWidth")


@ENGLISH
def test_no_word_is_missed(page: Page) -> None:
    found = {}

    def look(where: str) -> None:
        found[where] = plain(page.content())

    bench(page).keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    look("shortcuts")
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator("#cards .focused")).to_have_count(1)
    look("a claim in focus")
    page.locator("#text mark.depth-2").first.click()
    page.locator("#text mark.depth-2").first.click()
    expect(page.locator("overlap-menu")).to_be_visible()
    look("chooser")
    page.keyboard.press("Escape")
    page.locator("claim-filter summary").click()
    page.locator("#filter-state").select_option("decided")
    expect(page.locator("#notices [data-by-script]")).to_be_visible()
    look("filter")
    page.locator("claim-filter [type=reset]").click()
    page.keyboard.press("Escape")
    page.locator("#text").focus()
    for key in ("s", "ArrowDown", "ArrowDown", "s"):
        page.keyboard.press(key)
    expect(page.locator(".selection-bar")).to_be_visible()
    expect(page.locator(".selection-bar .existing-claims p").first).to_be_visible()
    look("caret")
    page.keyboard.press("Enter")
    page.keyboard.type("Ένας νέος ισχυρισμός")
    look("form")
    page.keyboard.press("Enter")
    expect(page.locator("#cards .card", has_text="Ένας νέος ισχυρισμός")).to_be_focused()
    look("highlighted")
    for path in ("/articles/1/sentences", "/articles/1/versions/2/marks", "/claims/1", "/claims/1/verdict"):
        page.goto(path)
        settled(page)
        look(path)
    page.context.clear_cookies()
    page.goto("/login")
    look("/login")
    page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
    assert not page.evaluate(TOO_WIDE)
    assert {where: words for where, words in found.items() if words} == {}


@BOTH
def test_nothing_overflows(page: Page) -> None:
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES:
            page.goto(path)
            found[width, path] = page.evaluate(TOO_WIDE)
    assert {where: what for where, what in found.items() if what} == {}


@ARABIC
def test_the_page_is_turned_round_and_the_article_is_not(page: Page) -> None:
    bench(page)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    text = page.locator("#text")
    assert (text.get_attribute("dir"), text.get_attribute("lang")) == ("ltr", "el")
    assert text.evaluate("it => getComputedStyle(it).direction") == "ltr"
    words, cards = at_rest(text), at_rest(page.locator("#cards"))
    assert cards["x"] + cards["width"] <= words["x"]
    assert faults(page) == []
    for key in ("s", "ArrowDown", "ArrowDown", "s"):
        page.keyboard.press(key)
    caret, bar = at_rest(page.locator("text-caret")), page.locator(".selection-bar")
    assert words["x"] <= caret["x"] <= words["x"] + words["width"] + 2
    expect(bar).to_be_visible()
    assert is_inside(page, ".selection-bar")
    page.keyboard.press("Escape")
    page.locator("#text mark.depth-2").first.click()
    page.locator("#text mark.depth-2").first.click()
    expect(page.locator("overlap-menu")).to_be_visible()
    assert is_inside(page, "overlap-menu")
