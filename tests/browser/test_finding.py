"""Finding a claim in one's own words, in a browser and by keyboard alone, and what the article says again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import selected_words
from tests.browser.newsroom import Newsroom

pytestmark = pytest.mark.browser
TWICE = "A harbour built for frigates is not built for fishermen"
ASKED = "a harbour which was built for frigates is not built for any fishermen"


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    return newsroom.workbench("Rita")


def ask(page: Page) -> None:
    """Ask by keyboard alone."""
    page.keyboard.press("f")
    expect(page.get_by_label("Claim, in your own words")).to_be_focused()
    page.keyboard.type(ASKED)
    page.keyboard.press("Enter")
    expect(page.locator("#found li")).to_have_count(2)


def test_a_claim_in_own_words_is_shown_in_the_text_and_said_to_need_a_look(page: Page) -> None:
    ask(page)
    expect(page.locator("#found mark").first).to_have_text(TWICE)
    expect(page.locator("#found .state").first).to_have_text("Reworded: uncertain")
    page.locator("#found a[data-from]").nth(1).focus()
    page.keyboard.press("Enter")
    assert selected_words(page) == TWICE
    expect(page.get_by_role("button", name="Highlight a claim", exact=True)).to_be_visible()


def test_what_was_found_is_highlighted_and_its_double_is_offered_and_added(page: Page) -> None:
    ask(page)
    page.locator("#found a[data-from]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Highlight a claim", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    statement = page.get_by_label("Claim, in one sentence")
    expect(statement).to_be_focused()
    page.keyboard.type("A naval harbour is no use to fishermen")
    page.keyboard.press("Enter")
    offer = page.locator("#again")
    expect(offer).to_contain_text("The article repeats this")
    page.keyboard.press("v")
    card = page.locator("#cards .card", has_text="A naval harbour is no use to fishermen")
    number = card.get_attribute("data-claim")
    offer.get_by_role("button", name=f"Add to claim {number}").press("Enter")
    page.wait_for_url("**/articles/1#claim-*")
    expect(page.locator(f'#text a.ref[data-number="{number}"]')).to_have_count(2)


def test_a_doubtful_quote_is_a_choice_that_is_made_by_keyboard(page: Page) -> None:
    page.goto("/articles/1/claims/new")
    page.get_by_label("Quote, as it appears in the article").fill(TWICE)
    page.get_by_label("Claim, in one sentence").fill("A naval harbour is no use to fishermen")
    page.get_by_role("button", name="Highlight claim").press("Enter")
    choices = page.get_by_role("radio", name=TWICE)
    expect(choices).to_have_count(2)
    expect(page.get_by_role("alert")).to_be_focused()  # it takes the focus when it appears
    choices.nth(1).press("Space")
    expect(choices.nth(1)).to_be_checked()
    page.get_by_role("button", name="Highlight claim").press("Enter")
    page.wait_for_url("**/articles/1#claim-*")
    expect(page.locator("#notices, .notice").first).to_contain_text("repeats this")


def test_without_javascript_the_question_has_a_page_of_its_own(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles/1", "Rita", java_script_enabled=False)
    page.locator(".finder > summary").click()
    page.get_by_label("Claim, in your own words").fill(ASKED)
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.locator("#found mark")).to_have_count(2)
    page.get_by_role("link", name="Search all articles").click()
    expect(page.get_by_role("heading", name="Search all articles")).to_be_visible()
    expect(page.locator("mark").first).to_have_text(TWICE)
