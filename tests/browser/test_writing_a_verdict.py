"""The form of a verdict beside the page that readers would get from it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from factcheck.db import db
from factcheck.verdicts.models import Edition
from tests.browser.accessibility import faults
from tests.browser.hands import Plain
from tests.browser.live import at_rest
from tests.browser.newsroom import NARROW, Newsroom, settled

pytestmark = pytest.mark.browser
FORM = "/claims/23/verdict/new"  # two reviews that disagree, two pieces of evidence, no verdict
PREVIEW = "verdict-preview"


def field(page: Page, label: str) -> None:
    """Focus a field."""
    page.get_by_label(label).first.focus()


def test_the_preview_follows_the_form_and_shows_the_part_that_is_written(newsroom: Newsroom) -> None:
    page = settled(newsroom.page(FORM, "Edda"))
    preview = page.locator(PREVIEW)
    expect(page.locator("[data-met=missing]")).to_contain_text("Evidence: missing")
    page.locator(".choice", has_text="Mostly true").click()
    expect(preview.locator(".stamp")).to_contain_text("Mostly true")
    field(page, "Headline")
    page.keyboard.type("The base costs more than <i>that</i>")
    expect(preview.get_by_role("heading", level=1)).to_have_text("The base costs more than <i>that</i>")
    field(page, "Rationale")
    expect(preview.locator(".prose").first).to_be_in_viewport()
    page.locator("[data-cites='2']").click()
    expect(preview.locator(".prose a.citation")).to_have_text("2")
    expect(page.locator("[data-met=missing]")).to_have_count(0)
    expect(page.get_by_label("Rationale")).to_be_focused()
    assert page.evaluate("scrollX") == 0
    assert faults(page) == []
    field(page, "Short summary")
    page.keyboard.type("By a third.")
    assert db.session.query(Edition).filter_by(headline="The base costs more than <i>that</i>").count() == 0
    db.session.rollback()
    page.get_by_role("button", name="Save and submit").click()
    expect(page.locator("#notices")).to_contain_text("Saved and submitted for approval.")


def test_a_digit_chooses_the_rating(newsroom: Newsroom) -> None:
    page = settled(newsroom.page(FORM, "Edda"))
    page.locator("[name=rating]").first.focus()
    page.keyboard.press("3")
    expect(page.locator("[name=rating][value=mixed]")).to_be_checked()
    expect(page.locator(f"{PREVIEW} .stamp")).to_contain_text("Mixed")


def test_a_restored_draft_is_in_the_preview_which_is_below_the_form_in_a_narrow_window(newsroom: Newsroom) -> None:
    page = settled(newsroom.page(FORM, "Edda", viewport=NARROW))
    page.get_by_label("Headline").press_sequentially("Kept")
    expect(page.locator(".draft-status")).to_contain_text("Draft saved")
    page.reload()
    expect(page.locator(f"{PREVIEW} h1")).to_have_text("Kept")
    form, preview = (at_rest(settled(page).locator(it)) for it in ("#verdict-form", PREVIEW))
    assert preview["y"] > form["y"] + form["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert faults(page) == []


def test_without_javascript_a_button_draws_the_preview_and_nothing_typed_is_lost(newsroom: Newsroom) -> None:
    edda = Plain(newsroom, "Edda", FORM)
    edda.fill("Headline", "The base costs more")
    edda.press("Preview")
    expect(edda.page.locator(f"{PREVIEW} h1")).to_have_text("The base costs more")
    edda.tick("Mixed")
    edda.fill("Short summary", "By a third.")
    edda.fill("Rationale", "The audit says so [2].")
    edda.press("Save draft")
    expect(edda.page.locator("#notices")).to_contain_text("Draft saved.")
    expect(edda.page.locator(".preview h1")).to_have_text("The base costs more")
