"""The row above the text: it stays on top, its menus work for every hand, and the text is a few Tab stops away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.db import db
from tests.browser.accessibility import faults
from tests.browser.hands import IPhone, Keyboard, Plain, Pointer
from tests.browser.newsroom import NARROW, Newsroom, settled
from tests.factories import make_article

pytestmark = pytest.mark.browser
MAX_STOPS = 6  # before the text
ROW_PX = 44
IN_TEXT = "document.activeElement.closest('#text') !== null"
BOXES = "them => them.map((it) => it.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])"
TOP = "document.querySelector('.workbench-bar').getBoundingClientRect().top"


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    return newsroom.workbench("Rita")


def test_the_text_is_reached_by_six_tab_stops(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skips what is above the page
    stops = 1
    page.keyboard.press("Tab")
    while not page.evaluate(IN_TEXT):
        stops += 1
        assert stops <= MAX_STOPS
        page.keyboard.press("Tab")


@pytest.mark.parametrize("viewport", [{"width": 1440, "height": 900}, NARROW])
def test_one_row_stays_on_top_and_says_which_article_this_is(newsroom: Newsroom, viewport: dict[str, int]) -> None:
    version = make_article("\n\n".join(f"Bed {number} is free." for number in range(200)), "W" * 40 + " the wards")
    db.session.commit()
    page = settled(newsroom.page(f"/articles/{version.article_id}", "Rita", viewport=viewport))
    measured = page.locator(".masthead, .workbench-bar, #text").evaluate_all(BOXES)
    (_, masthead_bottom), (bar_top, bar_bottom), (text_top, _) = measured
    assert bar_bottom - bar_top == ROW_PX
    assert text_top - masthead_bottom < 2 * ROW_PX  # nothing but the row is between them
    page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
    assert page.evaluate(TOP) == 0
    for shown in (page.get_by_role("heading", level=1), page.locator("[data-counts=found]"), page.locator(".finder")):
        expect(shown).to_be_in_viewport()
    assert faults(page) == []


def test_the_headline_is_in_the_row_only_once_it_has_left_the_text(page: Page) -> None:
    heading, opacity = page.locator("#heading h1"), "it => getComputedStyle(it).opacity"
    assert heading.evaluate(opacity) == "0"
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    expect(heading).to_have_css("opacity", "1")


@pytest.mark.parametrize("hands", [Pointer, Keyboard, IPhone, Plain])
def test_the_menus_of_the_row_lead_on(newsroom: Newsroom, hands: type[Pointer]) -> None:
    rita = hands(newsroom, "Rita", "/articles/1")
    for menu, link, path in (("Add", "Select sentences", "/sentences"), ("More", "Add a new version", "/update")):
        rita.page.goto("/articles/1")
        rita.unfold(menu)
        rita.follow(link, ".workbench-bar")
        expect(rita.page).to_have_url(re.compile(f"/articles/1{path}$"))


def test_escape_and_a_click_beside_it_close_a_menu_and_the_claim_stays_in_focus(page: Page) -> None:
    add, more = (page.locator(".bar-menus .menu", has_text=name).last for name in ("Add", "More"))
    page.keyboard.press("j")
    add.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(add).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(add).not_to_have_attribute("open", "")
    expect(add.locator("summary")).to_be_focused()
    add.locator("summary").click()
    more.locator("summary").click()
    expect(add).not_to_have_attribute("open", "")
    assert faults(page, is_covered=True) == []
    page.locator("#text .block").nth(3).click(position={"x": 4, "y": 4})
    expect(more).not_to_have_attribute("open", "")


def test_the_search_opens_over_the_form_of_a_claim_and_the_text_stays_where_it_is(page: Page) -> None:
    page.locator("#composer > summary").click()
    page.locator("#text").focus()
    page.evaluate("scrollTo({ top: 900, behavior: 'instant' })")
    page.keyboard.press("f")
    field = page.locator("#find")
    expect(field).to_be_focused()
    expect(page.locator("#composer")).not_to_have_attribute("open", "")
    assert field.evaluate("""it => {
      const { left, top } = it.getBoundingClientRect();
      return document.elementFromPoint(left + 4, top + 4) === it;
    }""")
    assert page.evaluate("scrollY") == 900
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    page.keyboard.press("f")
    expect(field).to_be_focused()
    page.evaluate("new Promise(requestAnimationFrame)")  # which of the two opened last is known by then
    page.locator("#composer > summary").press("Enter")
    expect(field).to_be_hidden()
