"""A site changes quoted words: both are shown; changes elsewhere are not; a damaged capture is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from playwright.sync_api import expect

from factcheck.captures.models import Capture
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from factcheck.sources import service as sources
from tests.browser.accessibility import faults
from tests.browser.newsroom import NARROW, Newsroom
from tests.captures_site import PAGE
from tests.factories import make_claim, make_user
from tests.fetching.hostile import serving
from tests.watching.watched_site import WatchedSite, look, run_jobs

pytestmark = pytest.mark.browser
ROW = "[data-group=quotations] .title a"
QUOTE = "The opening is planned for September."


@pytest.fixture
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchedSite]:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))
    settings = replace(app.extensions["settings"], captures_sources=True, watches_pages=True)
    monkeypatch.setitem(app.extensions, "settings", settings)
    found = WatchedSite(PAGE)
    with serving(found.answer) as server:
        found.server, found.url = server, server.url("/permit")
        yield found


@pytest.fixture
def cited(site: WatchedSite) -> Evidence:
    """Evidence from the site, captured and watched by the settings alone."""
    rita, claim = make_user("Rita"), make_claim()
    source = sources.add(rita, sources.SourceDetails("Building permit", url=site.url))
    found = evidence.add(rita, claim, source, evidence.EvidenceDetails(Stance.REFUTES, QUOTE))
    db.session.commit()
    run_jobs()
    return found


def test_changed_words_raise_an_alarm_with_both_and_changes_elsewhere_none(
    newsroom: Newsroom, site: WatchedSite, cited: Evidence
) -> None:
    site.edit("four million", "five million")
    look()
    page = newsroom.page("/", "Edda", viewport=NARROW)
    expect(page.locator(ROW)).to_have_count(0)
    page.goto(urljoin(page.url, f"/sources/{cited.source_id}"))
    expect(page.get_by_role("region", name="Watching")).to_contain_text("Page changed")
    assert faults(page) == []
    site.edit("September", "October")
    look()
    page.goto(urljoin(page.url, "/"))
    page.locator(ROW).press("Enter")
    expect(page.locator(".difference del")).to_have_text("September")
    expect(page.locator(".difference ins")).to_have_text("October")
    assert faults(page) == []
    page.get_by_label("Note").fill("Only the month changed.")
    page.get_by_role("button", name="Still holds").press("Enter")
    expect(page.locator("#evidence")).to_contain_text(QUOTE)
    expect(page.locator(".quote-alarm")).to_have_count(0)
    page.goto(urljoin(page.url, "/watching"))
    expect(page.locator("#watched-pages")).to_contain_text("Building permit")
    assert faults(page) == []


def test_a_byte_altered_on_disk_is_named_by_verify_and_on_the_page(
    newsroom: Newsroom, app: Flask, cited: Evidence
) -> None:
    page = newsroom.page(f"/sources/{cited.source_id}", "Rita")
    page.get_by_role("link", name="Capture of").first.press("Enter")
    expect(page.locator(".captured-text")).to_contain_text(QUOTE)
    digest = db.session.query(Capture.raw_sha256).order_by(Capture.id.desc()).limit(1).scalar()
    flip_a_byte(app.extensions["settings"].home / "captures" / digest[:2] / digest)
    verified = app.test_cli_runner().invoke(args=["factcheck", "captures", "verify"])
    assert verified.exit_code == 1
    assert digest in verified.output
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text(f"The stored file {digest} was altered")
    assert faults(page) == []


def flip_a_byte(path: Path) -> None:
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
