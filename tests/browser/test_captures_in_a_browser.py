"""A source is added by its address, watched while it is captured, quoted, and its capture opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from flask import Flask
from playwright.sync_api import expect

from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from tests.browser.accessibility import faults
from tests.browser.newsroom import NARROW, Newsroom
from tests.captures.test_capturing import run_all
from tests.captures_site import PAGE, PARAGRAPHS, Site
from tests.factories import make_claim
from tests.fetching.hostile import serving

pytestmark = pytest.mark.browser
QUOTE = "The opening is planned for September."


@pytest.fixture
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], captures_sources=True))
    found = Site(PAGE)
    with serving(found.answer) as server:
        found.url = server.url("/permit")
        yield found


def test_a_source_is_captured_quoted_and_shown(newsroom: Newsroom, site: Site) -> None:
    claim_id = make_claim().id
    page = newsroom.page("/sources/new", "Rita", viewport=NARROW)
    page.get_by_label("Address", exact=True).fill(site.url)
    page.get_by_label("Title of the source").fill("Building permit")
    page.get_by_label("Primary").press("Space")
    page.get_by_role("button", name="Add").last.press("Enter")
    expect(page.locator("#captures-list")).to_contain_text("Being captured")
    assert faults(page) == []
    run_all()
    expect(page.locator("#captures-list .state")).to_have_text("Captured")  # without a reload
    assert faults(page) == []
    page.goto(urljoin(page.url, f"/claims/{claim_id}/evidence/new"))
    page.get_by_label("Source: address, DOI or title").fill(site.url)
    page.get_by_label("Quotation").fill(QUOTE)
    page.get_by_label("Refutes the claim").press("Space")
    page.get_by_role("button", name="Add evidence").press("Enter")
    expect(page.locator("#evidence")).to_contain_text("captured")
    run_all()
    page.reload()
    page.get_by_role("link", name="quotation found in the capture").press("Enter")
    expect(page.locator(".captured-text mark")).to_have_text(QUOTE)
    expect(page.locator(".captured-text")).to_contain_text(PARAGRAPHS[3])
    assert faults(page) == []
