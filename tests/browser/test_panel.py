"""Evidence, reviews and the verdict in the card of the claim in focus, beside the text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from factcheck.db import db
from factcheck.reviews.models import Review
from factcheck.sources.models import Source
from tests.browser.accessibility import faults
from tests.browser.live import at_rest
from tests.browser.newsroom import NARROW, Newsroom

pytestmark = pytest.mark.browser
CLAIM = 12  # open, without evidence


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    return newsroom.workbench("Rita")


def focus(page: Page, claim: int = CLAIM) -> None:
    """Focus a claim's card and wait for its panel."""
    page.locator(f"#claim-{claim}").focus()
    expect(page.locator(f"#panel-{claim} form.review-form[data-htmx-powered]")).to_be_visible()


def add_evidence(page: Page, source: str, key: str, quote: str) -> None:
    """Add evidence by keyboard alone, from the card."""
    page.keyboard.press("e")
    expect(page.locator("claim-panel [name=find]")).to_be_focused()
    page.keyboard.type(source)
    page.keyboard.press("Tab")
    page.keyboard.press("1")
    page.keyboard.press(key)
    page.keyboard.press("Tab")
    page.keyboard.type(quote)
    page.keyboard.press("Control+Enter")


def test_a_check_box_is_beside_its_label(page: Page) -> None:
    focus(page)
    page.keyboard.press("e")
    box, label = (page.locator(f"claim-panel .check-field > {it}").first.bounding_box() for it in ("input", "label"))
    assert box is not None
    assert label is not None
    assert box["width"] < 24
    assert label["x"] == pytest.approx(box["x"] + box["width"], abs=16)
    assert label["y"] == pytest.approx(box["y"], abs=8)


def test_a_claim_is_sourced_and_rated_by_keyboard_and_the_article_stays_where_it_is(page: Page) -> None:
    focus(page)
    at_rest(page.locator(f"#claim-{CLAIM}"))
    before = page.evaluate("scrollY")
    add_evidence(page, "https://town.example/minutes", "r", "In September.")
    expect(page.locator("claim-panel [data-cites='1']")).to_be_visible()
    glyph = "(it) => getComputedStyle(it, '::before').backgroundSize"  # of the stance, and not of the claim's rating
    assert page.locator(".evidence-lines .stance").evaluate(glyph).startswith("100% ")
    expect(page.locator("#notices")).to_contain_text("Evidence 1 added.")
    expect(page.locator(f"#claim-{CLAIM}")).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("claim-panel [name=rating][value=false]")).to_be_checked()
    expect(page.locator("claim-panel .chip-line .help:visible").nth(1)).to_contain_text("contradicted")
    page.keyboard.press("Tab")
    page.keyboard.type("The minutes say so [1].")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#notices")).to_contain_text("Review submitted.")
    expect(page.locator("claim-panel .rating[data-rating=false]")).to_be_visible()
    expect(page.locator(f"#claim-{CLAIM} > .meta [data-state=in-review]")).to_be_visible()
    assert page.evaluate("scrollY") == before
    assert page.url.endswith("/articles/1")
    assert db.session.query(Review).order_by(Review.id.desc()).first().rationale == "The minutes say so [1]."
    db.session.rollback()


def test_a_click_on_evidence_cites_it_and_a_refused_review_keeps_what_was_typed(page: Page) -> None:
    focus(page)
    add_evidence(page, "Call with the mayor", "c", "In May.")
    page.locator("claim-panel [data-cites='1']").click()
    expect(page.locator("claim-panel [name=rationale]")).to_have_value("[1]")
    page.keyboard.type(" and [7]")
    page.locator("claim-panel .choice", has_text="Mixed").click()
    page.get_by_role("button", name="Submit review").click()
    expect(page.locator("claim-panel .error-summary")).to_be_focused()
    expect(page.locator("claim-panel [name=rationale]")).to_have_value("[1] and [7]")
    assert faults(page) == []


def test_a_source_of_the_library_is_found_as_one_types(page: Page) -> None:
    focus(page)
    title = db.session.scalars(select(Source.title).order_by(Source.id)).first() or ""
    db.session.rollback()
    page.keyboard.press("e")
    page.keyboard.type(title.split()[0])
    expect(page.locator("claim-panel .source-results .radio-card").first).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("claim-panel [name=source_id]:checked")).not_to_have_value("")
    page.keyboard.press("s")
    expect(page.locator("claim-panel [name=stance][value=supports]")).to_be_focused()
    page.locator("claim-panel [name=quote]").fill("It is so.")
    page.get_by_role("button", name="Add another").click()
    expect(page.locator("claim-panel .evidence-lines > li > a")).to_have_text(title)
    expect(page.locator("claim-panel [name=find]")).to_be_focused()
    expect(page.locator("claim-panel [name=find]")).to_have_value("")


