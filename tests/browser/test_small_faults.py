"""Messages that come together, claims that somebody is to rate, and corrections in the list of checks on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.reviews import service
from tests.browser.accessibility import faults
from tests.browser.live import person
from tests.browser.modules import with_modules
from tests.browser.newsroom import NARROW, Newsroom, settled

pytestmark = pytest.mark.browser
SAY = with_modules("""async ([first, second]) => {
  const { announce } = modules["page/announce.js"];
  announce(first, "news");
  document.querySelector("#notices [data-by-script]").removeAttribute("data-by-script");
  announce(second, "undoable");
}""")  # two kinds at once: what somebody else did, and one's own act


def box(target: Locator) -> dict[str, float]:
    """Where an element is in the window."""
    found = target.bounding_box()
    assert found
    return dict(found)


def test_messages_of_different_kinds_are_stacked_and_the_newest_is_nearest_to_the_edge(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita")
    page.evaluate(SAY, ["Rob highlighted a claim.", "Claim 7 highlighted."])
    older, newest = (box(page.locator("#notices .notice", has_text=it)) for it in ("Rob", "Claim 7"))
    assert older["y"] + older["height"] <= newest["y"]
    assert newest["y"] + newest["height"] <= 900 - 16
    page.locator("#notices .notice", has_text="Claim 7").get_by_role("button", name="Close").click()
    page.wait_for_function("document.querySelector('#notices .notice').getBoundingClientRect().bottom === 884")
    assert faults(page) == []


def test_on_phones_a_message_is_over_the_row_at_the_top_and_not_over_the_text(newsroom: Newsroom) -> None:
    page = settled(newsroom.page("/articles/1", "Rita", viewport=NARROW, has_touch=True))
    page.evaluate("document.getElementById('block-3').scrollIntoView({ behavior: 'instant' })")
    page.evaluate(SAY, ["Rob highlighted a claim.", "Claim 7 highlighted."])
    row = box(page.locator(".workbench-bar"))
    assert row["y"] == 0
    older, newest = (page.locator("#notices .notice", has_text=it) for it in ("Rob", "Claim 7"))
    expect(older).to_be_hidden()
    assert box(newest)["y"] == 0
    assert box(newest)["height"] <= row["height"] + 1
    assert box(newest)["width"] == NARROW["width"]
    undo = page.locator("#notices").get_by_role("button", name="Undo")
    assert undo.evaluate("""it => { const { x, y } = it.getBoundingClientRect();
      return document.elementFromPoint(x + 4, y + 4) === it; }""")
    newest.get_by_role("button", name="Close").click()
    expect(older).to_be_visible()
    assert box(older)["y"] == 0


def test_what_somebody_is_to_rate_stands_out_and_can_be_filtered(newsroom: Newsroom) -> None:
    claim = db.session.scalars(select(Claim).where(Claim.state == ClaimState.OPEN).order_by(Claim.id).limit(1)).one()
    service.assign(person("Edda"), claim, person("Rob"), None)
    db.session.commit()
    page = newsroom.workbench("Rob")
    mine = str(claim.id)
    other = page.locator(f"#cards .card:not(#claim-{mine})").first.get_attribute("data-claim") or ""
    for part, where in (("", "#claim-{} .card-number"), ("::after", "#text a.ref[data-number='{}']")):
        paint = f"it => getComputedStyle(it, '{part}').backgroundColor"
        assert len({page.locator(where.format(it)).first.evaluate(paint) for it in (mine, other)}) == 2
    expect(page.locator(f"#claim-{mine}")).to_have_attribute("aria-description", "Assigned to you")
    page.get_by_text("Filter claims").click()
    page.get_by_label("Assigned to me").check()
    numbers = page.locator("#cards .card:visible").evaluate_all("cards => cards.map((card) => card.dataset.claim)")
    assert mine in numbers
    assert other not in numbers
    assert faults(page) == []


def test_on_phones_a_corrected_rating_is_shown_once(newsroom: Newsroom) -> None:
    page = settled(newsroom.page("/checks", viewport=NARROW))
    row = page.locator(".check-list > li", has=page.locator(".corrected")).first
    shown = [it for it in row.locator(".rating").all() if it.is_visible()]
    words = [it.inner_text() for it in shown]
    assert words
    assert len(words) == len(set(words))
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(row.locator(".chips .rating")).to_be_visible()


def test_after_back_the_filters_say_what_the_list_shows(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims", "Rita")
    page.get_by_label("Keywords").fill("strait")
    page.get_by_label("Status").select_option(index=1)
    page.locator(".filters button").first.click()
    page.wait_for_url("**/claims?*")
    page.go_back()
    page.wait_for_url("**/claims")
    expect(page.get_by_label("Keywords")).to_have_value("")
    expect(page.get_by_label("Status")).to_have_value("")
