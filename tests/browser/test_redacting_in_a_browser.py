"""Boxes are drawn on the page of a captured PDF, by lines of its text, and by numbers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from factcheck.accounts.models import Role
from factcheck.captures import service as captures
from factcheck.db import db
from tests.browser.accessibility import faults
from tests.browser.newsroom import Newsroom
from tests.documents import pdf_files
from tests.factories import make_claim, make_evidence, make_user

pytestmark = pytest.mark.browser
OPEN, SECRET = "The harbour opens to everybody in the spring.", "The witness is Karin Holm of Quay Street."


def test_a_box_is_drawn_removed_and_saved(newsroom: Newsroom) -> None:
    edda, source = make_user("Edda", Role.EDITOR), make_evidence(make_claim()).source
    found = captures.read_upload(edda, source, "permit.pdf", pdf_files.made([OPEN, SECRET]))
    capture = captures.upload(edda, source, "permit.pdf", found)
    db.session.commit()
    page = newsroom.page(f"/captures/{capture.id}", "Rita")
    page.get_by_role("link", name="Redact").click()
    assert faults(page) == []
    boxes, drawn = page.get_by_label("Boxes"), page.locator("svg rect")
    frame = page.locator("svg[data-page='1']").bounding_box()
    assert frame is not None
    left, top = frame["x"] + frame["width"] * 0.2, frame["y"] + frame["height"] * 0.5
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 100, top + 40, steps=4)
    page.mouse.up()
    expect(drawn).to_have_count(1)
    expect(boxes).to_have_value(re.compile(r"1 20 50 [\d.]+ [\d.]+"))
    page.mouse.click(left + 50, top + 20)
    expect(boxes).to_have_value("")
    page.get_by_text("Lines of page 1").click()
    page.get_by_label(SECRET).check()
    expect(drawn).to_have_count(1)
    boxes.fill("1 0 90 10 5")
    expect(drawn).to_have_count(2)
    page.get_by_label("Why this is redacted").fill("A witness")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("████")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Save redacted copy").click()
    expect(page.get_by_text("This is a redacted copy.")).to_be_visible()
    expect(page.locator("#captured-words")).to_contain_text(OPEN)
    expect(page.locator("#captured-words")).not_to_contain_text("Karin")
    assert faults(page) == []
