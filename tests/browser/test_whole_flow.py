"""The whole main job in a browser: by pointer, by touch, by keyboard alone, by ear, and without JavaScript."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.db import db
from tests.browser.hands import Android, IPhone, Keyboard, Plain, Pointer
from tests.browser.newsroom import Newsroom
from tests.browser.reader import ScreenReader
from tests.factories import TEXT
from tests.sizes import IS_THOROUGH

pytestmark = pytest.mark.browser
STATEMENT = "The harbour opens in May"
HEADLINE = "The harbour opens in September"
EXPORTS = ("/exports/checks.csv", "/exports/checks.json", "/exports/claimreview.jsonld", "/feed.atom", "/checks")


KINDS = [Pointer, Keyboard, ScreenReader, Plain, IPhone, *([Android] if IS_THOROUGH else [])]


@pytest.mark.parametrize("kind", KINDS)
def test_from_paste_to_publication(newsroom: Newsroom, kind: type[Pointer]) -> None:
    rita = kind(newsroom, "Rita")
    article = add_article(rita)
    highlight(rita)
    add_evidence(rita)
    rate(rita, "False", "RITA-SAYS the permit names September [1].")

    rob = kind(newsroom, "Rob")
    open_claim(rob)
    expect(rob.page.get_by_text("1 other person has reviewed this claim")).to_be_visible()
    expect(rob.page.get_by_text("RITA-SAYS")).to_have_count(0)
    rate(rob, "Mixed", "Half of it is there [2].")
    expect(rob.page.get_by_text("RITA-SAYS")).to_be_visible()

    edda, emil = kind(newsroom, "Edda"), kind(newsroom, "Emil")
    propose(edda)
    expect(edda.page.get_by_role("button", name="Approve and publish")).to_have_count(0)
    expect(edda.page.get_by_text("Awaiting approval by another editor.")).to_be_visible()
    outsider = newsroom.blank(java_script_enabled=kind is not Plain)
    assert shown_outside(outsider, article) == set()
    send_back_and_mend(emil, edda)
    to_decide(emil)
    emil.publish()
    expect(emil.page.get_by_role("link", name="Public page")).to_be_visible()
    assert shown_outside(outsider, article) == {*EXPORTS, report(article), f"{report(article)}/annotations.jsonld"}
    read_public_page(outsider)
    db.session.remove()


def add_article(rita: Pointer) -> str:
    rita.follow("Add an article")
    rita.fill("Text or address of the article", TEXT)
    rita.press("Preview article")
    rita.fill("Headline", "Harbour will open in May, mayor says")
    rita.press("Add article")
    expect(rita.page).to_have_url(re.compile(r"/articles/\d+$"))
    return rita.page.url


def highlight(rita: Pointer) -> None:
    rita.highlight("The harbour will open in May", STATEMENT)
    rita.join("We open in May, and not a day later", STATEMENT)
    rita.join("Harbour will open in May", STATEMENT)
    rita.highlight("will open in May, mayor Signe Holt", "Signe Holt is mayor")
    for words in ("Harbour will open in May", "We open in May, and not a day later"):
        expect(rita.page.locator("#text mark", has_text=words)).to_be_visible()
    expect(rita.page.locator("#text mark.depth-2", has_text="will open in May")).to_be_visible()
    assert rita.page.locator("#text").text_content() == TEXT


def open_claim(hands: Pointer) -> None:
    hands.follow("Claims", "nav.rooms")
    hands.follow(STATEMENT, "#claims")
    expect(hands.page.get_by_role("heading", level=1)).to_have_text(STATEMENT)


def add_evidence(rita: Pointer) -> None:
    open_claim(rita)
    for stance, title in (("Refutes the claim", "Building permit"), ("Gives context", "Council minutes")):
        rita.follow("Add evidence")
        rita.find_source(title)
        rita.tick("Primary")
        rita.tick(stance)
        rita.fill("Quotation", f"{title}: opening in September.")
        rita.press("Add evidence")
        expect(rita.page.get_by_role("heading", level=1)).to_have_text(STATEMENT)
    expect(rita.page.locator(".evidence")).to_have_count(2)


def rate(hands: Pointer, rating: str, rationale: str) -> None:
    hands.follow("Review claim")
    hands.tick(rating)
    hands.fill("Rationale", rationale)
    hands.tick("High")
    hands.press("Submit review")
    expect(hands.page.get_by_role("heading", level=1)).to_have_text(STATEMENT)


def propose(edda: Pointer) -> None:
    open_claim(edda)
    edda.follow("Write the verdict")
    edda.tick("False")
    edda.fill("Headline", HEADLINE)
    edda.fill("Short summary", "Not in May: the permit names September.")
    edda.fill("Rationale", "The permit says so [1].")
    edda.press("Save draft")
    edda.press("Submit for approval")


def to_decide(emil: Pointer) -> None:
    emil.page.goto("/")  # and not by a link: the desk that is open shows the claim among others
    emil.follow(STATEMENT)


def send_back_and_mend(emil: Pointer, edda: Pointer) -> None:
    to_decide(emil)
    emil.fill("Requested changes", "Which page?")
    emil.press("Send back")
    expect(emil.page.get_by_text("Sent back to Edda.")).to_be_visible()
    edda.follow("Desk", "nav.rooms")
    expect(edda.page.get_by_text("Which page?")).to_be_visible()
    edda.follow(STATEMENT)
    edda.follow("Edit draft")
    edda.fill("Rationale", "Page 2 of the permit says so [1].")
    edda.press("Save draft")
    edda.press("Submit for approval")
    expect(edda.page.get_by_text("Awaiting approval by another editor.")).to_be_visible()


def report(article: str) -> str:
    return f"/reports/{article.rsplit('/', 1)[1]}"


def shown_outside(outsider: Page, article: str) -> set[str]:
    """The public addresses at which somebody who is not signed in finds the verdict."""
    paths = (*EXPORTS, report(article), f"{report(article)}/annotations.jsonld")
    return {path for path in paths if HEADLINE in outsider.request.get(path).text()}


def read_public_page(outsider: Page) -> None:
    outsider.goto("/checks")
    outsider.get_by_role("link", name=HEADLINE).click()
    expect(outsider.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(outsider.locator(".stamp")).to_contain_text("False")
    markup = outsider.locator("script[type='application/ld+json']")
    expect(markup).to_have_count(1)
    assert json.loads(markup.text_content() or "")["claimReviewed"] == STATEMENT
