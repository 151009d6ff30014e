"""An article and a source are added by address; words of the capture are quoted, and readers are led to them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.captures import service as captures
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from tests.browser.accessibility import faults
from tests.browser.hands import Pointer, selected_words
from tests.browser.newsroom import NARROW, Newsroom
from tests.captures.test_capturing import run_all
from tests.captures_site import PAGE
from tests.documents import pdf_files
from tests.factories import make_claim, make_edition, make_evidence, make_user
from tests.fetching.hostile import answer, serving

pytestmark = pytest.mark.browser
QUOTE = "The opening is planned for September."
CLAIMED = "The harbour will open in May"
ARTICLE = (
    "<!doctype html><html lang=en><title>Harbour will open in May, mayor says</title><article>"
    f"<h1>Harbour will open in May, mayor says</h1><p>{CLAIMED}, mayor Signe Holt said on Tuesday at the quay, where "
    "the work began a year ago and where the first ships are expected with the summer.</p><p>The town has waited for "
    "the harbour for twelve years. The plans were drawn by a bureau of the capital, and changed three times since.</p>"
    "<p>Shops along the quay prepare for the day, and the ferry company has ordered a second ship.</p></article></html>"
)


@pytest.fixture
def address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A local site with an article and a permit."""
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], captures_sources=True))

    def answered(connection: socket.socket, path: str) -> None:
        page = ARTICLE if path.startswith("/article") else PAGE
        connection.sendall(answer(page.encode(), Content_Type="text/html; charset=utf-8"))

    with serving(answered) as server:
        yield server.url("")


DRAG = """words => {
  const walker = document.createTreeWalker(document.querySelector("#captured-words"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const boxes = [...range.getClientRects()];
    const [first, last] = [boxes[0], boxes.at(-1)];
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
  }
}"""


def drag_over(page: Page, words: str) -> None:
    """Select words of the captured text with the pointer."""
    left, top, right, bottom = page.evaluate(DRAG, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=5)
    page.mouse.up()
    assert selected_words(page) == words


def add_source(page: Page, url: str) -> None:
    """Add a source in the evidence of the claim in focus, and watch until it is captured."""
    page.keyboard.press("e")
    expect(page.locator("claim-panel [name=find]")).to_be_focused()
    page.keyboard.type(url)
    page.locator("claim-panel").get_by_label("Primary").press("Space")
    page.locator("claim-panel").get_by_role("button", name="Add this page first").click()
    watch_capture(page)


def watch_capture(page: Page) -> None:
    expect(page.locator(".source-captured")).to_contain_text("Being captured")
    run_all()
    expect(page.get_by_role("link", name="Select the quotation in the capture")).to_be_visible()  # without a reload


def quote_beside(page: Page, words: str) -> None:
    """Select words in the capture beside the form, and use them."""
    page.get_by_role("link", name="Select the quotation in the capture").click()
    expect(page.locator("#beside-title")).to_be_focused()
    drag_over(page, words)
    page.get_by_role("button", name="Use as quotation").click()


def newest(kind: type[Any]) -> Any:
    found = db.session.scalars(select(kind).order_by(kind.id.desc())).first()
    db.session.rollback()
    assert found is not None
    return found


