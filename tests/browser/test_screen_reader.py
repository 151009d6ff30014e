"""Work with a screen reader: what it announces on the workbench, and a claim made, sourced, rated and submitted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.reviews.models import Review
from tests.browser.newsroom import Newsroom, open_workbench
from tests.browser.reader import FIELDS, ScreenReader

pytestmark = pytest.mark.browser
WORDS = "The talks go on in Port Lisse in June."
STATEMENT = "The talks go on in Port Lisse in June"


@pytest.fixture
def rita(newsroom: Newsroom) -> ScreenReader:
    """Rita, who hears the workbench of the first article."""
    rita = ScreenReader(newsroom, "Rita")
    rita.find(("heading",), "Your desk, Rita")
    open_workbench(rita.page)
    return rita


def test_the_page_is_told_in_landmarks_and_the_text_in_its_order_with_each_claim_behind_its_words(
    rita: ScreenReader,
) -> None:
    told = [(it.role, it.name) for it in rita.nodes()]
    for landmark in (
        ("navigation", "Main menu"), ("search", "Quick search"), ("status", ""), ("main", ""),
        ("article", "Text of the article"), ("complementary", "Claims of this article"),
    ):  # fmt: skip
        assert landmark in told, landmark
    assert [it.states["level"] for it in rita.nodes() if it.role == "heading"].count(1) == 1
    text = rita.nodes("#text")
    links = [it.name for it in text if it.role == "link"]
    assert all(re.fullmatch(r"Claim \d+, [a-z -]+", name) for name in links), links
    assert len(links) == rita.page.locator("#text a.ref").count()
    heard = "".join(it.name for it in text if it.role in {"StaticText", "link"})
    assert any(it.role == "mark" for it in text)
    for link in rita.page.locator("#text a.ref").all():
        before = link.evaluate("it => it.previousSibling.textContent.slice(-12)")
        assert f"{before}{link.get_attribute('aria-label')}" in heard
    expect(rita.page.locator(".card-batch:not([data-drawn])")).to_have_count(0)
    for card in rita.page.locator("#cards .card").all():
        number = card.get_attribute("data-claim")
        own = rita.nodes(f"#claim-{number}")
        assert own[0].role == "article"
        assert any(it.role == "link" and it.name.startswith(f"{number} ") for it in own)


def test_a_claim_is_created_sourced_rated_and_submitted_by_role_and_name_and_what_happens_is_said(
    rita: ScreenReader,
) -> None:
    create(rita)
    source(rita)
    rate(rita)
    db.session.expire_all()
    claim = db.session.scalars(select(Claim).where(Claim.statement == STATEMENT)).one()
    assert [part.exact for part in claim.annotations[0].targets] == [WORDS]
    review = db.session.scalars(select(Review).where(Review.claim_id == claim.id)).one()
    assert (review.rating.key, review.rationale) == ("false", "The programme says July [1].")
    db.session.rollback()


def create(rita: ScreenReader) -> None:
    """By the form beside the text, refused once: nothing typed is lost, and both outcomes are said."""
    rita.press("Highlight a claim", "#composer")
    rita.fill("Quote, as it appears in the article", "The talks go on in Port Lisse in August.")
    rita.fill("Claim, in one sentence", STATEMENT)
    rita.hears("Draft saved at")
    rita.press("Highlight claim", "#composer")
    rita.hears("Not saved yet What you typed is still here. Please correct:")
    assert rita.on().role == "alert"
    words = rita.find(FIELDS, "Quote, as it appears in the article")
    assert words.states["invalid"] == "true"
    assert "The article doesn’t contain this exact quote" in words.states["description"]
    assert rita.find(FIELDS, "Claim, in one sentence").states["value"] == STATEMENT
    rita.tick(WORDS)  # the passage that is offered
    rita.press("Highlight claim", "#composer")
    number = rita.page.locator("#cards .card", has_text=STATEMENT).get_attribute("data-claim")
    rita.hears(f"Claim {number} highlighted.")
    assert rita.on().role == "article"
    rita.find(("link",), f"Claim {number}, open", "#text")


def source(rita: ScreenReader) -> None:
    """From the card to its panel, to the claim's page, and its evidence."""
    rita.follow(STATEMENT, "#cards")
    rita.follow("Claim page", "#cards")
    rita.find(("heading",), STATEMENT)
    expect(rita.page).to_have_title(re.compile(STATEMENT))
    rita.follow("Add evidence", "section[aria-label=Evidence]")
    rita.fill("Source: address, DOI or title", "Programme of the talks")
    rita.press("Source details and note")
    rita.tick("Primary")
    assert rita.find(("group",), "Stance")
    rita.tick("Refutes the claim")
    rita.fill("Quotation", "The second round begins on 3 July.")
    rita.press("Add evidence")
    rita.find(("heading",), STATEMENT)
    rita.find(("link",), "Programme of the talks", "section[aria-label=Evidence]")


def rate(rita: ScreenReader) -> None:
    """Each rating is told with its definition; what is typed is kept, and that is said."""
    rita.follow("Review claim", "section[aria-label=Reviews]")
    rita.find(("heading",), "Review")
    rita.tick("False")
    rita.fill("Rationale", "The programme says July [1].")
    rita.hears("Draft saved at")
    rita.tick("High")
    rita.press("Submit review")
    rita.find(("heading",), STATEMENT)
    rita.find(("StaticText",), re.compile("The programme says July.*"), "section[aria-label=Reviews]")


def test_what_keys_do_at_the_workbench_is_said(rita: ScreenReader) -> None:
    keys = rita.page.keyboard
    keys.press("s")
    rita.hears("Cursor on. Arrows move, Shift selects")
    keys.press("s")
    taken = rita.page.evaluate("document.getSelection().toString()")
    rita.hears(re.sub(r"\s+", " ", taken).strip())
    assert rita.find(("toolbar",), "Selected text")
    keys.press("Escape")
    keys.press("Escape")
    rita.page.locator("#claim-12").focus()
    keys.press("b")
    assert rita.on()[:2] == ("button", "Start of the quote: move it with the arrow keys")
    keys.press("ArrowRight")
    keys.press("Enter")
    rita.hears("Quote adjusted. Its reviewers were asked to re-check the claim.")
    rita.press("Filter claims")
    rita.go(rita.find(("combobox",), "Status or rating"))
    keys.type("In review")
    rita.hears("3 of ")
    rita.page.goto(rita.page.url)
    keys.press("u")
    rita.find(("StaticText",), re.compile(r"Undone.*"), "#notices")
