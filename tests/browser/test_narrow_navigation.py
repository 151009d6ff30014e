"""On a phone, the navigation keeps a margin and hides none of its words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.newsroom import NARROW, Newsroom

pytestmark = pytest.mark.browser
MARGIN, ROW = 8, 56  # pixels
EDGES = "links => links.map(it => it.getBoundingClientRect()).flatMap(({ left, right }) => [left, right])"


@pytest.mark.parametrize("width", [NARROW["width"], 320])
@pytest.mark.parametrize("name", ["Rita", "Ada"])
def test_every_word_of_the_navigation_is_within_the_page(newsroom: Newsroom, name: str, width: int) -> None:
    page = newsroom.page("/articles", name, viewport={"width": width, "height": 600})
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="Main menu")).to_be_visible()
    edges = page.locator(".rooms a").evaluate_all(EDGES)
    assert min(edges) >= MARGIN
    assert max(edges) <= width - MARGIN
    assert page.locator(".rooms").evaluate("it => it.scrollWidth <= it.clientWidth")


def test_on_a_phone_the_masthead_is_one_row(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles", "Ada", viewport=NARROW)
    assert page.locator(".masthead").evaluate("it => it.offsetHeight") <= ROW
    expect(page.get_by_role("navigation", name="Main menu")).to_be_hidden()
