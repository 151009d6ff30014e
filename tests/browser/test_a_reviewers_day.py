"""Claims highlighted, sourced and rated in one article without leaving it: by keyboard alone, and by pointer."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.reviews.models import Review
from factcheck.web.drafts import Draft
from tests.browser.accessibility import faults
from tests.browser.hands import Pointer, select_words
from tests.browser.live import at_rest, drawn
from tests.browser.newsroom import Newsroom, open_workbench
from tests.sizes import IS_THOROUGH

pytestmark = pytest.mark.browser
WORDS = (
    "said that the base",
    "The minister also recalled",
    "She recalled that",
    "It was the first meeting of the two",
    "announced in January",
    "eleven kilometres from the Vestrian coast",
    "the minister told reporters",
    "There is fog here",
    "both sides had spoken about trade",
    "does not break its figures down by service",
    "the budget was public",
    "We will answer with measures that fit the risk",
    "a matter for Ardland alone",
    "The treaty, signed in Solvik",
    "up to three miles from the other",
    "by the count of the fishermen",
    "the quay at Hamn would be lengthened by 200 metres",
    "They will count what it costs",
    "reopen the telephone line between the coast guards",
    "The talks go on in Port Lisse in June",
)[: 20 if IS_THOROUGH else 3]
MOST_KEYS = 20  # for one claim, besides the words that are typed


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    return newsroom.workbench("Rita")


class Keys:
    """A keyboard that counts the keys that are pressed, besides words."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)


