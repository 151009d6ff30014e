"""Bulk actions: claims are selected with an announced count, changed together, and restored by one key."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.newsroom import NARROW, Newsroom

pytestmark = pytest.mark.browser


def test_chosen_claims_are_archived_together_and_u_brings_all_back_after_a_reload(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims?state=open", "Edda")
    rows, acts = page.locator("#claims .list > li"), page.get_by_role("form", name="Bulk actions")
    count = rows.count()
    assert count > 2
    expect(acts).to_be_hidden()
    page.get_by_role("link", name="Select all on this page").click()
    expect(acts.get_by_text(f"{count} selected")).to_be_visible()
    acts.get_by_role("link", name="Clear selection").click()
    expect(acts).to_be_hidden()
    expect(page.get_by_role("link", name="Select all on this page")).to_be_focused()
    for row in (0, 1):
        page.get_by_role("checkbox", name="Select claim").nth(row).press("Space")
    expect(acts.get_by_text("2 selected")).to_be_visible()
    assert faults(page) == []
    acts.get_by_role("button", name="Archive").click()
    expect(page.locator(".notice", has_text="2 claims archived")).to_be_visible()
    expect(rows).to_have_count(count - 2)
    page.reload()
    page.locator("#main").focus()
    page.keyboard.press("u")
    expect(page.locator(".notice", has_text="Undone: archiving")).to_contain_text("and 1 more")
    expect(rows).to_have_count(count)
    page.keyboard.press("Shift+U")
    expect(rows).to_have_count(count - 2)


def test_on_a_telephone_and_without_javascript_several_are_tagged(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims?state=open", "Rita", java_script_enabled=False, viewport=NARROW)
    page.get_by_role("link", name="Select all on this page").click()
    count = page.get_by_role("checkbox", name="Select claim").count()
    expect(page.get_by_role("checkbox", name="Select claim").first).to_be_checked()
    tag = page.get_by_label("Tag", exact=True)
    expect(tag).to_be_in_viewport()
    tag.fill("for Monday")
    tag.press("Enter")
    expect(page.locator("#notices")).to_contain_text(f"{count} claims have the tag for Monday now")
    expect(page.get_by_role("link", name="for monday")).to_have_count(count)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
