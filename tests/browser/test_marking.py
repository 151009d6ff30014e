"""Marking words: several targets in one claim, similar claims, and moving a mark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from factcheck.annotations.models import Target
from factcheck.claims.models import Claim
from factcheck.db import db
from tests.browser.hands import Keyboard, Pointer, expect_marked, select_words
from tests.browser.live import at_rest
from tests.browser.modules import with_modules
from tests.browser.newsroom import Newsroom, open_workbench

pytestmark = pytest.mark.browser
FIRST, SECOND = "Every tonne that passes here passes in peace", "A warm sea costs us the trade"
OF_CLAIM = with_modules("""async (claim) => {
  const { marksOf } = modules["text/text-marks.js"];
  return marksOf(claim).map((mark) => mark.textContent).join("");
}""")
TWICE = "A harbour built for frigates is not built for fishermen"


def bench(newsroom: Newsroom, how: type[Pointer] = Pointer) -> Pointer:
    hands = how(newsroom, "Rita")
    open_workbench(hands.page)
    return hands


def parts(statement: str) -> list[str]:
    db.session.expire_all()
    claim = db.session.scalars(select(Claim).where(Claim.statement == statement)).one()
    return [part.exact for part in claim.annotations[0].targets]


def test_two_runs_of_words_become_one_claim_each_at_its_own_place(newsroom: Newsroom) -> None:
    hands = bench(newsroom)
    hands.select(FIRST)
    expect(hands.page.get_by_role("button", name="Add this quote")).to_be_hidden()
    hands.press("Highlight a claim", ".selection-bar")
    hands.page.keyboard.type("Peace and trade")
    hands.select(SECOND)
    hands.press("Add this quote", ".selection-bar")
    words = hands.page.get_by_label("Quote, as it appears in the article")
    expect(words).to_have_value(f"{FIRST}\n[…]\n{SECOND}")
    hands.press("Highlight claim")
    card = hands.page.locator("#cards .card", has_text="Peace and trade")
    expect(card).to_be_focused()
    number = card.get_attribute("data-claim")
    expect_marked(hands.page, number, FIRST, SECOND)
    assert parts("Peace and trade") == [FIRST, SECOND]


def test_of_a_passage_that_stands_twice_the_one_that_was_selected_is_added(newsroom: Newsroom) -> None:
    hands = bench(newsroom)
    hands.select(FIRST)
    hands.press("Highlight a claim", ".selection-bar")
    hands.page.keyboard.type("Two places")
    text = hands.page.evaluate("document.getElementById('text').textContent")
    select_words(hands.page, TWICE[:31], is_last=True)
    hands.press("Add this quote", ".selection-bar")
    hands.press("Highlight claim")
    expect(hands.page.locator("#cards .card", has_text="Two places")).to_be_focused()
    db.session.expire_all()
    last = db.session.scalars(select(Target).order_by(Target.id.desc())).first()
    assert text[last.start : last.end] == last.exact
    assert last.start == text.rindex(TWICE)


def test_words_that_are_marked_already_offer_their_claim_before_a_new_one(newsroom: Newsroom) -> None:
    hands = bench(newsroom)
    hands.select("spends less on its armed forces")
    known = hands.page.locator(".selection-bar .existing-claims")
    expect(known).to_contain_text("Already highlighted as claim 7")
    known.get_by_role("button", name="Add to claim 7").click()
    hands.page.wait_for_url("**/articles/1/join?*")
    expect(hands.page.locator("#claim_id-7")).to_be_checked()


def test_the_ends_of_a_mark_are_moved_by_selecting(newsroom: Newsroom) -> None:
    hands = bench(newsroom)
    hands.page.goto("/claims/12")
    hands.follow("Adjust the quote")
    expect(hands.page.locator("#attach-form")).to_contain_text("Current quote:")
    hands.select("a longer record of settling its disputes at sea")
    hands.press("Claim 12 is here", ".selection-bar")
    hands.page.wait_for_url(re.compile(r"/articles/1#claim-12$"))
    expect_marked(hands.page, 12, "a longer record of settling its disputes at sea")
    expect(hands.page.locator(".notice", has_text="asked to re-check")).to_be_visible()


def test_words_are_selected_by_keyboard_alone_and_highlighted(newsroom: Newsroom) -> None:
    hands = bench(newsroom)
    page = hands.page
    page.keyboard.press("s")
    expect(page.locator("text-caret")).to_be_visible()
    expect(page.locator("#notices")).to_contain_text("Cursor on.")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    taken = page.evaluate("document.getSelection().toString()")
    text = page.evaluate("document.getElementById('text').textContent")
    assert taken in text
    assert len(taken.split()) > 3
    page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("document.getSelection().toString()") == taken[:-1]
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+S")
    assert len(page.evaluate("document.getSelection().toString()")) > len(taken)
    page.keyboard.press("w")
    word = page.evaluate("document.getSelection().toString()")
    assert taken.startswith(word)
    assert " " not in word
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Claim, in one sentence")).to_be_focused()
    chosen = page.get_by_label("Quote, as it appears in the article").input_value()
    assert chosen in text.split("\n\n")
    page.keyboard.type("All of this paragraph")
    page.keyboard.press("Enter")
    expect(page.locator("#cards .card", has_text="All of this paragraph")).to_be_focused()
    assert parts("All of this paragraph") == [chosen]
    page.keyboard.press("s")
    page.keyboard.press("Escape")
    expect(page.locator("text-caret")).to_be_hidden()


def test_sentences_are_chosen_by_name_without_any_selection(newsroom: Newsroom) -> None:
    """What a screen reader offers: roles and names, no pointer and no native selection."""
    hands = Keyboard(newsroom, "Rita")
    page = hands.page
    page.goto("/articles/1/sentences")
    box = page.get_by_role("checkbox", name="The talks go on in Port Lisse in June.")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    hands.press("Create claim")
    expect(page.get_by_label("Quote, as it appears in the article")).to_have_value(
        "The talks go on in Port Lisse in June."
    )
    hands.fill("Claim, in one sentence", "The talks go on in June")
    hands.press("Highlight claim")
    page.wait_for_url(re.compile(r"/articles/1#claim-\d+$"))
    assert parts("The talks go on in June") == ["The talks go on in Port Lisse in June."]


def test_what_is_missing_and_the_article_as_a_whole_are_claimed_by_keyboard(newsroom: Newsroom) -> None:
    hands = bench(newsroom, Keyboard)
    page = hands.page
    hands.select(SECOND)
    page.keyboard.press("m")
    expect(page.get_by_label("Claim, in one sentence")).to_be_focused()
    expect(page.get_by_label("What the claim is about")).to_have_value("omission")
    assert SECOND in page.get_by_label("Quote, as it appears in the article").input_value()
    page.keyboard.type("The strikes of 2019 are left out")
    page.keyboard.press("Enter")
    card = page.locator("#cards .card", has_text="The strikes of 2019")
    expect(card).to_be_focused()
    expect(card).to_contain_text("Something is missing here")
    link = page.get_by_role("link", name=re.compile(r"^Claim \d+, open\. Something is missing here$"))
    expect(link).to_have_class("ref omission focused")
    page.locator("#composer > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What the claim is about").select_option(label="The article as a whole")
    expect(page.get_by_label("Quote, as it appears in the article")).to_be_hidden()
    page.get_by_label("Claim, in one sentence").focus()
    page.keyboard.type("The piece takes one side's figures for granted")
    page.keyboard.press("Enter")
    expect(page.locator("#cards .card", has_text="for granted")).to_be_focused()


def test_the_ends_of_the_claim_in_focus_are_moved_by_arrows_and_by_dragging(newsroom: Newsroom) -> None:
    hands = bench(newsroom)
    page = hands.page
    old = page.evaluate(OF_CLAIM, "12")
    page.locator("#claim-12").focus()
    page.keyboard.press("b")
    start = page.get_by_role("button", name="Start of the quote")
    expect(start).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#claim-12")).to_be_focused()
    expect(page.locator(".notice", has_text="Quote adjusted")).to_be_visible()
    shorter = page.evaluate(OF_CLAIM, "12")
    assert old.endswith(shorter)
    assert 0 < len(old) - len(shorter) < 20
    end = page.get_by_role("button", name="End of the quote")
    box = at_rest(end)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 80, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    hands.press("Adjust quote", "mark-handles")
    page.wait_for_function(
        "([it, old]) => document.querySelector('#claim-12').dataset.at !== old",
        arg=[0, page.locator("#claim-12").get_attribute("data-at")],
    )
    assert shorter.startswith(page.evaluate(OF_CLAIM, "12"))
    page.keyboard.press("u")


def test_escape_leaves_the_ends_where_they_were_and_a_decided_claim_has_none(newsroom: Newsroom) -> None:
    hands = bench(newsroom)
    page = hands.page
    page.locator("#claim-12").focus()
    page.keyboard.press("b")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Adjust quote")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("mark-handles")).to_be_hidden()
    expect(page.locator("#claim-12")).to_be_focused()
    page.locator("#cards [data-rating]").first.focus()
    expect(page.locator("mark-handles")).to_be_hidden()
