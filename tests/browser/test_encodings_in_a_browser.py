"""Texts are read as this very browser reads them, and what is unsure is asked in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from factcheck.documents.encodings.guessing import COMMON, RARE
from factcheck.documents.encodings.whatwg import decoded
from tests.browser.accessibility import faults
from tests.browser.newsroom import NARROW, Newsroom
from tests.sizes import IS_THOROUGH

pytestmark = [pytest.mark.browser, pytest.mark.on_sqlite]
STANDARD = [name for name in (*COMMON, *RARE) if name not in {"ibm850", "ibm852", "x-mac-ce", "x-mac-greek"}]
PAIRS = {"gbk", "big5", "shift_jis", "euc-jp", "euc-kr"}
CODES = {
    False: [[code] for code in range(0x80, 0x100)],
    True: [list(pair) for pair in product(range(0x81, 0xFF), range(0x30, 0xFF))][:: 1 if IS_THOROUGH else 7],
}
OWN_FAULTS = {"big5": {(0x88, 0x62), (0x88, 0x64), (0x88, 0xA3), (0x88, 0xA5)}}  # of Chromium: half a character
DECODE = """([name, codes]) => {
  return codes.map((code) => new TextDecoder(name).decode(new Uint8Array(code)));
}"""
HARD = "Größe: " + "undsoweiter" * 12
SENTENCES = "Two ships go.\nOne stays.\nNobody pays."


def meaning(code: list[int], name: str) -> str | None:
    try:
        return decoded(bytes(code), name)
    except UnicodeDecodeError:
        return None


def is_text(shown: str) -> bool:
    """Whether a browser makes characters of a code that somebody may have written."""
    return not any(sign == "\ufffd" or ("\x80" <= sign <= "\x9f" and sign != "\x85") for sign in shown)


@pytest.fixture(scope="module")
def empty_page(browser: Browser) -> Iterator[Page]:
    """A page of no server, which decoding changes nothing in."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("name", STANDARD)
def test_every_code_means_what_it_means_to_the_browser(empty_page: Page, name: str) -> None:
    codes = CODES[False] + (CODES[True] if name in PAIRS else [])
    shown = empty_page.evaluate(DECODE, [name, codes])
    differ = [
        (code, own, theirs)
        for code, theirs in zip(codes, shown, strict=True)
        if (own := meaning(code, name)) != (theirs if is_text(theirs) else None)
    ]
    assert [it for it in differ if tuple(it[0]) not in OWN_FAULTS.get(name, ())] == []


def choose(page: Page, words: str, codec: str) -> None:
    file: FilePayload = {"name": "Bericht.txt", "mimeType": "text/plain", "buffer": words.encode(codec)}
    page.get_by_label("Or files").set_input_files(file)


@pytest.mark.parametrize("has_script", [True, False])
def test_an_unsure_encoding_is_chosen_by_keyboard_in_a_narrow_window(newsroom: Newsroom, has_script: bool) -> None:
    page = newsroom.page("/articles/new", "Rita", viewport=NARROW, java_script_enabled=has_script)
    choose(page, HARD, "cp1252")
    page.get_by_role("button", name="Preview article").press("Enter")
    asked = page.get_by_role("group", name="Encoding")
    expect(asked).to_contain_text("Größe: undso")
    expect(page.get_by_text("Bericht.txt")).to_be_visible()
    if has_script:
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        assert faults(page) == []
    page.get_by_role("link", name="Encoding").press("Enter")
    asked.get_by_role("radio").first.press("Space")
    page.get_by_role("button", name="Preview article").press("Enter")
    page.get_by_label("Headline", exact=True).fill("Größe")
    page.get_by_label("Language").select_option("German")
    page.get_by_role("button", name="Add article").press("Enter")
    expect(page.locator("#text")).to_contain_text(HARD)


def test_lines_that_became_paragraphs_can_be_read_another_way(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles/new", "Rita")
    page.get_by_label("Text or address").fill(SENTENCES)
    page.get_by_role("button", name="Preview article").press("Enter")
    expect(page.get_by_text("each line became a paragraph")).to_be_visible()
    page.get_by_label("Headline", exact=True).fill("Ships")
    page.get_by_label("Language").select_option("English")
    page.get_by_role("button", name="Add article").press("Enter")
    expect(page.locator("#text .block")).to_have_count(4)
    page.goto(f"{page.url}/update?again=1")
    expect(page.get_by_label("Current text")).to_have_value(SENTENCES)
    page.get_by_text("Text format").press("Enter")
    page.get_by_label("Paragraphs of plain text").select_option("Blank lines separate paragraphs")
    page.get_by_role("button", name="Preview version 2").press("Enter")
    page.get_by_role("button", name="Add as version 2").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
