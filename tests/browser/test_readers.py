"""Chromium as readers use it: it keeps what it got, asks whether that holds, and shows no verdict that does not."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from factcheck.db import db
from factcheck.verdicts import queries
from tests.browser.newsroom import Newsroom
from tests.exports.public_routes import PUBLIC_ENDPOINTS, addresses
from tests.factories import make_withdrawal

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(newsroom: Newsroom) -> Page:
    """A page of somebody who is not signed in."""
    return newsroom.browser.new_context(base_url=newsroom.url).new_page()


def one_of_each(app: Flask) -> list[str]:
    """An address of each kind that readers have."""
    client = app.test_client()
    kinds = {}
    for endpoint, where in [*addresses(app), ("site.methodology", "/methodology")]:
        if endpoint.startswith(PUBLIC_ENDPOINTS) and endpoint not in kinds and client.get(where).status_code == 200:
            kinds[endpoint] = where
    return list(kinds.values())


def test_each_page_and_export_comes_once_and_then_304(app: Flask, newsroom: Newsroom, reader: Page) -> None:
    found, answers = one_of_each(app), []
    assert len(found) >= 12
    network = reader.context.new_cdp_session(reader)
    network.send("Network.enable")
    network.on("Network.responseReceivedExtraInfo", lambda it: answers.append(it["statusCode"]))
    reader.goto("/healthz")
    for where in found:
        for _ in range(2):
            reader.evaluate("async where => (await fetch(where)).text()", where)
    assert answers[1:] == [200, 304] * len(found)
    for where in (it for it in found if app.test_client().get(it).mimetype == "text/html"):
        answers.clear()
        reader.goto(where)
        assert answers[0] == 304, where


def test_each_sheet_of_a_printed_report_has_its_address(newsroom: Newsroom, reader: Page) -> None:
    reader.goto("/reports/1")
    printed = reader.pdf(format="A4", prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert sheets > 1
    (links,) = {len(re.findall(rb"URI \(http[^)]*/reports/1\)", printed))}
    assert links % sheets == 0
    assert links >= sheets


def test_a_citation_is_copied_and_the_page_works_without_scripts(newsroom: Newsroom) -> None:
    where = "/checks/on-time-by-the-companys-own-clock"
    context = newsroom.browser.new_context(base_url=newsroom.url, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(where)
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("copy-text").get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“On time for the contract, late for the passenger”")
    assert copied.endswith(where)
    plain = newsroom.browser.new_context(base_url=newsroom.url, java_script_enabled=False).new_page()
    plain.goto(where)
    expect(plain.get_by_role("button", name="Copy")).to_have_count(0)
    plain.get_by_role("link", name="2", exact=True).click()
    expect(plain.locator("#evidence-2")).to_be_in_viewport()
    plain.goto("/checks")
    plain.get_by_label("Rating").select_option("false")
    plain.get_by_role("button", name="Apply").click()
    expect(plain.get_by_role("status")).to_contain_text("result")
    assert "rating=false" in plain.url


def test_after_back_and_forward_a_withdrawn_verdict_is_withdrawn(app: Flask, newsroom: Newsroom, reader: Page) -> None:
    edition = db.session.scalars(queries.published()).unique().first()
    assert edition is not None
    check = f"/checks/{edition.verdict.slug}"
    reader.goto(check)
    reader.goto("/methodology")
    reader.goto(check)
    expect(reader.locator(".stamp[data-state=withdrawn]")).to_have_count(0)
    reader.goto("/corrections")
    make_withdrawal(edition)
    for turn in (reader.go_back, reader.go_back, reader.go_back, reader.go_forward, reader.go_forward):
        turn()
        if reader.url.endswith(check):
            expect(reader.locator(".stamp[data-state=withdrawn]")).to_be_visible()
            expect(reader).to_have_url(check)


def test_who_comes_back_to_the_tab_sees_it_too(app: Flask, newsroom: Newsroom, reader: Page) -> None:
    edition = db.session.scalars(queries.published()).unique().first()
    assert edition is not None
    reader.goto(f"/checks/{edition.verdict.slug}")
    make_withdrawal(edition)
    reader.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(reader.locator(".stamp[data-state=withdrawn]")).to_be_visible()


def test_letters_of_a_script_without_italics_are_never_slanted(newsroom: Newsroom, reader: Page) -> None:
    reader.goto("/checks")
    quote = reader.locator(".check-list .quote").first
    style = "(quote, language) => { quote.lang = language; return getComputedStyle(quote).fontStyle }"
    assert {it: quote.evaluate(style, it) for it in ("en", "ar", "ja")} == {
        "en": "italic",
        "ar": "normal",
        "ja": "normal",
    }
