"""One claim, from its highlight to publication, counted: clicks and page loads of all roles together.

It begins where Rita has the article open, and for the others at their desk; their signing in isn't counted. Counted are
all clicks on buttons, links, choices and fields, a drag as one, a key that stands for a click (Tab) as well, and every
page that a browser loads, also Rita's article. Typing isn't counted.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from factcheck.db import db
from tests.browser.hands import DRAG
from tests.browser.newsroom import Newsroom, open_workbench, settled

pytestmark = pytest.mark.browser
WORDS = "Every tonne that passes here passes in peace"
STATEMENT = "Goods pass the strait in peace"
HEADLINE = "One tonne in ten is escorted"
MAX_CLICKS, MAX_LOADS = 25, 9


class Counted:
    """The pages of several people, and what they have cost so far; each person is at their desk."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.clicks = self.loads = 0
        self.steps: list[str] = []

    def person(self, name: str) -> Page:
        """Somebody who is signed in, at their desk, which isn't counted."""
        page = settled(self.newsroom.page("/", name))
        page.on("framenavigated", lambda frame: self.loaded(frame.url))
        page.on("response", lambda answer: answer.request.is_navigation_request() and self.load(answer.status))
        return page

    def loaded(self, url: str) -> None:
        """Note where a page leads, to read in a failure."""
        self.steps.append(url)

    def load(self, status: int) -> None:
        """Count a page that was loaded; a redirect leads to one."""
        self.loads += status not in {301, 302, 303}

    def click(self, target: Locator, words: str = "") -> None:
        """Click once, and type where that leads."""
        self.clicks += 1
        self.steps.append(str(target))
        target.click()
        if words:
            target.page.keyboard.type(words)

    def key(self, page: Page, name: str, words: str) -> None:
        """Press a key in place of a click, and type where that leads."""
        self.clicks += 1
        page.keyboard.press(name)
        page.keyboard.type(words)

    def drag(self, page: Page, words: str) -> None:
        """Select words with the pointer."""
        self.clicks += 1
        left, top, right, bottom = settled(page).evaluate(DRAG, words)
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move(right, bottom, steps=5)
        page.mouse.up()


def button(page: Page, name: str) -> Locator:
    """A button by its name."""
    return page.get_by_role("button", name=name, exact=True)


def test_a_claim_is_published_in_25_clicks_and_9_page_loads(newsroom: Newsroom) -> None:
    count = Counted(newsroom)
    claim = highlight_and_rate(count, count.person("Rita"))
    rate(count, count.person("Rob"), claim)
    write(count, count.person("Edda"))
    publish(count, count.person("Emil"))
    found = (count.clicks, count.loads)
    assert count.clicks <= MAX_CLICKS, (found, count.steps)
    assert count.loads <= MAX_LOADS, (found, count.steps)
    db.session.remove()


def highlight_and_rate(count: Counted, rita: Page) -> str:
    """Rita finds the claim in an article, adds a new source as evidence, and rates it, all on one page."""
    open_workbench(rita)
    count.drag(rita, WORDS)
    count.click(button(rita, "Highlight a claim"))
    expect(rita.get_by_label("Claim, in one sentence")).to_be_focused()
    rita.keyboard.type(STATEMENT)
    count.click(button(rita, "Highlight claim"))
    card = rita.locator("#cards .card.focused", has_text=STATEMENT)
    count.click(card.locator("summary", has_text="Add evidence"))
    expect(card.locator("[name=find]")).to_be_focused()
    rita.keyboard.type("https://harbour.example/escorts")
    count.click(card.locator(".choice", has_text="Primary"))
    count.click(card.get_by_text("Refutes", exact=False).first)
    count.click(card.locator("[name=quote]"), "Escorted: 41 of 402 crossings.")
    count.click(button(rita, "Add evidence"))
    rate_in_card(count, card)
    return str(card.get_attribute("data-claim"))


def rate_in_card(count: Counted, card: Locator) -> None:
    """The rating, with the rationale that cites the evidence, in the claim's card."""
    count.click(card.locator("[data-cites='1']"))
    expect(card.locator("[name=rationale]")).to_have_value("[1]")
    card.page.keyboard.type(" says that one in ten is escorted.")
    count.click(card.locator(".choice", has_text="Mostly false"))
    count.click(button(card.page, "Submit review"))
    expect(card.locator("claim-panel .rating").first).to_be_visible()


def rate(count: Counted, rob: Page, claim: str) -> None:
    """Rob finds the claim in the article and rates it there, without having seen a rating."""
    count.click(rob.get_by_role("navigation").get_by_role("link", name="Articles", exact=True))
    count.click(rob.locator("main a[href='/articles/1']").first)
    expect(rob.locator("#cards[data-placed]")).to_be_visible()
    count.click(rob.locator("#text mark", has_text=WORDS).first)
    expect(rob.locator(f"#panel-{claim} form.review-form")).to_be_visible()
    rate_in_card(count, rob.locator(f"#claim-{claim}"))


def write(count: Counted, edda: Page) -> None:
    """Edda writes the verdict that the reviewers agree on, and submits it."""
    row = edda.locator("[data-group=ready]", has_text=STATEMENT)
    count.click(row.get_by_role("link", name="Write the verdict"))
    expect(edda.locator("[name=rating][value=mostly-false]")).to_be_checked()
    count.click(edda.get_by_label("Headline"), HEADLINE)
    count.key(edda, "Tab", "Nine in ten pass unescorted, one does not.")
    count.click(edda.locator("[data-cites='1']"), " counts them.")
    count.click(button(edda, "Save and submit"))
    expect(edda.locator("#notices")).to_contain_text("Saved and submitted for approval.")


def publish(count: Counted, emil: Page) -> None:
    """Emil approves and publishes."""
    count.click(emil.locator("[data-group=decisions]", has_text=STATEMENT).get_by_role("link").first)
    count.click(emil.locator("summary", has_text="Approve and publish"))
    expect(emil.get_by_text(f"Publish “Mostly false” for “{HEADLINE}”?")).to_be_visible()
    count.click(button(emil, "Publish now"))
    expect(emil.locator("#notices")).to_contain_text("Approved and published.")