def highlight(keys: Keys, words: str) -> None:
    """Highlight words that are selected already, with the statement and claimant that the form offers."""
    page = keys.page
    select_words(page, words)
    page.locator("#text").focus()
    keys.press("Enter")
    expect(page.locator("#claim-form [name=statement]")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#cards .card.focused")).to_contain_text(words)
    expect(page.locator("#cards .card.focused form.review-form[data-htmx-powered]")).to_be_visible()


def source_and_rate(keys: Keys) -> None:
    """Add evidence to the claim in focus, and rate it."""
    panel = keys.page.locator("claim-panel")
    keys.press("e")
    expect(panel.locator("[name=find]")).to_be_focused()
    keys.type("https://town.example/minutes")
    keys.press("Tab", "1", "r", "Tab")
    keys.type("In September.")
    keys.press("Control+Enter")
    expect(panel.locator("[data-cites='1']")).to_be_visible()
    expect(keys.page.locator("#cards .card.focused")).to_be_focused()
    keys.press("2", "Tab")
    keys.type("The minutes say so [1].")
    keys.press("Control+Enter")
    expect(panel.locator("p > .rating[data-rating=mostly-false]")).to_be_visible()


def test_claims_are_highlighted_sourced_and_rated_by_keyboard_without_leaving_the_article(page: Page) -> None:
    before = [db.session.query(kind).count() for kind in (Claim, Evidence, Review)]
    db.session.rollback()
    page.evaluate("document.body.dataset.loaded = 'once'")
    keys = Keys(page)
    for words in WORDS:
        highlight(keys, words)
        source_and_rate(keys)
    assert keys.count <= MOST_KEYS * len(WORDS)
    assert page.evaluate("document.body.dataset.loaded") == "once"
    assert [db.session.query(kind).count() for kind in (Claim, Evidence, Review)] == [it + len(WORDS) for it in before]
    db.session.rollback()


def test_a_further_claim_is_one_drag_and_two_keys_and_has_the_claimant_of_the_last(newsroom: Newsroom) -> None:
    rita = Pointer(newsroom, "Rita")
    page = open_workbench(rita.page)
    rita.highlight(WORDS[0], "The base is for Ardland")
    rita.select(WORDS[1])
    keys = Keys(page)
    keys.press("Enter")
    expect(page.get_by_label("Claimant", exact=True)).to_have_value("Signe Holt")
    expect(page.get_by_label("Claim, in one sentence")).to_have_value(WORDS[1])
    assert faults(page) == []
    keys.press("Enter")
    expect(page.locator("#cards .card.focused")).to_contain_text("Signe Holt")
    assert keys.count == 2


def test_a_claim_is_sourced_and_rated_by_pointer(newsroom: Newsroom) -> None:
    rita = Pointer(newsroom, "Rita")
    page = open_workbench(rita.page)
    rita.highlight(WORDS[0], "The base is for Ardland")
    panel = page.locator("claim-panel")
    panel.locator("summary", has_text="Add evidence").click()
    panel.get_by_label("Source: address, DOI or title").fill("Call with the minister")
    panel.get_by_label("Primary").press("Space")
    panel.locator(".choice", has_text="Refutes the claim").click()
    panel.get_by_label("Quotation").fill("No.")
    panel.get_by_role("button", name="Add evidence", exact=True).click()
    panel.get_by_role("button", name="Cite evidence 1").click()
    panel.locator(".choice", has_text="Mostly false").click()
    panel.get_by_role("button", name="Submit review").click()
    expect(panel.locator("p > .rating[data-rating=mostly-false]")).to_be_visible()
    assert page.url.endswith("/articles/1")


@pytest.mark.parametrize("way", ["Escape", "Cancel"])
def test_a_form_in_which_nobody_typed_is_closed_and_is_no_draft(newsroom: Newsroom, way: str) -> None:
    page = newsroom.workbench("Rita", has_clock=True)
    sent: list[str] = []
    page.on("request", lambda it: sent.append(it.url) if "/drafts" in it.url and it.method == "POST" else None)
    select_words(page, WORDS[0])
    page.locator("#text").press("c")
    expect(page.locator("#claim-form [name=statement]")).to_be_focused()
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.locator("#claim-form").get_by_role("button", name="Cancel").click()
    expect(page.locator("#claim-form")).to_be_hidden()
    page.clock.fast_forward(7000)  # longer than a draft waits
    drawn(page)
    assert sent == []
    assert db.session.query(Draft).filter(Draft.form == "/articles/1/claims").count() == 0
    db.session.rollback()


def test_the_search_is_not_covered_by_the_form(page: Page) -> None:
    select_words(page, WORDS[0])
    page.locator("#text").press("c")
    page.locator("#claim-1").focus()
    page.keyboard.press("f")
    box = at_rest(page.locator("#find"))
    found = page.evaluate("([x, y]) => document.elementFromPoint(x, y).id", [box["x"] + 9, box["y"] + 9])
    assert found == "find"


def test_ones_own_act_is_a_toast_with_undo_that_passes_and_moves_nothing(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita", has_clock=True)
    select_words(page, WORDS[1], is_last=False)
    page.evaluate("getSelection().focusNode.parentElement.scrollIntoView({ block: 'center' })")
    before = page.evaluate("document.querySelector('#text').getBoundingClientRect().top")
    page.locator("#text").press("c")
    page.keyboard.press("Enter")
    toast = page.locator("#notices .notice", has_text="highlighted.")
    expect(toast.get_by_role("button", name="Undo")).to_be_visible()
    assert page.evaluate("document.querySelector('#text').getBoundingClientRect().top") == before
    page.clock.fast_forward(7000)
    expect(toast).to_be_hidden()


def test_undoing_leaves_the_reader_where_they_are(page: Page) -> None:
    highlight(Keys(page), WORDS[1])
    page.evaluate("scrollTo(0, 900)")
    page.keyboard.press("u")
    expect(page.locator("#notices")).to_contain_text("Undone")
    expect(page.locator("#cards .card", has_text=WORDS[1])).to_have_count(0)
    page.wait_for_function("Math.abs(scrollY - 900) < 3")


def test_the_cursor_starts_at_the_claim_that_was_left_and_no_empty_message_is_shown(page: Page) -> None:
    keys = Keys(page)
    highlight(keys, WORDS[1])
    expect(page.locator("#again")).to_be_empty()
    assert page.locator("#again").evaluate("it => getComputedStyle(it).position") == "static"
    keys.press("Escape", "s")
    expect(page.locator("#text")).to_be_focused()
    place = "(node => (node instanceof Element ? node : node.parentElement).closest('mark, .block').textContent)"
    assert page.evaluate(f"{place}(getSelection().anchorNode)") == WORDS[1]


def test_words_selected_by_keyboard_are_read_out_and_no_message_lies_over_the_text(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita", has_clock=True)
    keys = Keys(page)
    page.locator("#text").focus()
    keys.press("s")
    expect(page.locator("#notices")).to_contain_text("Cursor on.")
    page.clock.fast_forward(7000)
    expect(page.locator("#notices .notice")).to_have_count(0)
    keys.press("ArrowDown", "ArrowDown", "ArrowDown", "s")
    words = page.evaluate("getSelection().toString()")
    expect(page.locator("#notices > .visually-hidden")).to_have_text(words)
    expect(page.locator("#notices > .visually-hidden")).to_have_attribute("lang", "en")
    expect(page.locator("#notices .notice")).to_have_count(0)
