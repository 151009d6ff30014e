"""A card is opened in its place by a click or Enter, and a sheet is closed again; it never leads away from the text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.newsroom import NARROW, Newsroom, settled

pytestmark = pytest.mark.browser
CLAIM = 12
ON_TEXT = re.compile(r"/articles/1$")


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "sheet"])
def test_a_press_on_the_title_opens_the_card(newsroom: Newsroom, narrow: bool) -> None:
    page = newsroom.workbench("Rita")
    if narrow:
        page.set_viewport_size(NARROW)
    card = page.locator(f"#claim-{CLAIM}")
    card.scroll_into_view_if_needed()
    card.locator(".card-title").click(delay=100)  # while the button is down, nothing moves under it
    expect(card.locator("form.review-form")).to_be_attached()
    expect(card).to_be_focused()
    assert (card.get_attribute("data-sheet") is not None) == narrow
    card.locator(".card-title").click()  # a double click, too, stays here
    expect(page).to_have_url(ON_TEXT)
    expect(card.locator("form.review-form")).to_be_attached()


def test_enter_on_the_title_leads_to_the_panel(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita")
    card = page.locator(f"#claim-{CLAIM}")
    card.locator(".card-title").focus()
    page.keyboard.press("Enter")
    expect(card.locator("claim-panel :focus")).to_be_visible()
    expect(page).to_have_url(ON_TEXT)


def test_with_ctrl_the_title_opens_the_page_of_the_claim_in_a_tab(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita")
    with page.context.expect_page() as opened:
        page.locator(f"#claim-{CLAIM} .card-title").click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(re.compile(rf"/claims/{CLAIM}$"))
    opened.value.close()
    expect(page).to_have_url(ON_TEXT)


def test_a_sheet_is_closed_by_its_button_and_by_the_text(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita")
    expect(page.locator("#cards .close-card").first).to_be_hidden()
    page.set_viewport_size(NARROW)
    number = page.locator(f'#text a.ref[data-number="{CLAIM}"]')
    number.click()
    sheet = page.locator(f"#claim-{CLAIM}[data-sheet]")
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_have_count(0)
    expect(number).to_be_focused()
    number.click()
    expect(sheet.get_by_role("button", name="Close")).to_be_visible()
    settled(page).locator("#text h2").first.click()
    expect(sheet).to_have_count(0)
