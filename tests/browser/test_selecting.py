"""Selections as people make them: past the ends of the text, from odd places, and on a translated page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.articles.service import ArticleDetails
from factcheck.claims import service as claims
from factcheck.db import db
from factcheck.intake import service as intake
from tests.browser.hands import let_go, select_words
from tests.browser.live import at_rest
from tests.browser.modules import with_modules
from tests.browser.newsroom import Newsroom, open_workbench
from tests.factories import make_user

pytestmark = pytest.mark.browser
FIRST = "The pier of Tarnby cost 3.1 million euros. The crew was late. Nobody said why."
SECOND = "Rowers disagree with that. They counted 14 boats."
ARABIC = "قال Signe Holt إن الرصيف أُغلق سنة 2016 تماما."
LAST = "The council meets again in March."
HTML = f"""<html lang="en"><body><article><h1>Pier opens</h1><p>{FIRST}</p><h2>What rowers say</h2><p>{SECOND}</p>
<ul><li>Boats: 14</li><li>Crews: 3</li></ul><table><tr><td>Year</td><td>Cost</td></tr><tr><td>2015</td><td>3.1</td></tr>
</table><p dir="auto">{ARABIC}</p><p>{LAST}</p></article></body></html>"""
SELECTED = with_modules("""async () => {
  const { selectedRanges } = modules["text/text-selection.js"];
  const { quoteOf } = modules["text/text-offset.js"];
  const text = document.getElementById("text");
  return selectedRanges(text).map((range) => quoteOf(text, range));
}""")
SEVERAL = with_modules("""async (all) => {
  const { selectedRanges } = modules["text/text-selection.js"];
  const { joined } = modules["text/quote-fields.js"];
  const { quoteOf } = modules["text/text-offset.js"];
  const text = document.getElementById("text");
  const blocks = [...text.querySelectorAll(".block")];
  const ranges = all.map(([block, start, next]) => {
    const range = document.createRange();
    range.setStart(blocks[block].firstChild, start);
    range.setEnd(blocks[next], 0);
    return range;
  });
  const found = selectedRanges(text, { rangeCount: ranges.length, getRangeAt: (at) => ranges[at] });
  return joined(found.map((range) => quoteOf(text, range)));
}""")
TRANSLATED = """isInPlace => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    if (isInPlace) { node.data = "Der Rat von Tarnby tagt wieder im März, heißt es."; continue; }
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = "Der Rat tagt wieder im März.";
    outer.append(inner);
    node.replaceWith(outer);
  }
}"""


@pytest.fixture
def bench(newsroom: Newsroom) -> Page:
    """An article of every kind of block, with a claim on words of its first paragraph."""
    rita = make_user("Rita")
    details = ArticleDetails(
        "Pier opens", "Tarnby Courier", language="en", canonical_url="https://courier.example/pier"
    )
    added = intake.add(rita, HTML.encode(), "text/html", details)
    version = added.article.newest
    words = [Quote("The pier of Tarnby cost 3.1 million euros")]
    service.highlight(rita, version, words, claims.ClaimDetails("The pier cost 3.1 million"))
    db.session.commit()
    return open_workbench(newsroom.blank("Rita"), added.article.id)


def words_selected(page: Page) -> str:
    """The words that every act goes by; where they are is right to the character, and the bar offers the acts."""
    [quote] = page.evaluate(SELECTED)
    text = page.evaluate("document.getElementById('text').textContent")
    assert text[quote["hint"] :].startswith(quote["exact"])
    assert text[: quote["hint"]].endswith(quote["prefix"])
    assert text[quote["hint"] + len(quote["exact"]) :].startswith(quote["suffix"])
    expect(page.locator(".selection-bar").first).to_be_visible()
    return str(quote["exact"])


def box(page: Page, words: str) -> dict[str, float]:
    return dict(at_rest(page.locator("#text .block", has_text=words).last))


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], steps: int = 4) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=steps)
    page.mouse.up()


def test_a_triple_click_takes_its_block_and_nothing_of_the_next(bench: Page) -> None:
    blocks = bench.locator("#text .block")
    found = []
    for index in range(blocks.count()):
        blocks.nth(index).scroll_into_view_if_needed()
        blocks.nth(index).click(click_count=3, position={"x": 60, "y": 12})
        found.append(words_selected(bench))
        let_go(bench)
    assert found == [text.strip() for text in blocks.all_inner_texts()]
    assert found[0] == "Pier opens"
    assert found[-1] == LAST


def test_a_drag_may_begin_and_end_beside_the_text(bench: Page) -> None:
    first, last = box(bench, "3.1 million"), box(bench, LAST)
    top = first["y"] + 14
    drag(bench, (first["x"] + 1, top), (first["x"] + first["width"] + 260, top))
    line = words_selected(bench)  # the first of the paragraph
    assert FIRST.startswith(line)
    assert len(line) > 40
    let_go(bench)
    drag(bench, (first["x"] + first["width"] + 10, top), (first["x"] + 1, top))  # the other way, from the rail
    assert words_selected(bench) == line
    let_go(bench)
    drag(bench, (last["x"] + 1, last["y"] + 10), (last["x"] + 200, last["y"] + last["height"] + 60))
    assert words_selected(bench) == LAST
    let_go(bench)
    heading = at_rest(bench.locator("#heading h1"))
    drag(bench, (first["x"] + 200, top), (heading["x"] + 5, heading["y"] + 5))
    assert words_selected(bench).startswith("Pier opens\n\nThe pier of")
    let_go(bench)
    drag(bench, (heading["x"] + 5, heading["y"] + 5), (first["x"] + 200, top))  # the keys are heard there too
    assert words_selected(bench).startswith("Pier opens\n\nThe pier of")
    bench.keyboard.press("c")
    expect(bench.get_by_label("Quote, as it appears in the article")).to_have_value(re.compile("^Pier opens"))


def test_a_drag_that_begins_at_the_number_of_a_claim_selects_words(bench: Page) -> None:
    number = at_rest(bench.locator("#text a.ref"))
    middle = number["y"] + number["height"] / 2
    drag(bench, (number["x"] + number["width"] / 2, middle), (number["x"] + 160, middle + 4))
    assert words_selected(bench).startswith(". The crew")
    let_go(bench)
    bench.mouse.click(number["x"] + number["width"] / 2, middle)
    expect(bench.locator("#cards .card", has_text="The pier cost")).to_be_focused()  # it is a link all the same
    expect(bench.locator("#text a.ref")).to_have_attribute("href", re.compile("^#claim-"))
    bench.mouse.dblclick(number["x"] + number["width"] / 2, middle)
    assert len(bench.evaluate(SELECTED)) <= 1  # a word beside it, or none


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_and_clicks_with_shift_select_within_the_text(bench: Page) -> None:
    bench.keyboard.press("Control+A")
    assert words_selected(bench) == bench.evaluate("document.getElementById('text').textContent").strip()
    let_go(bench)
    second, heading = box(bench, "Rowers disagree"), box(bench, "What rowers say")
    bench.mouse.click(second["x"] + 1, second["y"] + 14)
    bench.keyboard.down("Shift")
    bench.mouse.click(second["x"] + second["width"] + 40, second["y"] + 14)  # beside the text
    bench.keyboard.up("Shift")
    assert words_selected(bench) == SECOND
    bench.mouse.dblclick(heading["x"] + 5, heading["y"] + 10)
    press(bench, "Shift+ArrowDown", "Shift+ArrowUp", "Shift+End")
    assert words_selected(bench) == "What rowers say"
    bench.locator("#text .block").last.scroll_into_view_if_needed()
    bench.keyboard.press("Escape")
    select_words(bench, LAST)
    press(bench, "s", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown")
    assert words_selected(bench) == LAST


def test_words_of_right_to_left_script_and_of_rows_are_taken_as_they_stand(bench: Page) -> None:
    for words in (ARABIC, "2016", "Crews: 3"):
        select_words(bench, words)
        assert words_selected(bench) == words
    row = bench.locator("#text .block", has_text="2015")
    row.scroll_into_view_if_needed()
    row.click(click_count=3, position={"x": 10, "y": 10})
    assert words_selected(bench) == row.inner_text().strip()


def test_what_is_missing_is_missing_after_the_paragraph_that_was_selected(bench: Page) -> None:
    exact = bench.get_by_label("Quote, as it appears in the article")
    bench.locator("#text .block", has_text="Nobody said why").click(click_count=3, position={"x": 60, "y": 12})
    bench.get_by_role("button", name="Something is missing here").click()
    expect(exact).to_have_value("Nobody said why.")
    bench.evaluate("document.activeElement.blur()")
    select_words(bench, "The crew was late.")
    bench.evaluate("document.getSelection().modify('extend', 'forward', 'character')")  # with the blank behind it
    bench.keyboard.press("m")
    expect(exact).to_have_value("The crew was late.")


def test_several_runs_that_a_browser_selects_at_once_are_one_quote(bench: Page) -> None:
    found = bench.evaluate(SEVERAL, [[3, 0, 4], [2, 5, 3]])
    text = bench.evaluate("document.getElementById('text').textContent")
    assert found["exact"] == f"rowers say\n[…]\n{SECOND}"
    assert found["hints"] == f"{text.index('rowers say')} {text.index(SECOND)}"
    assert (found["hint"], found["prefix"], found["suffix"]) == ("", "", "")


def test_an_end_of_a_mark_that_is_dragged_beside_the_text_goes_to_the_end_of_its_line(bench: Page) -> None:
    bench.locator("#cards .card").first.focus()
    end = at_rest(bench.get_by_role("button", name="End of the quote"))
    beside = box(bench, "3.1 million")["x"] + 800
    drag(bench, (end["x"] + 14, end["y"] + 14), (beside, end["y"] + 14), steps=1)
    words = bench.evaluate("[...CSS.highlights.get('pending')][0].toString()")
    assert words.startswith("The pier of Tarnby cost 3.1 million euros. The crew")
    assert FIRST.startswith(words)


@pytest.mark.parametrize("is_in_place", [False, True], ids=["as Chrome does", "in place"])
def test_of_a_page_that_was_translated_no_words_are_taken(bench: Page, is_in_place: bool) -> None:
    expect(bench.locator("#text")).to_have_attribute("translate", "no")
    bench.evaluate(TRANSLATED, is_in_place)
    bench.locator("#text .block").last.click(click_count=3, position={"x": 60, "y": 12})
    bar = bench.locator(".selection-bar").first
    expect(bar.get_by_text("Your browser has translated this text.")).to_be_visible()
    expect(bar.get_by_role("button")).to_have_count(0)
    bench.keyboard.press("Enter")
    expect(bench.locator("#notices")).to_contain_text("has translated this text")
    expect(bench.locator("#composer")).not_to_have_attribute("open", "")
    bar.get_by_role("link", name="Select sentences").click()
    expect(bench.get_by_role("checkbox", name=LAST)).to_be_visible()
