"""What people stumbled over once: a text that jumps, handles that stay behind, doubled dots, refused styles."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.newsroom import NARROW, Newsroom, settled

pytestmark = pytest.mark.browser
OPEN_CLAIM = 12
BELOW_WORDS = """() => {
  const bottom = (selector) => [...document.querySelectorAll(selector)].at(-1).getBoundingClientRect().bottom;
  return bottom("mark-handles [data-end=end]") - bottom(`#text a.ref[data-number="12"]`);
}"""
TEXT_TOP = "document.getElementById('text').getBoundingClientRect().top"
META = """() => [...document.querySelectorAll(".meta")].map((meta) => [...meta.childNodes].map((node) => {
  const before = node.nodeType === Node.ELEMENT_NODE ? getComputedStyle(node, "::before").content : "none";
  return (before === "none" ? "" : before) + node.textContent;
}).join("").replace(/["\\s]+/g, " "))"""


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    return newsroom.workbench("Rita", reduced_motion="reduce")


def test_a_message_moves_neither_the_text_nor_the_handles_of_a_quote(page: Page) -> None:
    page.locator(f"#claim-{OPEN_CLAIM}").focus()
    expect(page.locator(f"#panel-{OPEN_CLAIM}")).to_be_visible()
    expect(page.locator("mark-handles [data-end=end]")).to_be_visible()
    below, top = page.evaluate(BELOW_WORDS), page.evaluate(TEXT_TOP)
    page.keyboard.press("s")
    expect(page.locator("#notices")).to_contain_text("Cursor on.")
    assert page.evaluate(TEXT_TOP) == top
    assert page.evaluate(BELOW_WORDS) == below
    page.keyboard.press("Escape")
    page.locator(".workbench").evaluate(
        "it => it.before(Object.assign(document.createElement('p'), { innerText: 'x' }))"
    )
    page.wait_for_function(f"below => Math.abs(({BELOW_WORDS})() - below) < 1", arg=below)


def test_handles_of_a_quote_are_under_the_sheet_of_a_narrow_window(page: Page) -> None:
    page.set_viewport_size(NARROW)
    page.locator(f"#claim-{OPEN_CLAIM}").focus()
    expect(page.locator(f"#claim-{OPEN_CLAIM}[data-sheet] form").first).to_be_attached()
    handle = page.locator("mark-handles [data-end=end]")
    expect(handle).to_be_visible()
    is_covered = """(handle) => {
      const top = document.querySelector("[data-sheet]").getBoundingClientRect().top;
      scrollBy({ top: handle.getBoundingClientRect().top - top - 60, behavior: "instant" });
      const { left, right, top: above, bottom } = handle.getBoundingClientRect();
      const shown = document.elementFromPoint((left + right) / 2, (above + bottom) / 2);
      return above > top && shown.closest("[data-sheet]") !== null;
    }"""
    assert handle.evaluate(is_covered)


def test_undo_leaves_the_reader_where_they_are(newsroom: Newsroom) -> None:
    page = newsroom.page(f"/claims/{OPEN_CLAIM}/edit", "Rita")
    page.get_by_label("Claim, in one sentence").fill("Something else")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Something else")
    page.goto("/articles/1")
    expect(page.locator("#cards[data-placed]")).to_be_visible()
    page.evaluate("scrollTo({ top: 1500, behavior: 'instant' })")
    page.keyboard.press("u")
    expect(page.locator("#notices")).to_contain_text("Undone")
    page.wait_for_function("scrollY === 1500")


def test_no_line_about_a_claim_has_two_dots_together_and_no_style_is_refused(newsroom: Newsroom) -> None:
    page = newsroom.page("/", "Edda")
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    seen = 0
    for path in ("/claims/1", "/claims/2", "/claims/5", "/claims/9", f"/claims/{OPEN_CLAIM}", "/articles/1"):
        page.goto(path)
        lines = settled(page).evaluate(META)
        assert [line for line in lines if "· ·" in line] == []
        seen += len(lines)
    assert seen > 0
    assert refused == []


def test_a_stance_has_its_sign_in_the_list_and_in_what_filters_it(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims/23", "Rita")
    signs = page.locator(".stance").evaluate_all(
        "all => all.map(it => getComputedStyle(it, '::before').backgroundImage !== 'none')"
    )
    assert len(signs) > 3  # those of the filter, and of two pieces of evidence
    assert all(signs)
