"""A table of numbers is written by keyboard, filled with copied cells, and its draft comes back whole."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.newsroom import Newsroom

pytestmark = pytest.mark.browser
PASTE = """(text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def test_a_table_is_typed_pasted_into_and_restored(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims/12/tables/new", "Rita")
    page.get_by_label("Title").fill("Ships")
    page.locator("#cell-A1").focus()
    page.keyboard.type("2019")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#cell-A2")).to_be_focused()
    page.evaluate(PASTE, "2020\t1250\n2021\t1300\n\t=B3/B2-1 [%]\n")
    expect(page.locator("#cell-B4")).to_have_value("=B3/B2-1 [%]")
    page.locator("#cell-B4").press("Enter")
    expect(page.locator("#results")).to_be_visible()
    expect(page.locator("[data-result]")).to_have_text("4\N{NARROW NO-BREAK SPACE}%")
    assert faults(page) == []
    for _ in range(2):
        page.get_by_role("button", name="Add a row").click()
    page.locator("#cell-D8").fill("x")
    expect(page.locator(".draft-status")).to_contain_text("Draft saved")
    page.goto("/claims/12/tables/new")
    expect(page.locator("#cell-D8")).to_have_value("x")
    expect(page.locator("#cell-B4")).to_have_value("=B3/B2-1 [%]")
    page.get_by_role("button", name="Save table").click()
    expect(page.locator("#tables ~ .capture caption")).to_contain_text("[T1]")
