"""Offline: highlighting continues, waits in this browser, and is stored once when the browser is online again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from factcheck.claims.models import Claim
from factcheck.db import db
from tests.browser.newsroom import Newsroom

pytestmark = pytest.mark.browser
MANY = 20
SENT_TO = "**/articles/2/claims"
RETRY_MS = 10_000  # RETRY_INTERVAL_MS of offline-queue.js


def highlight(page: Page, number: int) -> None:
    """Take a sentence by keyboard, and say what it claims."""
    page.keyboard.press("s")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Claim, in one sentence")).to_be_focused()
    page.keyboard.type(f"Offline {number}")
    page.keyboard.press("Enter")


def stored() -> list[str]:
    db.session.expire_all()
    query = select(Claim.statement).where(Claim.statement.like("Offline %")).order_by(Claim.id)
    found = list(db.session.scalars(query))
    db.session.rollback()  # a test's own reading must not hold the writer's place
    return found


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    return newsroom.workbench("Rita", 2)


def test_twenty_claims_made_offline_are_stored_once_each_when_the_line_is_back(page: Page) -> None:
    page.context.set_offline(True)
    for number in range(MANY):
        highlight(page, number)
        expect(page.locator("offline-queue strong")).to_have_text(f"Not saved yet: {number + 1}")
    assert stored() == []
    page.context.set_offline(False)
    expect(page.locator("offline-queue")).to_be_hidden()
    assert stored() == [f"Offline {number}" for number in range(MANY)]


def test_an_answer_that_was_lost_does_not_store_the_claim_twice(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita", 2, has_clock=True)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(SENT_TO, lose, times=1)
    with page.expect_event("requestfailed"):
        highlight(page, 0)
    expect(page.locator("offline-queue strong")).to_have_text("Not saved yet: 1")
    with page.expect_response(SENT_TO):
        page.clock.fast_forward(RETRY_MS)
    expect(page.locator("offline-queue")).to_be_hidden()
    assert stored() == ["Offline 0"]


def test_what_waits_survives_a_reload_is_nobody_elses_and_is_asked_about_at_sign_out(
    page: Page, newsroom: Newsroom
) -> None:
    page.route(SENT_TO, lambda route: route.abort())
    highlight(page, 0)
    expect(page.locator("offline-queue strong")).to_have_text("Not saved yet: 1")
    page.reload()
    expect(page.locator("offline-queue strong")).to_have_text("Not saved yet: 1")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_text("Rita reviewer").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/login"))
    assert "Not saved yet: 1" in asked[0]
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('outbox'))") == []


def test_what_the_server_refuses_stays_with_the_reason(page: Page) -> None:
    page.route(SENT_TO, lambda route: route.abort(), times=1)
    highlight(page, 0)
    expect(page.locator("offline-queue strong")).to_have_text("Not saved yet: 1")
    page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((name) => name.includes("outbox"));
          const [entry] = JSON.parse(localStorage[key]);
          entry.fields = entry.fields.map(([name, value]) => [name, name === "exact" ? "Penguins everywhere" : value]);
          localStorage[key] = JSON.stringify([entry]);
        }"""
    )
    page.reload()
    box = page.locator("offline-queue")
    expect(box).to_contain_text("Offline 0: The server answered 422.")
    box.locator("summary").click()
    box.get_by_role("button", name="Open form").click()
    expect(page.get_by_label("Quote, as it appears in the article")).to_have_value("Penguins everywhere")
    page.locator("offline-queue summary").click()
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("offline-queue")).to_be_hidden()
    assert stored() == []
