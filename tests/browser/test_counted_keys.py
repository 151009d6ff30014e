"""One claim, from its highlight to publication, by keyboard alone: keys and page loads of all roles, counted.

It begins and ends as the same job by pointer (test_counted_job.py), with the same limit of page loads. Each key that is
pressed counts, also each Tab; what is typed into fields doesn't.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from factcheck.db import db
from tests.browser.hands import MANY
from tests.browser.newsroom import Newsroom, open_workbench
from tests.browser.test_counted_job import HEADLINE, MAX_LOADS, STATEMENT, WORDS, Counted

pytestmark = pytest.mark.browser
TITLE = "Oskarin"  # in the headline of the article
MAX_KEYS = 105


class Keys(Counted):
    """Keys that are pressed, in place of clicks."""

    def press(self, page: Page, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.clicks += 1
            page.keyboard.press(key)
        self.steps.append(" ".join(keys))

    def reach(self, target: Locator) -> None:
        """Tab until the target has the focus."""
        expect(target).to_be_visible()
        for count in range(MANY):
            if target.evaluate("it => it === document.activeElement"):
                self.steps.append(f"{count} × Tab")
                return
            self.clicks += 1
            target.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}.")

    def follow(self, target: Locator) -> None:
        """Reach something in the main part of a page, past its head, and press Enter."""
        self.press(target.page, "Tab", "Enter")  # Skip to content
        self.reach(target)
        self.press(target.page, "Enter")


def test_a_claim_is_published_by_keyboard_with_as_few_page_loads_as_by_pointer(newsroom: Newsroom) -> None:
    keys = Keys(newsroom)
    highlight_and_rate(keys, keys.person("Rita"))
    rate(keys, keys.person("Rob"))
    write(keys, keys.person("Edda"))
    publish(keys, keys.person("Emil"))
    found = (keys.clicks, keys.loads)
    assert keys.clicks <= MAX_KEYS, (found, keys.steps)
    assert keys.loads <= MAX_LOADS, (found, keys.steps)
    db.session.remove()


def highlight_and_rate(keys: Keys, rita: Page) -> None:
    """Rita finds the words in the article, highlights them, adds a new source as evidence, and rates the claim."""
    open_workbench(rita)
    keys.press(rita, "f")
    rita.keyboard.type(WORDS)
    keys.press(rita, "Enter")
    keys.reach(rita.locator("article-search a[data-from]").first)
    keys.press(rita, "Enter", "Enter")
    expect(rita.get_by_label("Claim, in one sentence")).to_be_focused()
    rita.keyboard.type(STATEMENT)
    keys.press(rita, "Enter")
    card = rita.locator("#cards .card.focused", has_text=STATEMENT)
    expect(card.locator("form.review-form[data-htmx-powered]")).to_be_visible()
    keys.press(rita, "e")
    expect(card.locator("[name=find]")).to_be_focused()
    rita.keyboard.type("https://harbour.example/escorts")
    keys.press(rita, "Tab", "1", "r", "Tab")
    rita.keyboard.type("Escorted: 41 of 402 crossings.")
    keys.press(rita, "Control+Enter")
    expect(card.locator("[data-cites='1']")).to_be_visible()
    rate_in_card(keys, card)


def rate_in_card(keys: Keys, card: Locator) -> None:
    """The rating and the rationale, from the card in focus."""
    expect(card).to_be_focused()
    keys.press(card.page, "2", "Tab")
    card.page.keyboard.type("[1] says that one in ten is escorted.")
    keys.press(card.page, "Control+Enter")
    expect(card.locator("claim-panel .rating").first).to_be_visible()


def rate(keys: Keys, rob: Page) -> None:
    """Rob finds the article by its headline, walks to the claim, and rates it."""
    keys.press(rob, "/")
    rob.keyboard.type(TITLE)
    article = rob.locator(".suggestions a[href='/articles/1']").first
    expect(article).to_be_visible()
    while not article.evaluate("it => it === document.activeElement"):
        keys.press(rob, "ArrowDown")
    keys.press(rob, "Enter")
    expect(rob.locator("#cards[data-placed]")).to_be_visible()
    card = rob.locator("#cards .card", has_text=STATEMENT)
    while not card.evaluate("it => it === document.activeElement"):
        keys.press(rob, "j")
    expect(card.locator("form.review-form[data-htmx-powered]")).to_be_visible()
    rate_in_card(keys, card)


def write(keys: Keys, edda: Page) -> None:
    """Edda writes the verdict that the reviewers agree on, and submits it."""
    row = edda.locator("[data-group=ready]", has_text=STATEMENT)
    keys.follow(row.get_by_role("link", name="Write the verdict"))
    expect(edda.locator("[name=rating][value=mostly-false]")).to_be_checked()
    keys.reach(edda.get_by_label("Headline"))
    edda.keyboard.type(HEADLINE)
    keys.press(edda, "Tab")
    edda.keyboard.type("Nine in ten pass unescorted, one does not.")
    keys.press(edda, "Tab")
    edda.keyboard.type("[1] counts them.")
    keys.reach(edda.get_by_role("button", name="Save and submit"))
    keys.press(edda, "Enter")
    expect(edda.locator("#notices")).to_contain_text("Saved and submitted for approval.")


def publish(keys: Keys, emil: Page) -> None:
    """Emil approves and publishes."""
    keys.follow(emil.locator("[data-group=decisions]", has_text=STATEMENT).get_by_role("link").first)
    expect(emil).to_have_url(re.compile(r"/editions/\d+$"))
    keys.follow(emil.locator("summary", has_text="Approve and publish"))
    expect(emil.get_by_text(f"Publish “Mostly false” for “{HEADLINE}”?")).to_be_visible()
    keys.reach(emil.get_by_role("button", name="Publish now"))
    keys.press(emil, "Enter")
    expect(emil.locator("#notices")).to_contain_text("Approved and published.")
