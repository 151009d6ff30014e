"""Passages of captures are found in the card of the claim in focus, and attached by keys, beside the text."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence.models import Evidence, Stance
from tests.browser.accessibility import faults
from tests.browser.newsroom import Newsroom
from tests.browser.test_panel import CLAIM, focus
from tests.origins.conftest import Captured
from tests.origins.conftest import captured as captured

pytestmark = pytest.mark.browser


@pytest.fixture
def page(newsroom: Newsroom, app: Flask, captured: Captured) -> Page:
    statement = db.session.get_one(Claim, CLAIM).statement
    for title, more in (("Minutes", "The minutes of the council say so."), ("Register", "The register has it too.")):
        captured(title, f"{statement} {more}")
    return newsroom.workbench("Rita")


def test_a_key_finds_passages_and_another_attaches_one(page: Page) -> None:
    focus(page)
    expect(page.locator("found-evidence")).to_have_count(0)  # nothing is looked for before it is asked for
    page.keyboard.press("p")
    passages = page.locator("claim-panel .found-passage")
    expect(passages.first).to_be_focused()
    expect(passages.first).to_contain_text("Shares with the claim:")
    assert faults(page) == []
    page.keyboard.press("ArrowDown")
    expect(passages.nth(1)).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("#notices")).to_contain_text("Evidence 1 added.")
    expect(page.locator("claim-panel [data-cites='1']")).to_be_visible()
    expect(passages).to_have_count(1)  # it is evidence now
    expect(passages.first).to_be_focused()
    passages.first.get_by_role("button", name="Context").click()
    expect(page.locator("claim-panel [data-cites='2']")).to_be_visible()
    assert page.url.endswith("/articles/1")
    assert [it.stance for it in db.session.query(Evidence).filter_by(claim_id=CLAIM)] == [
        Stance.REFUTES,
        Stance.CONTEXT,
    ]
    db.session.rollback()