def test_what_is_typed_is_there_when_one_comes_back_to_the_claim(page: Page) -> None:
    focus(page)
    page.locator("claim-panel [name=rationale]").press_sequentially("The minutes sa")
    page.locator("#claim-1").focus()
    expect(page.locator("#panel-1")).to_be_visible()
    expect(page.locator("claim-panel")).to_have_count(1)
    focus(page)
    expect(page.locator("claim-panel [name=rationale]")).to_have_value("The minutes sa")


def test_what_is_typed_in_one_form_stays_while_another_is_sent(page: Page) -> None:
    focus(page)
    page.locator("claim-panel [name=rationale]").press_sequentially("Half a sentence")
    page.locator("claim-panel .choice", has_text="Mixed").click()
    page.locator(f"#claim-{CLAIM}").focus()
    add_evidence(page, "Call with the mayor", "c", "In May.")
    expect(page.locator("claim-panel [data-cites='1']")).to_be_visible()
    expect(page.locator("claim-panel [name=rationale]")).to_have_value("Half a sentence")
    expect(page.locator("claim-panel [name=rating][value=mixed]")).to_be_checked()


def test_a_reviewer_is_assigned_and_a_verdict_written_without_losing_the_article(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Edda")
    page.locator(f"#claim-{CLAIM}").focus()
    panel = page.locator(f"#panel-{CLAIM}")
    panel.locator("summary", has_text="Assignments").click()
    panel.locator("summary", has_text="Assign a reviewer").click()
    panel.get_by_label("Reviewer").select_option(label="Rob")
    panel.get_by_role("button", name="Assign reviewer").click()
    expect(panel.get_by_role("status").filter(has_text="Rob was assigned")).to_be_visible()
    assert page.url.endswith("/articles/1")
    panel.get_by_role("link", name="Write the verdict").click()
    page.locator(".choice", has_text="Unproven").click()
    for label, words in (("Headline", "Nobody knows"), ("Short summary", "Not yet."), ("Rationale", "No figures.")):
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Save draft").click()
    expect(page).to_have_url(re.compile(rf"/articles/1#claim-{CLAIM}$"))
    expect(page.locator(f"#claim-{CLAIM}")).to_be_focused()
    expect(page.locator(f"#panel-{CLAIM}").get_by_role("link", name="Continue the draft")).to_be_visible()


def test_walking_through_the_cards_loads_no_panel(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita", has_clock=True)
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 1"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/panel") else None)
    for _ in range(5):
        page.keyboard.press("j")
    page.clock.resume()
    expect(page.locator("claim-panel")).to_be_visible()
    assert len(asked) == 1


def test_escape_leads_from_the_panel_to_the_card_and_from_there_to_the_text(page: Page) -> None:
    focus(page)
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    expect(page.locator(f"#claim-{CLAIM}")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("claim-panel")).to_be_hidden()


def test_a_click_in_the_text_leaves_the_panel_open(page: Page) -> None:
    focus(page)
    page.locator("#text .block").nth(2).click(position={"x": 4, "y": 4})
    expect(page.locator("claim-panel")).to_be_visible()


def test_conversation_history_and_reviews_of_others_come_when_they_are_unfolded(page: Page) -> None:
    focus(page)
    for name, content in (("Other reviews", "No reviews yet."), ("Conversation", "Start a conversation")):
        page.locator("claim-panel summary", has_text=name).click()
        expect(page.locator("claim-panel").get_by_text(content).first).to_be_visible()
    page.locator("claim-panel summary", has_text="History").click()
    expect(page.locator("claim-panel .timeline li").first).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_a_sheet_in_a_narrow_window(newsroom: Newsroom, scheme: str) -> None:
    page = newsroom.page("/articles/1", "Rita", viewport=NARROW, color_scheme=scheme)
    page.locator("#text mark").first.click()
    expect(page.locator(".card[data-sheet] claim-panel")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    z = "(it) => getComputedStyle(it).zIndex"  # nothing of the page lies over the sheet
    assert int(page.locator(".card[data-sheet]").evaluate(z)) > int(page.locator("#composer").evaluate(z))
    assert faults(page) == []
