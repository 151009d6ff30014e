"""What is typed comes back after a killed tab, on another device, and is let go once it was sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Pointer
from tests.browser.newsroom import Newsroom, open_workbench, settled, sign_in

pytestmark = pytest.mark.browser
WORDS = "Every tonne that passes here passes in peace"


def test_a_claim_half_typed_comes_back_on_another_device_and_goes_with_its_sending(newsroom: Newsroom) -> None:
    hands = Pointer(newsroom, "Rita")
    page = open_workbench(hands.page)
    hands.select(WORDS)
    hands.press("Highlight a claim", ".selection-bar")
    page.keyboard.type("Goods pass in pea")
    expect(page.locator("#claim-form .draft-status")).to_contain_text("Draft saved at")
    page.close()

    other = open_workbench(sign_in(newsroom.blank(), "Rita"))
    statement = other.get_by_label("Claim, in one sentence")
    expect(statement).to_have_value("Goods pass in pea")
    expect(other.get_by_label("Quote, as it appears in the article")).to_have_value(WORDS)
    expect(other.locator("#claim-form .draft-status")).to_contain_text("Draft from")
    statement.fill("Goods pass in peace")
    statement.press("Enter")
    expect(other.locator("#cards .card", has_text="Goods pass in peace")).to_be_focused()
    open_workbench(other)
    expect(other.locator("#claim-form .draft-status")).to_be_empty()
    expect(other.get_by_label("Claim, in one sentence")).to_have_value("")


def test_a_review_half_written_is_on_the_desk_and_can_be_thrown_away(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims/4/reviews/new", "Rob")
    page.get_by_role("radio").nth(1).press("Space")
    page.get_by_label("Rationale").fill("Nobody was stopped, the coast guard")
    expect(page.locator("draft-autosave .draft-status")).to_contain_text("Draft saved at")
    page.goto("/")
    page.locator("section", has_text="Unsaved drafts").get_by_role("link").first.click()
    expect(page.get_by_label("Rationale")).to_have_value("Nobody was stopped, the coast guard")
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    page.get_by_role("button", name="Discard").press("Enter")
    expect(page.get_by_label("Rationale")).to_have_value("")
    page.goto("/")
    expect(page.get_by_text("Unsaved drafts")).to_have_count(0)


def test_a_lost_line_is_said_and_the_draft_kept_later(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims/4/edit", "Rita")
    settled(page).context.set_offline(True)
    page.get_by_label("Place of the statement").fill("Tarnby")
    expect(page.locator("draft-autosave .draft-status")).to_contain_text("isn’t saved yet")
    page.context.set_offline(False)
    expect(page.locator("draft-autosave .draft-status")).to_contain_text("Draft saved at")


def test_a_draft_that_is_kept_takes_no_notice_away(newsroom: Newsroom) -> None:
    page = newsroom.page("/", "Rita")
    open_workbench(page)
    page.keyboard.press("s")
    expect(page.locator("#notices")).to_contain_text("Cursor on.")
    page.locator("#composer > summary").click()
    page.get_by_label("Claim, in one sentence").fill("Half of a sen")
    expect(page.locator("#claim-form .draft-status")).to_contain_text("Draft saved at")
    expect(page.locator("#notices")).to_contain_text("Cursor on.")
