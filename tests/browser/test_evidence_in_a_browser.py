"""Evidence put in order by keyboard without losing the focus, sources searched as one types, and a link copied."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from factcheck.claims.models import Claim
from factcheck.db import db
from tests.browser.hands import Android
from tests.browser.newsroom import Newsroom, settled
from tests.factories import make_evidence

pytestmark = pytest.mark.browser


def test_evidence_is_moved_by_keyboard_and_the_focus_stays_on_its_button(newsroom: Newsroom) -> None:
    page = settled(newsroom.page("/claims/2/evidence", "Edda"))
    page.evaluate("window.isSamePage = true")
    pieces = page.locator("#evidence .evidence")
    expect(pieces.first).to_have_id("evidence-1")
    button = page.get_by_role("button", name="Move down evidence 1")
    button.focus()
    page.keyboard.press("Enter")
    expect(pieces.first).to_have_id("evidence-2")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(pieces.first).to_have_id("evidence-1")
    expect(page.get_by_role("button", name="Move up evidence 1")).to_be_focused()
    assert page.evaluate("window.isSamePage")


def test_sources_are_found_as_one_types_and_a_known_address_is_told(newsroom: Newsroom) -> None:
    page = settled(newsroom.page("/sources?sort=title", "Rita"))
    page.get_by_label("Keywords or address").fill("treasury")
    rows = page.locator("#sources tbody tr")
    expect(rows).to_have_count(1)
    address = rows.get_by_role("link")
    title = address.inner_text()
    address.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    known = page.locator(".facts a[rel=noreferrer]").inner_text()
    page.goto("/sources/new")
    page.get_by_label("Address").fill(f"{known}#page=2")
    page.locator(".known-source").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_the_link_of_an_invitation_is_copied(newsroom: Newsroom) -> None:
    page = newsroom.page("/people", "Ada", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_text("Invite somebody").click()
    page.get_by_label("Name", exact=False).first.fill("Nils Nordström")
    page.get_by_label("E-mail address").first.fill("nils@newsroom.example")
    page.get_by_role("button", name="Create invitation").click()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#link").input_value()


def test_evidence_is_edited_in_the_card_beside_the_text(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Edda")
    page.evaluate("window.isSamePage = true")
    card = page.locator("#claim-4")
    card.focus()
    expect(card.locator("form.review-form[data-htmx-powered]")).to_be_visible()
    card.get_by_label("Edit evidence 1").click()
    card.locator("#evidence-1-locator").fill("page 12")
    card.get_by_role("button", name="Save evidence").click()
    expect(page.locator("#notices")).to_contain_text("Evidence 1 saved.")
    card.get_by_label("Edit evidence 1").click()
    expect(card.locator("#evidence-1-locator")).to_have_value("page 12")
    assert page.evaluate("window.isSamePage")


def drag(page: Page, number: int, onto: int, y: float) -> None:
    """Drag a piece of evidence by its handle to that share of the height of another."""
    handle = page.locator(f"#evidence-{number} .drag-handle").bounding_box()
    goal = page.locator(f"#evidence-{onto}").bounding_box()
    assert handle
    assert goal
    page.mouse.move(handle["x"] + 14, handle["y"] + 14)
    page.mouse.down()
    page.mouse.move(handle["x"] + 14, goal["y"] + goal["height"] * y, steps=8)


def test_evidence_is_dragged_into_order_by_the_request_of_its_buttons(newsroom: Newsroom) -> None:
    make_evidence(db.session.get_one(Claim, 2))
    page = settled(newsroom.page("/claims/2/evidence", "Edda"))
    order = "pieces => pieces.map((piece) => piece.id.at(-1)).join('')"
    pieces = page.locator("#evidence .evidence")
    assert pieces.evaluate_all(order) == "123"
    drag(page, 1, onto=2, y=0.4)
    page.mouse.up()  # above the middle: it is where it was
    for number, onto, y, side, wanted in ((1, 3, 0.8, "after", "231"), (1, 2, 0.2, "before", "123")):
        drag(page, number, onto=onto, y=y)
        expect(page.locator(f"#evidence-{onto}")).to_have_attribute("data-drop", side)
        with page.expect_request("**/evidence/*/move") as sent:
            page.mouse.up()
        assert f"&{side}=" in (sent.value.post_data or "")
        expect(pieces.last).to_have_id(f"evidence-{wanted[-1]}")
        assert pieces.evaluate_all(order) == wanted
        expect(page.locator("[data-dragged], [data-drop]")).to_have_count(0)
    page.keyboard.press("u")
    expect(pieces.last).to_have_id("evidence-1")


def test_evidence_is_dragged_by_a_finger_and_left_where_it_is_if_that_is_cancelled(newsroom: Newsroom) -> None:
    page = settled(newsroom.page("/claims/2/evidence", "Edda", **Android.device))
    pieces = page.locator("#evidence .evidence")
    page.locator("#evidence-1").evaluate("(it) => it.scrollIntoView({ block: 'start' })")
    handle, goal = (page.locator(it).bounding_box() for it in ("#evidence-1 .drag-handle", "#evidence-2"))
    assert handle
    assert goal
    finger = page.context.new_cdp_session(page)
    x, y = handle["x"] + 14, handle["y"] + 14
    for end in ("touchCancel", "touchEnd"):
        expect(pieces.first).to_have_id("evidence-1")
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for step in range(1, 7):
            lower = y + (goal["y"] + goal["height"] * 0.8 - y) * step / 6
            finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": lower}]})
        expect(page.locator("#evidence-2")).to_have_attribute("data-drop", "after")
        finger.send("Input.dispatchTouchEvent", {"type": end, "touchPoints": []})
        expect(page.locator("[data-drop]")).to_have_count(0)
    expect(pieces.first).to_have_id("evidence-2")
