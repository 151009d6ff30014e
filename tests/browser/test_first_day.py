"""The tour of the first day and one's own settings in a browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.newsroom import Newsroom, settled

pytestmark = pytest.mark.browser


def test_a_step_is_ticked_by_keyboard_and_escape_hides_the_tour(newsroom: Newsroom) -> None:
    page = newsroom.page("/help/tour", "Rita")
    page.get_by_role("button", name="Show on the desk").click()
    expect(page).to_have_url("/")
    tour, step = page.locator("#tour"), page.locator("#tick-open")
    step.focus()
    page.keyboard.press("Enter")
    expect(step).to_have_accessible_name("Mark as not done: Open an article")
    expect(step).to_be_focused()
    expect(tour.get_by_text("1 of 5 done")).to_be_visible()
    assert faults(settled(page)) == []
    page.keyboard.press("Escape")
    expect(tour).to_have_count(0)
    expect(page.get_by_text("The tour is hidden.")).to_be_visible()
    page.get_by_text("reviewer", exact=True).click()
    page.get_by_role("link", name="First-day tour").click()
    expect(step).to_have_accessible_name("Mark as not done: Open an article")


@pytest.mark.parametrize("zone", ["Europe/Helsinki", "Asia/Calcutta"])  # Calcutta: as Chromium calls Asia/Kolkata
def test_the_time_zone_of_the_device_is_offered_and_the_theme_is_there_at_once(newsroom: Newsroom, zone: str) -> None:
    page = newsroom.page("/me", "Rita", timezone_id=zone, color_scheme="light")
    place = {"Europe/Helsinki": "Helsinki", "Asia/Calcutta": "Kolkata"}[zone]
    offer = page.get_by_role("button", name=re.compile(f"Use this device’s: {place}"))
    offer.click()
    expect(offer).to_be_hidden()
    page.locator("label", has_text="Dark").click()
    assert faults(settled(page)) == []
    page.get_by_role("button", name="Save settings").click()
    expect(page.get_by_text("Your account is saved.")).to_be_visible()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Kolkata" if place == "Kolkata" else zone)
    page.goto("/checks")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert faults(settled(page)) == []
