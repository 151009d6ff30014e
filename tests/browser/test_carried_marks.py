"""An article is updated: four outcomes, settled by keyboard, undone, and put before an editor."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from factcheck.jobs.worker import run_due
from tests.browser.hands import Keyboard, Pointer, expect_marked
from tests.browser.newsroom import Newsroom
from tests.factories import make_article, make_claim, make_edition
from tests.texts import DELETED, DOUBLED, MOVED, NEW, OLD, REWORDED

pytestmark = pytest.mark.browser
NEW_WORDS = REWORDED.replace("14", "11")
MOVED_ONE, DELETED_ONE, DOUBLED_ONE, REWORDED_ONE = range(40, 44)  # the demo newsroom has 39 claims
ELSEWHERE = "The board meets again in November."


@pytest.fixture
def article(newsroom: Newsroom) -> str:
    """The address of an article with four claims; the one that will be reworded has a published verdict."""
    old = make_article(OLD, "No reason to dredge")
    for words in (MOVED, DELETED, DOUBLED):
        make_claim(words, old)
    make_edition(state="published", claim=make_claim(REWORDED, old))
    return f"/articles/{old.article_id}"


def update(page: Page, article: str) -> None:
    """Paste the new text, and wait with the person until the marks are carried over."""
    page.goto(f"{article}/update")
    page.get_by_label("Current text").fill(NEW)
    page.get_by_role("button", name="Preview version 2").press("Enter")
    page.get_by_role("button", name="Add as version 2").press("Enter")
    page.wait_for_url("**/jobs/*")
    assert run_due() == 1
    page.wait_for_url("**/versions/2/marks")


def row(page: Page, claim: int) -> Locator:
    return page.locator(f".anchor[aria-label^='Claim {claim},']")


def test_four_outcomes_are_right_and_visible_and_the_changed_verdict_reaches_an_editor(
    newsroom: Newsroom, article: str
) -> None:
    page = newsroom.page("/", "Rita")
    update(page, article)
    page.get_by_role("link", name="4 carried over").click()
    for claim, chips in (
        (MOVED_ONE, ("Certain", "Moved")),
        (DOUBLED_ONE, ("Certain", "Unchanged")),
        (DELETED_ONE, ("Not found", "Removed")),
        (REWORDED_ONE, ("Uncertain", "Reworded")),
    ):
        expect(row(page, claim).locator(".chips .state")).to_have_text(list(chips))
    expect(row(page, REWORDED_ONE).locator("del")).to_have_text("14")
    expect(row(page, REWORDED_ONE).locator("ins")).to_have_text("11")
    page.goto(article)
    expect(page.locator("#text mark.doubt", has_text=NEW_WORDS)).to_have_count(1)
    expect(page.locator(".orphans")).to_contain_text(DELETED[:40])

    edda = Pointer(newsroom, "Edda")
    edda.page.locator("section", has_text="Changes by the publisher").get_by_role(
        "link", name="The harbour opens in May"
    ).click()
    expect(edda.page.locator("ins")).to_have_text("11")
    edda.tick("Stealth edit: the publisher changed it without saying so")
    edda.fill("Why, and where you looked", "No notice on the page.")
    edda.press("Record decision")
    expect(edda.page.locator(".timeline")).to_contain_text("No notice on the page.")
    edda.follow("Publish a correction")
    expect(edda.page.get_by_label("Note to readers")).to_have_value(re.compile("changed without notice"))
    edda.page.goto(article)
    expect(edda.page.locator(".notice", has_text="Stealth edit, recorded by Edda")).to_be_visible()


def test_marks_are_settled_and_undone_by_keyboard(newsroom: Newsroom, article: str) -> None:
    page = Keyboard(newsroom, "Rita").page
    update(page, article)
    look, lost = row(page, REWORDED_ONE), row(page, DELETED_ONE)
    expect(look).to_be_focused()  # the first that waits, in reading order
    page.keyboard.press("j")
    expect(lost).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(look).to_contain_text("Confirmed by Rita")
    expect(page.locator("#notices")).to_contain_text("Confirmed.")
    expect(lost).to_be_focused()  # the next that waits
    expect(page.get_by_role("link", name="1 to resolve")).to_be_visible()
    page.keyboard.press("u")
    expect(look).not_to_contain_text("Confirmed by Rita")
    expect(look).to_be_focused()
    page.keyboard.press("x")
    expect(look.locator(".chips")).to_contain_text("Not found")
    page.keyboard.press("u")
    expect(look.locator(".chips")).to_contain_text("Uncertain")
    expect(look).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(lost).to_contain_text("Marked as removed by Rita")
    expect(page.get_by_role("link", name="1 to resolve")).to_be_visible()


def test_another_place_is_chosen_by_keyboard(newsroom: Newsroom, article: str) -> None:
    page = Keyboard(newsroom, "Rita").page
    update(page, article)
    page.goto(f"{article}/versions/2/marks?show=confident")
    doubled = row(page, DOUBLED_ONE)
    doubled.focus()
    page.keyboard.press("o")
    expect(doubled.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(doubled).to_contain_text("Moved by Rita")
    expect(doubled).to_contain_text("the statement of the board repeated")
    expect(doubled.locator(".chips")).to_contain_text("Moved")


def test_a_lost_mark_is_attached_again_to_words_of_the_text_by_keyboard(newsroom: Newsroom, article: str) -> None:
    hands = Keyboard(newsroom, "Rita")
    page = hands.page
    update(page, article)
    expect(row(page, REWORDED_ONE)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator(".move-form textarea")).to_be_focused()
    hands.follow("Select it in the text")
    expect(page.locator("#attach-form")).to_contain_text(DELETED)
    expect(page.locator("#cards[data-placed]")).to_be_visible()
    page.keyboard.press("f")
    expect(page.get_by_label("Claim, in your own words")).to_be_focused()
    page.keyboard.type(ELSEWHERE)
    page.keyboard.press("Enter")
    hands.follow("Show in text")
    expect(page.get_by_role("button", name=f"Claim {DELETED_ONE} is here")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/articles/\d+#claim-{DELETED_ONE}$"))
    expect_marked(page, DELETED_ONE, ELSEWHERE)
    expect(page.locator(".orphans")).to_have_count(0)


def test_without_javascript_the_same_buttons_lead_back_to_the_mark(newsroom: Newsroom, article: str) -> None:
    hands = Pointer(newsroom, "Rita", java_script_enabled=False)
    page = hands.page
    page.goto(f"{article}/update")
    page.get_by_label("Current text").fill(NEW)
    hands.press("Preview version 2")
    hands.press("Add as version 2")
    run_due()
    page.goto(f"{article}/versions/2/marks")
    hands.press("Confirm")
    expect(page.locator("#notices")).to_contain_text("Confirmed.")
    expect(row(page, REWORDED_ONE)).to_contain_text("Confirmed by Rita")
    hands.press("Undo")
    expect(page.locator("#notices")).to_contain_text("Undone.")
    row(page, DELETED_ONE).get_by_role("link", name="Choose the place").click()
    hands.fill("Other quote from the current text", ELSEWHERE)
    hands.press("Move highlight")
    expect(row(page, DELETED_ONE)).to_contain_text("Moved by Rita")
