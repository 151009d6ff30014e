"""A block of the text that gets another highlight: what doesn't change stays, and everything is still in place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.db import db
from factcheck.live import hub as live
from tests.browser.hands import expect_marked, select_words
from tests.browser.live import is_streaming, person
from tests.browser.modules import with_modules
from tests.browser.newsroom import Newsroom
from tests.factories import make_article

pytestmark = pytest.mark.browser
FIRST, MIDDLE, LAST = "Gulls sleep on one leg", "The ferry carries nine cars", "Snow fell on the quay in June"
PARAGRAPH = ". ".join((FIRST, *["It is said so"] * 8, MIDDLE, *["It is said again"] * 70, LAST)) + "."
KEEP = """() => { window.kept = [...document.querySelectorAll("#text mark")]; return kept.length; }"""
IS_KEPT = "() => kept.map((mark) => mark.isConnected)"
AT = with_modules("""async (number) => {
  const { claimsAt, marksOf } = modules["text/text-marks.js"];
  return marksOf(number).map(claimsAt);
}""")
LAST_WORDS = """() => {
  const top = (it) => it.getBoundingClientRect().top;
  return top([...document.querySelectorAll("#text mark")].at(-1)) - top(document.getElementById("text"));
}"""
APART = with_modules("""async () => {
  const { firstMark } = modules["text/text-marks.js"];
  const top = (it) => it.getBoundingClientRect().top;
  return [...document.querySelectorAll("#cards .card")].map((card) => Math.abs(top(firstMark(card)) - top(card)));
}""")


def highlight(name: str, article_id: int, words: str) -> int:
    """That person highlights the words on another machine; returns the number of the claim."""
    version = db.session.scalars(current_version(article_id)).one()
    claim = annotation_service.highlight(person(name), version, [Quote(words)], claims.ClaimDetails(words))
    db.session.commit()
    return claim.id


@pytest.fixture
def article_id(newsroom: Newsroom) -> int:
    """An article with one long paragraph, whose first and last words are highlighted."""
    made = make_article(PARAGRAPH).article_id
    for words in (FIRST, LAST):
        highlight("Rita", made, words)
    return made


def expect_in_place(page: Page, *quotes: str) -> None:
    """Each claim is found at its own words, and its card is beside them."""
    numbers = page.locator("#cards .card").evaluate_all("cards => cards.map((card) => card.dataset.claim)")
    for number, quote in zip(numbers, quotes, strict=True):
        expect_marked(page, number, quote)
        assert page.evaluate(AT, number) == [[number]]
    page.wait_for_function(f"() => ({APART})().then((apart) => apart.every((px) => px <= 60))")


def test_ones_own_highlight_replaces_only_what_it_changes(newsroom: Newsroom, article_id: int) -> None:
    page = newsroom.workbench("Rita", article_id)
    assert page.evaluate(KEEP) == 2
    page.locator("#text").focus()
    select_words(page, MIDDLE)
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#cards .card").nth(1)).to_be_focused()
    assert page.evaluate(IS_KEPT) == [True, True]
    page.keyboard.press("Escape")
    expect_in_place(page, FIRST, MIDDLE, LAST)
    assert (page.locator("#text").text_content() or "").endswith(PARAGRAPH)


def test_words_that_somebody_else_highlights_too(newsroom: Newsroom, hub: live.Hub, article_id: int) -> None:
    page = newsroom.workbench("Rita", article_id)
    page.evaluate(KEEP)
    is_streaming(page, hub)
    highlight("Rob", article_id, MIDDLE)
    expect(page.locator("#cards .card")).to_have_count(3)
    assert page.evaluate(IS_KEPT) == [True, True]
    expect_in_place(page, FIRST, MIDDLE, LAST)
    highlight("Rob", article_id, f"{FIRST}. It is said so")
    expect(page.locator("#text mark.depth-2")).to_have_text(FIRST)
    assert page.evaluate(IS_KEPT) == [False, True]
    assert (
        page.locator("#text mark.depth-2").evaluate(
            with_modules("""async (mark) => modules["text/text-marks.js"].claimsAt(mark).length""")
        )
        == 2
    )
    assert (page.locator("#text").text_content() or "").endswith(PARAGRAPH)


def test_a_card_follows_words_that_the_numbers_before_them_move_to_another_line(
    newsroom: Newsroom, hub: live.Hub, article_id: int
) -> None:
    page = newsroom.workbench("Rita", article_id)
    page.evaluate("document.getElementById('text').style.blockSize = '3000px'")  # it doesn't become higher
    before, apart = page.evaluate(LAST_WORDS), page.evaluate(APART)[-1]
    is_streaming(page, hub)
    for number in range(8):
        highlight("Rob", article_id, f"{'It is said so. ' * number}{MIDDLE}")
    expect(page.locator("#cards .card")).to_have_count(10)
    page.wait_for_function(f"before => ({LAST_WORDS})() > before", arg=before)
    page.wait_for_function(f"apart => ({APART})().then((now) => Math.abs(now.at(-1) - apart) <= 2)", arg=apart)


BLOCKS = """() => [...document.querySelectorAll('#text .block')].map((it) => it.innerHTML.replace(' focused', ''))"""


def test_words_across_a_highlight_leave_the_block_as_a_reload_shows_it(newsroom: Newsroom, article_id: int) -> None:
    page = newsroom.workbench("Rita", article_id)
    page.locator("#text").focus()
    select_words(page, "on one leg. It is said")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#text mark.depth-2")).to_have_text("on one leg")
    shown = page.evaluate(BLOCKS)
    page.reload()
    assert page.evaluate(BLOCKS) == shown


def test_a_block_that_was_translated_meanwhile_is_shown_whole(newsroom: Newsroom, article_id: int) -> None:
    page = newsroom.workbench("Rita", article_id)
    page.locator("#text").focus()
    select_words(page, MIDDLE)
    page.keyboard.press("Enter")
    page.locator("#text mark").first.evaluate("mark => { mark.innerHTML = '<font>Möwen schlafen</font>' }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#text mark")).to_have_text([FIRST, MIDDLE, LAST])
    expect(page.locator("#text font")).to_have_count(0)
