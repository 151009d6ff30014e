"""Undo by key, across a reload, and refused when somebody else went on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Pointer
from tests.browser.newsroom import Newsroom, open_workbench

pytestmark = pytest.mark.browser
WORDS = "Every tonne that passes here passes in peace"


def test_a_highlight_is_undone_after_a_reload_and_done_again_by_key(newsroom: Newsroom) -> None:
    hands = Pointer(newsroom, "Rita")
    page = hands.page
    open_workbench(page)
    hands.highlight(WORDS, "Goods pass in peace")
    page.reload()
    expect(page.locator("#cards[data-placed]")).to_be_visible()
    page.locator("#main").focus()
    page.keyboard.press("u")
    expect(page.locator(".notice", has_text="Undone: new highlight")).to_be_visible()
    expect(page.locator("#cards .card", has_text="Goods pass in peace")).to_have_count(0)
    expect(page.locator("#cards[data-placed]")).to_be_visible()
    page.keyboard.press("Shift+U")
    expect(page.locator(".notice", has_text="Redone: new highlight")).to_be_visible()
    expect(page.locator("#cards .card", has_text="Goods pass in peace")).to_have_count(1)
    page.get_by_text("Rita reviewer").click()
    page.get_by_role("link", name="Recent activity").click()
    expect(page.locator(".list .title").first).to_contain_text("New highlight: Goods pass in peace")


def test_what_another_changed_since_is_said(newsroom: Newsroom) -> None:
    rita, edda = Pointer(newsroom, "Rita"), Pointer(newsroom, "Edda")
    for hands, place in ((rita, "On the quay"), (edda, "At the customs house")):
        hands.page.goto("/claims/4/edit")
        hands.page.get_by_label("Place of the statement").fill(place)
        hands.press("Save")
        expect(hands.page.get_by_role("heading", level=1)).to_contain_text("No fishing boat")
    rita.page.goto("/undo")
    rita.press("Undo last action")
    expect(rita.page.locator("main")).to_contain_text("Edda has since changed claim 4")
