"""The workbench in a browser: cards beside their words, a claim in focus, keys, and the sheet of a narrow window."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.claims import service as claims
from factcheck.db import db
from tests.browser.accessibility import faults
from tests.browser.hands import select_words
from tests.browser.live import drawn
from tests.browser.modules import with_modules
from tests.browser.newsroom import Newsroom, open_workbench
from tests.factories import make_article, make_user

pytestmark = pytest.mark.browser
LAYOUT = with_modules("""async () => {
  const { firstMark } = modules["text/text-marks.js"];
  return [...document.querySelectorAll("#cards .card")].map((card) => {
    const { top, bottom } = card.getBoundingClientRect();
    return [firstMark(card).getBoundingClientRect().top, top, bottom];
  });
}""")
BELOW = """() => {
  const top = (it) => it.getBoundingClientRect().top;
  return top(document.querySelector("#cards .card:last-child")) - top(document.getElementById("text"));
}"""
AT = with_modules("""async (mark) => modules["text/text-marks.js"].claimsAt(mark)""")


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    """The workbench of an article with overlapping claims."""
    return newsroom.workbench("Rita")


def test_cards_stand_at_their_words_in_reading_order_and_never_over_another(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    layout = page.evaluate(LAYOUT)
    assert len(layout) > 3
    for (_, _, bottom), (_, top, _) in pairwise(layout):
        assert bottom <= top
    for index, (words, top, _) in enumerate(layout):
        stands_free = index > 0 and layout[index - 1][2] + 24 < words  # the first may have the form above it
        assert top >= words - 24
        assert not stands_free or abs(top - words) <= 24


def test_cards_keep_to_their_words_when_something_above_them_opens(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    where = page.evaluate(BELOW)
    page.locator("#composer > summary").click()
    expect(page.get_by_label("Claim, in one sentence")).to_be_in_viewport()
    drawn(page)
    assert page.evaluate(BELOW) == where
    page.locator("#composer > summary").click()
    page.get_by_text("Filter claims").click()
    expect(page.get_by_label("Status or rating")).to_be_in_viewport()
    page.wait_for_function(f"where => Math.abs(({BELOW})() - where) <= 1", arg=where)
    page.set_viewport_size({"width": 1100, "height": 900})
    page.wait_for_function(f"where => Math.abs(({BELOW})() - where) > 1", arg=where)
    layout = page.evaluate(LAYOUT)
    assert all(bottom <= top for (_, _, bottom), (_, top, _) in pairwise(layout))


def test_a_click_on_words_brings_their_claim_and_a_second_what_lies_below(page: Page) -> None:
    overlap = page.locator("#text mark.depth-2").first
    claims = overlap.evaluate(AT)
    assert len(claims) == 2
    for claim in claims:
        overlap.click()
        expect(page.locator(f"#claim-{claim}")).to_be_focused()
        expect(page.locator("#cards .focused")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#cards .focused")).to_have_count(0)


def test_j_and_k_walk_and_enter_opens(page: Page) -> None:
    cards = page.locator("#cards .card")
    page.keyboard.press("j")
    expect(cards.first).to_be_focused()
    page.keyboard.press("j")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(cards.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(cards.first.locator("claim-panel :focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(cards.first).to_be_focused()


@pytest.mark.parametrize(("key", "heading"), [("e", "Add evidence"), ("r", "Review")])
def test_keys_act_on_a_claim(page: Page, key: str, heading: str) -> None:
    page.goto("/claims/2")
    page.keyboard.press(key)
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def test_the_sheet_of_keys_lists_what_is_bound_and_single_keys_can_be_switched_off(page: Page) -> None:
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_text("Next claim")).to_be_visible()
    with page.expect_response("**/me/single-keys"):
        sheet.get_by_label("Use single-key shortcuts").uncheck()
    sheet.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    expect(page.locator("#cards .focused")).to_have_count(0)
    open_workbench(page)
    page.keyboard.press("?")
    page.keyboard.press("j")
    expect(page.locator("#cards .focused")).to_have_count(0)
    expect(sheet).to_be_hidden()
    page.get_by_text("reviewer", exact=True).click()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(sheet.get_by_text("Single-key shortcuts are off.")).to_be_visible()
    expect(sheet.get_by_label("Use single-key shortcuts")).not_to_be_checked()


def test_keys_lead_to_the_rooms(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("#text").focus()
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page).to_have_url("/")


def test_a_narrow_window_shows_the_claim_as_a_sheet(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("#cards:not([data-placed])")).to_be_attached()
    page.locator("#text mark").first.click()
    sheet = page.locator("#cards .card[data-sheet]")
    expect(sheet).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def test_a_link_to_a_claim_brings_it(page: Page) -> None:
    page.goto("/articles")
    page.goto("/articles/1#claim-2")
    expect(page.locator("#claim-2")).to_be_focused()
    expect(page.locator("#claim-2")).to_be_in_viewport()


def test_claims_on_the_same_words_are_chosen_from_a_list(page: Page) -> None:
    page.goto("/articles/6")
    expect(page.locator("#cards[data-placed]")).to_be_visible()
    page.locator("#text mark", has_text="it has sailed on batteries").first.click()
    chooser = page.get_by_role("menu", name="Overlapping claims")
    expect(chooser.get_by_role("menuitem")).to_have_count(2)
    chooser.get_by_role("menuitem", name="The night ferry is the cleanest").click()
    expect(page.locator("#claim-28")).to_be_focused()
    expect(chooser).to_be_hidden()
    page.keyboard.press("o")
    expect(chooser.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # round to the first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#cards .card.focused")).to_have_count(1)
    page.keyboard.press("o")
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(chooser).to_be_hidden()


def test_only_the_claims_that_are_asked_for_are_shown(page: Page) -> None:
    shown = page.locator("#cards .card:visible")
    every = shown.count()
    expect(page.get_by_text("No claims yet")).to_be_hidden()
    page.get_by_text("Filter claims").click()
    page.get_by_label("Status or rating").select_option("in-review")
    expect(shown).to_have_count(3)
    expect(page.locator("claim-filter output")).to_have_text(f"3 of {every} claims")
    assert page.evaluate("CSS.highlights.get('filter').size") >= 3
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear filters").click()
    expect(shown).to_have_count(every)
    page.get_by_label("Highlighted by me").press("Space")
    expect(shown).to_have_count(every)  # the demo's claims are Rita's


@pytest.fixture
def dense(newsroom: Newsroom) -> Page:
    """The workbench of a text in which every sentence is claimed: the cards reach far below it."""
    said = [f"Ward {number} had {7 * number} beds in {1950 + number}." for number in range(60)]
    version = make_article("\n\n".join(" ".join(said[at : at + 5]) for at in range(0, len(said), 5)), "The wards")
    for words in said:
        service.highlight(make_user("Rita"), version, [Quote(words)], claims.ClaimDetails(words))
    db.session.commit()
    return newsroom.workbench("Rita", version.article_id, reduced_motion="reduce")


def apart(page: Page, words: str) -> float:
    """How far below its words a card stands, in px."""
    mark, card = page.locator("#text mark", has_text=words), page.locator("#cards .card", has_text=words)
    tops = [it.evaluate("it => it.getBoundingClientRect().top") for it in (mark, card)]
    return float(tops[1] - tops[0])


def test_the_card_in_focus_comes_to_its_words_and_the_page_stays_where_it_is(dense: Page) -> None:
    dense.route("**/panel", lambda route: None)  # once the panel is there, the card moves up so that it fits
    words = "Ward 40 had 280 beds in 1990."
    assert apart(dense, words) > 500
    mark = dense.locator("#text mark", has_text=words)
    mark.scroll_into_view_if_needed()
    before = dense.evaluate("scrollY")
    mark.click()
    expect(dense.locator("#cards .focused")).to_contain_text(words)
    drawn(dense)
    assert dense.evaluate("scrollY") == before
    assert -24 <= apart(dense, words) <= 0
    for _ in range(12):
        dense.keyboard.press("j")
    later = "Ward 52 had 364 beds in 2002."
    expect(dense.locator("#cards .focused")).to_contain_text(later)
    expect(dense.locator("#text mark", has_text=later)).to_be_in_viewport()
    drawn(dense)
    assert -24 <= apart(dense, later) <= 0


@pytest.mark.parametrize("words", ["Ward 0", "49 had", "in 2000", "2009"])
def test_a_new_card_finds_its_place_among_many(dense: Page, words: str) -> None:
    expect(dense.locator("#cards > .card-batch")).to_have_count(2)
    select_words(dense, words)
    dense.locator("#text").press("c")
    dense.get_by_label("Claim, in one sentence").fill("Something new")
    dense.get_by_role("button", name="Highlight claim").click()
    expect(dense.locator("#cards .card.focused")).to_contain_text("Something new")
    starts = dense.locator("#cards .card").evaluate_all("cards => cards.map((it) => parseInt(it.dataset.at))")
    assert len(starts) == 61
    assert starts == sorted(starts)
    tops = dense.locator("#cards .card").evaluate_all("cards => cards.map((it) => it.getBoundingClientRect().top)")
    assert tops == sorted(tops)


def test_the_cards_of_the_words_in_sight_come_along_when_the_page_is_scrolled(dense: Page) -> None:
    dense.set_viewport_size({"width": 1440, "height": 500})
    dense.evaluate("document.getElementById('block-8').scrollIntoView({ behavior: 'instant' })")
    dense.evaluate("scrollBy({ top: -20, behavior: 'instant' })")
    first = "Ward 35 had 245 beds in 1985."
    expect(dense.locator("#text mark", has_text=first)).to_be_in_viewport()
    expect(dense.locator("#cards .card", has_text=first)).to_be_in_viewport()
    assert dense.locator("#cards").evaluate("it => getComputedStyle(it).clipPath") != "none"
    dense.emulate_media(media="print")
    printed = dense.locator("#cards").evaluate("it => [getComputedStyle(it).translate, getComputedStyle(it).clipPath]")
    assert printed == ["none", "none"]
    dense.emulate_media(media="screen")
    dense.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    expect(dense.locator("#cards .card").first).to_be_in_viewport()


def test_in_a_narrow_window_the_words_are_seen_above_the_sheet(dense: Page) -> None:
    dense.set_viewport_size({"width": 390, "height": 844})
    expect(dense.locator("#cards:not([data-placed])")).to_be_attached()
    for _ in range(45):
        dense.keyboard.press("j")
    words = "Ward 44 had 308 beds in 1994."
    expect(dense.locator("#cards .card[data-sheet]")).to_contain_text(words)
    dense.wait_for_function(
        "words => [...document.querySelectorAll('#text mark')].find((mark) => mark.textContent === words)"
        ".getBoundingClientRect().bottom < document.querySelector('[data-sheet]').getBoundingClientRect().top",
        arg=words,
    )
    expect(dense.locator("#text mark", has_text=words)).to_be_in_viewport()