def test_an_article_and_a_source_are_added_by_address_and_readers_are_led_to_the_quotation(
    newsroom: Newsroom, address: str
) -> None:
    rita = Pointer(newsroom, "Rita", "/articles/new")
    page = rita.page
    page.get_by_label("Text or address").fill(f"{address}/article")
    rita.press("Preview article")
    rita.press("Add article")
    expect(page.locator("#text")).to_contain_text("Shops along the quay")
    rita.highlight(CLAIMED, "The harbour opens in May")
    add_source(page, f"{address}/permit")
    assert faults(page) == []
    quote_beside(page, QUOTE)
    form = page.locator("#card-evidence")
    expect(form.get_by_label("Quotation")).to_have_value(QUOTE)
    expect(form.get_by_label("Quotation")).to_be_focused()
    expect(form.get_by_label("Where in the source")).to_have_value("paragraph 2")
    expect(page.locator("#capture-beside")).to_be_visible()  # beside the claim
    assert faults(page) == []
    page.locator("#capture-beside").get_by_role("button", name="Close").click()
    expect(page.locator("#capture-beside")).to_be_hidden()
    form.get_by_label("Refutes the claim").press("Space")
    form.get_by_role("button", name="Add evidence").press("Enter")
    status = page.locator("claim-panel .quote-status")
    expect(status).to_contain_text("looking for the quotation")
    run_all()
    expect(status).to_contain_text("quotation found in the capture")  # without a reload
    status.get_by_role("link").click()
    expect(page.locator("#captured-words mark")).to_have_text(QUOTE)
    assert faults(page) == []
    assert newest(Evidence).selector["start"] > 0
    edition = make_edition(None, "published", newest(Claim))
    reader = newsroom.page(f"/checks/{edition.verdict.slug}")
    link = reader.locator("a[href*=':~:text=']")
    expect(link).to_have_attribute("href", f"{address}/permit#:~:text=The%20opening%20is%20planned%20for%20September.")


def test_words_are_quoted_by_keyboard_on_a_phone(newsroom: Newsroom, address: str) -> None:
    page = newsroom.page("/claims/1/evidence/new", "Rita", viewport=NARROW)
    page.get_by_label("Source: address, DOI or title").fill(f"{address}/permit")
    page.get_by_label("Primary").press("Space")
    page.get_by_role("button", name="Add this page first").press("Enter")
    expect(page.locator(".source-captured")).to_contain_text("Being captured")
    run_all()
    page.get_by_role("link", name="Select the quotation in the capture").press("Enter")
    beside = page.locator("#capture-beside")
    expect(page.locator("#beside-title")).to_be_focused()
    assert faults(page) == []
    page.keyboard.press("s")  # the caret
    for key in ("p", "ArrowDown", "s"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    expect(beside).to_be_hidden()  # it covered the form
    expect(page.get_by_label("Quotation")).to_be_focused()
    assert page.get_by_label("Quotation").input_value() in PAGE
    expect(page.get_by_label("Where in the source")).not_to_have_value("")
    page.get_by_role("link", name="Select the quotation in the capture").press("Enter")
    expect(beside).to_be_visible()
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(page.get_by_role("link", name="Select the quotation in the capture")).to_be_focused()


LINE = """words => {
  const line = [...document.querySelectorAll("#captured-words text")].find((it) => it.textContent.includes(words));
  const { left, top, right, bottom } = line.getBoundingClientRect();
  return [left, (top + bottom) / 2, right];
}"""
SELECT_LINE = """words => {
  const line = [...document.querySelectorAll("#captured-words text")].find((it) => it.textContent.includes(words));
  document.getSelection().selectAllChildren(line);
}"""


def test_words_selected_on_a_page_of_a_pdf_become_the_quotation(newsroom: Newsroom) -> None:
    edda, source = make_user("Edda", Role.EDITOR), make_evidence(make_claim()).source
    found = captures.read_upload(edda, source, "permit.pdf", pdf_files.made([QUOTE, "The board met twice that year."]))
    capture = captures.upload(edda, source, "permit.pdf", found)
    db.session.commit()
    path = f"/captures/{capture.id}/pages/1?claim={newest(Claim).id}"
    page = newsroom.page(path, "Rita")
    expect(page.locator("#captured-words image")).to_be_visible()
    left, middle, right = page.evaluate(LINE, "The board met")
    for end in (right - 1, right + 60):  # at the end of the line, and beside it
        page.mouse.move(left + 1, middle)
        page.mouse.down()
        page.mouse.move(end, middle, steps=5)
        page.mouse.up()
        assert selected_words(page) == "The board met twice that year."
    page.mouse.click(left + 20, middle, click_count=2)
    assert selected_words(page) == "The"
    page.evaluate(SELECT_LINE, QUOTE)
    page.get_by_role("button", name="Use as quotation").click()
    expect(page.locator("[name=quote]")).to_have_value(QUOTE)
    expect(page.locator("[name=locator]")).to_have_value("page 1")
    assert faults(page) == []
