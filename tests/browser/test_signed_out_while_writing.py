"""Text that can't be saved, usually because a session ended, isn't lost, and the page says where it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.newsroom import Newsroom, open_workbench, settled

pytestmark = pytest.mark.browser
SAID = "Not saved yet: you were signed out. Check the form and save it."
WORDS = "The strait was never closed, says the coast guard"


def sign_out(context: BrowserContext) -> None:
    """In another tab."""
    tab = context.new_page()
    tab.goto("/")
    tab.locator("details.menu > summary").click()
    tab.get_by_role("button", name="Sign out").click()
    expect(tab).not_to_have_url("/")
    tab.close()


def sign_in_here(page: Page, name: str) -> None:
    """On the sign-in page to which a page was led."""
    expect(page.locator("#notices")).to_contain_text("Sign in, and what you typed will be back in the form.")
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_form_saved_after_the_session_ended_is_there_after_signing_in(newsroom: Newsroom, script: bool) -> None:
    page = newsroom.page("/claims/4/edit", "Rita", java_script_enabled=script)
    page.get_by_label("Place of the statement").fill(WORDS)
    page.context.clear_cookies()
    page.get_by_role("button", name="Save").click()
    sign_in_here(page, "Rita")
    expect(page.locator("#notices")).to_contain_text(SAID)
    expect(page.get_by_label("Place of the statement")).to_have_value(WORDS)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".page-head")).to_contain_text(WORDS)


def test_a_claim_sent_by_htmx_comes_back_into_the_composer(newsroom: Newsroom) -> None:
    page = open_workbench(newsroom.page("/articles/1", "Rita"))
    page.locator("#composer > summary").click()
    page.get_by_label("Claim, in one sentence").fill(WORDS)
    sign_out(page.context)
    page.get_by_role("button", name="Highlight claim").click()
    sign_in_here(page, "Rita")
    expect(page.get_by_label("Claim, in one sentence")).to_have_value(WORDS)
    expect(page.locator("#notices")).to_contain_text(SAID)


def test_a_page_with_words_is_not_led_away_and_goes_on_keeping_them(newsroom: Newsroom) -> None:
    page = settled(newsroom.page("/claims/4/edit", "Rob"))
    sign_out(page.context)
    page.get_by_label("Place of the statement").fill(WORDS)
    expect(page.locator("draft-autosave .draft-status")).to_contain_text("You were signed out.")
    expect(page).to_have_url("/claims/4/edit")


def test_a_file_that_is_too_large_is_told_before_the_form_is_sent(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_bytes(b"x" * (10 * 1024 * 1024 + 1))
    page = settled(newsroom.page("/articles/new", "Rita"))
    page.get_by_label("Text or address").fill(WORDS)
    file = page.locator("#upload")
    file.set_input_files(tmp_path / "news.txt")
    page.locator("main form button[data-kind=primary]").first.click()
    expect(page).to_have_url("/articles/new")
    expect(page.get_by_label("Text or address")).to_have_value(WORDS)
    assert "This file is 11 MB" in file.evaluate("it => it.validationMessage")
