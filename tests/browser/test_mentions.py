"""Further mentions of a claim: a line beside the words, a message that the article repeats it, and the rail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.hands import select_words
from tests.browser.live import at_rest
from tests.browser.newsroom import NARROW, Newsroom

pytestmark = pytest.mark.browser
NEAR_PX = 24
REPEATED = "A harbour built for frigates is not built for fishermen"
TOPS = "them => them.map((it) => it.getBoundingClientRect().top)"
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".card, .ghost-card")].map((it) => it.getBoundingClientRect());
  boxes.sort((one, other) => one.top - other.top);
  return boxes.filter(({ top }, index) => index && top < boxes[index - 1].bottom).length;
}"""


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    return newsroom.workbench("Rita", reduced_motion="reduce")


def test_a_line_beside_each_further_mention_leads_to_the_card(page: Page) -> None:
    ghosts, marks = page.locator(".ghost-card[data-number='1']"), page.locator("#text a.ref[data-number='1']")
    expect(ghosts).to_have_count(2)  # beside the second of four there is the card
    expect(marks).to_have_count(4)
    tops = marks.evaluate_all(TOPS)
    for top in ghosts.evaluate_all(TOPS):
        assert any(abs(top - mark) <= 2 * NEAR_PX for mark in tops)
    assert page.evaluate(OVERLAPS) == 0
    ghosts.last.click()
    expect(page.locator("#claim-1")).to_be_focused()
    expect(page.locator("#panel-1")).to_be_visible()
    assert page.evaluate(OVERLAPS) == 0  # also beside the card that is open
    assert faults(page) == []


@pytest.mark.parametrize("target", ["#text a.ref[data-number='1']", ".ghost-card[data-number='1']"])
def test_a_click_on_a_later_mention_brings_the_card_there(page: Page, target: str) -> None:
    mention = page.locator(target).last
    mention.scroll_into_view_if_needed()
    before, top = page.evaluate("() => scrollY"), mention.evaluate("it => it.getBoundingClientRect().top")
    mention.click()
    expect(page.locator("#panel-1")).to_be_visible()
    card = at_rest(page.locator("#claim-1"))
    assert page.evaluate("() => scrollY") == before
    assert card["y"] <= top + NEAR_PX <= card["y"] + card["height"]


def test_the_lines_follow_the_claims_that_are_shown(page: Page) -> None:
    page.get_by_text("Filter claims").click()
    page.get_by_label("Status or rating").select_option("open")
    expect(page.locator(".ghost-card[data-number='1']")).to_have_count(0)
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator(".ghost-card[data-number='1']")).not_to_have_count(0)
    page.set_viewport_size(NARROW)
    expect(page.locator(".ghost-card:visible")).to_have_count(0)


def test_that_the_article_repeats_a_claim_is_said_in_view(page: Page) -> None:
    page.locator("#text mark", has_text=REPEATED).last.scroll_into_view_if_needed()
    select_words(page, REPEATED, is_last=True)
    page.keyboard.press("c")
    page.get_by_role("button", name="Highlight claim").click()
    offer = page.locator("#again details")
    expect(offer).to_be_in_viewport()
    page.locator("#cards .focused").press("Escape")
    page.keyboard.press("v")
    expect(offer.get_by_role("button", name="Add to claim")).to_be_in_viewport()
    assert faults(page, is_covered=True) == []
    page.locator("#again").get_by_role("button", name="Close").click()
    expect(offer).to_have_count(0)


def test_the_rail_is_hidden_while_the_text_fits(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita", 4)
    rail = page.locator(".rail")
    expect(rail).to_be_hidden()
    page.set_viewport_size({"width": 1440, "height": 400})
    expect(rail).to_be_visible()
