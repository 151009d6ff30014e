"""After signing out, Back shows nothing of the newsroom: not from a cache, nor from the memory of the browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import FLAGS
from tests.browser.newsroom import WIDE, Newsroom

pytestmark = pytest.mark.browser
PRIVATE = ("/", "/claims/4", "/articles/1", "/me")


@pytest.fixture
def remembering(newsroom: Newsroom) -> Iterator[Browser]:
    """A browser that keeps whole pages in memory, as people's browsers do and those of tests mostly don't."""
    path = shutil.which("chromium") or shutil.which("chromium-headless-shell")  # the latter remembers no pages
    without = ["--disable-back-forward-cache"]
    browser = newsroom.browser.browser_type.launch(executable_path=path, args=FLAGS, ignore_default_args=without)
    yield browser
    browser.close()


@pytest.mark.parametrize("path", PRIVATE)
def test_back_after_signing_out_shows_the_sign_in(newsroom: Newsroom, remembering: Browser, path: str) -> None:
    context = remembering.new_context(base_url=newsroom.url, viewport=WIDE, storage_state=newsroom.signed_in["Rita"])
    page = context.new_page()
    page.goto(path)
    page.locator(".masthead details.menu > summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    page.go_back(wait_until="commit")
    expect(page.locator("h1")).to_have_text("Sign in")
    context.close()
