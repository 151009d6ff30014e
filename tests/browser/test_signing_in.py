"""The sign-in page: by one click in the demo newsroom, by a password, and back to where somebody wanted to go."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from factcheck.config import Settings
from tests.browser.hands import IPhone, Keyboard, Plain, Pointer
from tests.browser.newsroom import CAST, Newsroom, sign_in

pytestmark = pytest.mark.browser


def fill_in(page: Page, password: str) -> None:
    page.get_by_label("E-mail").fill("rita@demo.example")
    page.get_by_label("Password").fill(password)
    page.get_by_label("Password").press("Enter")


@pytest.mark.parametrize("kind", [Pointer, Keyboard, Plain, IPhone])
def test_one_click_signs_in_and_one_signs_out(newsroom: Newsroom, kind: type[Pointer]) -> None:
    hands = kind(newsroom, "", "/login")
    hands.press("Rob")
    expect(hands.page).to_have_url("/")
    expect(hands.page.get_by_role("heading", level=1, name="Your desk, Rob")).to_be_visible()
    hands.act(hands.page.get_by_text("Rob reviewer"))
    hands.press("Sign out")
    expect(hands.page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    hands.page.goto("/articles")
    expect(hands.page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


@pytest.mark.parametrize("name", CAST)
def test_everybody_of_the_demo_newsroom_has_a_button(newsroom: Newsroom, name: str) -> None:
    page = sign_in(newsroom.blank(), name)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Your desk, {name}")


def test_a_wrong_password_is_refused_in_words_and_the_right_one_leads_on(
    newsroom: Newsroom, settings: Settings
) -> None:
    page = newsroom.page("/claims/2")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()
    fill_in(page, "a wrong password")
    expect(page.get_by_text("Not signed in")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("rita@demo.example")
    expect(page.get_by_label("Password")).to_have_value("")
    fill_in(page, settings.demo_password)
    expect(page).to_have_url("/claims/2")
