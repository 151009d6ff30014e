"""The one search: opened by key from anywhere, grouped as one types, moved through by arrows, accessible."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.newsroom import NARROW, Newsroom, settled

pytestmark = pytest.mark.browser


def test_results_appear_as_one_types_and_are_reached_by_arrows(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims", "Rita")
    page.get_by_label("Keywords").focus()
    page.keyboard.press("Control+k")
    field = page.get_by_role("search", name="Quick search").get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("herring")
    found = page.get_by_role("region", name="Suggestions")
    expect(found.locator("mark").first).to_have_text("herring")
    assert found.locator(".kicker").all_inner_texts()[0] == "Claims"
    assert faults(settled(page)) == []
    page.keyboard.press("ArrowDown")
    expect(found.get_by_role("link").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/search?q=herring")
    expect(page.get_by_role("heading", name="Search: herring")).to_be_visible()


def test_a_slash_opens_the_search_and_a_suggestion_leads_to_its_page(newsroom: Newsroom) -> None:
    page = newsroom.page("/", "Rita")
    page.keyboard.press("/")
    page.keyboard.type("add an article")
    found = page.get_by_role("region", name="Suggestions")
    row = found.locator("li", has=page.get_by_role("link", name="Add an article"))
    expect(row).to_be_visible()
    found.locator(".kicker").first.click()
    expect(row).to_be_visible()
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    page.keyboard.type("s")
    expect(row).to_be_visible()
    row.click(position={"x": row.evaluate("it => it.clientWidth") - 4, "y": 8})
    expect(page).to_have_url("/articles/new")


def test_without_javascript_facets_narrow_the_claims(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims", "Rita", java_script_enabled=False, viewport=NARROW)
    page.get_by_role("search", name="Quick search").get_by_role("button").click()
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill("vestria")
    field.press("Enter")
    narrowed = page.locator(".facets").get_by_role("link", name="In review")
    narrowed.click()
    expect(page).to_have_url("/search?q=vestria&state=in-review")
    expect(page.get_by_role("link", name="Remove filter: In review")).to_be_visible()
