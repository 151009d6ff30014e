"""Sources by address, by DOI and as a file; two copies of one wire; a reply that nobody gave; and what readers see."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from flask import Flask
from playwright.sync_api import expect

from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from tests.browser.accessibility import faults
from tests.browser.hands import Pointer
from tests.browser.newsroom import Newsroom
from tests.captures.test_capturing import run_all
from tests.captures_site import PAGE
from tests.documents import pdf_files
from tests.factories import make_claim
from tests.fetching.hostile import answer, serving

pytestmark = pytest.mark.browser
WIRE = (
    "Councillors in Skarholm voted late on Monday to open the harbour in September, not in May as was said before.",
    "The contract goes to a family business with long experience of harbours, which beat four other bidders.",
    "Fishermen had asked for another month, because the herring arrives with the first cold nights of the autumn.",
)
MINUTES = "Minutes of the harbour board"
PLEA = "The board met twice that year and asked for more time."
SELECT_LINE = """words => {
  const line = [...document.querySelectorAll("#captured-words text")].find((it) => it.textContent.includes(words));
  document.getSelection().selectAllChildren(line);
}"""


def page_of(title: str, *paragraphs: str) -> str:
    """A web page with a story."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<!doctype html><html lang=en><title>{title}</title><article><h1>{title}</h1>{body}</article></html>"


PAGES = {
    "/gazette": page_of("Harbour to open in September", *WIRE, "The Gazette has asked the mayor."),
    "/herald": page_of("No harbour before autumn, council says", "By our own staff.", *WIRE),
    "/permit": PAGE,
}


@pytest.fixture
def address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A local site with two newspapers and a permit."""
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], captures_sources=True))

    def answered(connection: socket.socket, path: str) -> None:
        connection.sendall(answer(PAGES.get(path, "").encode(), Content_Type="text/html; charset=utf-8"))

    with serving(answered) as server:
        yield server.url("")


def add(rita: Pointer, claim_url: str, source: str, quote: str, stance: str = "Refutes the claim") -> None:
    """Add evidence from a source that the library hasn't got."""
    rita.page.goto(f"{claim_url}/evidence/new")
    rita.find_source(source)
    rita.tick("Secondary")
    rita.tick(stance)
    rita.fill("Quotation", quote)
    rita.press("Add evidence")
    expect(rita.page.get_by_text(quote).first).to_be_visible()


def add_file(rita: Pointer) -> None:
    """Add a source that is a file."""
    page = rita.page
    page.goto("/sources/new")
    rita.fill("Title of the source", MINUTES)
    rita.tick("Primary")
    page.get_by_role("button", name="Add").last.click()
    rita.follow("Upload a copy")
    file = pdf_files.made([PLEA, "The fees stay."])
    page.locator("input[type=file]").set_input_files(
        {"name": "minutes.pdf", "mimeType": "application/pdf", "buffer": file}
    )
    page.locator("main form button").last.click()
    expect(page.locator("#captures-list")).to_contain_text("Captured")
    run_all()


def quote_file(rita: Pointer, claim_url: str) -> None:
    """Quote a line of a page of it."""
    page = rita.page
    page.goto(f"{claim_url}/evidence/new")
    rita.fill("Source: address, DOI or title", MINUTES)
    page.locator("label", has_text=MINUTES).click()
    rita.follow("Select the quotation in the capture")
    rita.follow("Show the pages")
    expect(page.locator("#captured-words image")).to_be_visible()
    page.evaluate(SELECT_LINE, PLEA)
    rita.press("Use as quotation")
    expect(page.locator("[name=locator]")).to_have_value("page 1")
    rita.tick("Gives context")
    rita.press("Add evidence")
    run_all()


def decide(newsroom: Newsroom, claim: str) -> None:
    """Edda writes the verdict and Emil publishes it."""
    edda, emil = Pointer(newsroom, "Edda", claim), Pointer(newsroom, "Emil")
    edda.follow("Write the verdict")
    edda.tick("False")
    edda.fill("Headline", "The harbour opens in September")
    edda.fill("Short summary", "Not in May: the council voted for September.")
    edda.fill("Rationale", "The council voted for September [1], and the permit says so [3].")
    for name in ("Two independent origins", "Right of reply"):
        expect(edda.page.locator("[data-met=met]", has_text=name)).to_be_visible()
    edda.press("Save draft")
    edda.press("Submit for approval")
    emil.page.goto(edda.page.url)
    emil.publish()
    expect(emil.page.get_by_role("link", name="Public page")).to_be_visible()


def ask_in_vain(rita: Pointer, claim_url: str) -> None:
    """Ask for a reply that didn't come by its day."""
    rita.page.goto(f"{claim_url}/replies/new")
    rita.fill("Asked of", "Mayor Signe Holt")
    rita.fill("Asked on", "2026-03-02")
    rita.fill("Answer due by", "2026-03-05")
    rita.press("Record request")
    expect(rita.page.locator("#replies ~ ul")).to_contain_text("Not answered")


def test_two_copies_of_a_wire_count_once_and_readers_see_all_of_it(newsroom: Newsroom, address: str) -> None:
    claim = make_claim()
    claim_id, rita = claim.id, Pointer(newsroom, "Rita")
    here = urljoin(rita.page.url, f"/claims/{claim_id}")
    for path, quote in (("gazette", WIRE[1]), ("herald", WIRE[2]), ("permit", "The opening is planned for September.")):
        add(rita, here, f"{address}/{path}", quote)
    run_all()
    rita.page.goto(here)
    counts = rita.page.locator(".evidence-counts")
    expect(counts).to_contain_text("3 independent origins")
    rita.follow("Compare and decide")
    rita.press("One origin")
    rita.page.goto(here)
    expect(counts).to_contain_text("2 independent origins")
    add(rita, here, "doi:10.1000/182", "Herring arrives in October.", "Gives context")
    ask_in_vain(rita, here)
    add_file(rita)
    quote_file(rita, here)
    decide(newsroom, here)
    reader = newsroom.blank()
    reader.goto("/checks")
    reader.get_by_role("link", name="The harbour opens in September").click()
    body = reader.locator("main")
    expect(body).to_contain_text("4 independent origins")
    expect(body.get_by_text("same origin as")).to_have_count(1)
    for words in (WIRE[1], WIRE[2], "doi.org/10.1000/182", PLEA, "Minutes of the harbour board, page 1"):
        expect(body).to_contain_text(words)
    expect(body).to_contain_text("We asked Mayor Signe Holt for a comment by e-mail on 2 March 2026.")
    expect(body).to_contain_text("No answer came by 5 March 2026.")
    assert faults(reader) == []
