"""What a slow network and the changes of others do to the panel in a claim's card: nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.live import at_rest
from tests.browser.newsroom import Newsroom
from tests.browser.test_panel import CLAIM, focus

pytestmark = pytest.mark.browser


@pytest.fixture
def page(newsroom: Newsroom) -> Page:
    page = newsroom.workbench("Rita")
    focus(page)
    return page


class HeldRequests:
    """Requests to one address that go on only after `release`, however late the browser reports them."""

    def __init__(self, page: Page, address: str) -> None:
        self.routes: list[Route] = []
        self.released = False
        page.route(address, self.hold)

    def hold(self, route: Route) -> None:
        if self.released:
            route.continue_()
        else:
            self.routes.append(route)

    def release(self) -> None:
        self.released = True
        for route in self.routes:
            route.continue_()


def send_review(page: Page, rationale: str) -> HeldRequests:
    """Send a review by keyboard; its request is held back."""
    sent = HeldRequests(page, "**/reviews/new")
    page.keyboard.press("1")
    page.keyboard.press("Tab")
    page.keyboard.type(rationale)
    page.keyboard.press("Control+Enter")
    expect(page.locator("claim-panel form.htmx-request")).to_be_visible()
    return sent


def test_a_part_that_unfolds_late_takes_the_focus_from_nobody(page: Page) -> None:
    page.evaluate("""async () => {
      const panel = document.querySelector("claim-panel");
      const unfolded = new Promise((resolve) => panel.addEventListener("toggle", resolve, { capture: true }));
      panel.open("evidence");
      panel.querySelector("[name=quote]").focus();
      await unfolded;
    }""")
    expect(page.locator("claim-panel [name=quote]")).to_be_focused()
    page.locator("claim-panel summary[data-acts=evidence]").click()
    page.locator("claim-panel summary[data-acts=evidence]").click()
    expect(page.locator("claim-panel [name=find]")).to_be_focused()


def test_the_answer_to_a_search_while_one_types_takes_no_message_away(page: Page) -> None:
    searches = HeldRequests(page, "**/evidence/sources")
    page.keyboard.press("e")
    with page.expect_request("**/evidence/sources"):
        page.keyboard.type("Call with the mayor")
    page.keyboard.press("Tab")
    page.keyboard.press("1")
    page.keyboard.press("c")
    page.keyboard.press("Tab")
    page.keyboard.type("In May.")
    page.keyboard.press("Control+Enter")
    toast = page.locator("#notices .notice", has_text="Evidence 1 added.")
    expect(toast).to_be_visible()
    with page.expect_response("**/evidence/sources"):
        searches.release()
    page.locator("claim-panel [name=rationale]").press("x")
    expect(toast).to_be_visible()


def test_the_keys_of_stances_act_wherever_tab_leads_while_one_searches(page: Page) -> None:
    page.keyboard.press("e")
    page.keyboard.type("https://town.example/minutes")
    expect(page.get_by_role("button", name="Add this page first")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add this page first")).to_be_focused()
    page.keyboard.press("2")
    expect(page.locator("claim-panel [name=source_class][value=secondary]")).to_be_checked()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Add this page first")).to_be_focused()
    page.keyboard.press("7")  # a rating elsewhere, and no class
    expect(page.get_by_role("button", name="Add this page first")).to_be_focused()
    expect(page.locator("claim-panel [name=rating]:checked")).to_have_count(0)
    page.keyboard.press("r")
    expect(page.get_by_label("Refutes the claim")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("claim-panel [name=quote]")).to_be_focused()
    page.keyboard.type("scr1")
    expect(page.get_by_label("Refutes the claim")).to_be_checked()
    expect(page.locator("claim-panel [name=source_class][value=secondary]")).to_be_checked()


@pytest.mark.parametrize("way", ["moveBefore", "insertBefore"])
def test_a_card_that_moves_keeps_what_is_written_in_it(page: Page, way: str) -> None:
    rationale = page.locator("claim-panel [name=rationale]")
    with page.expect_response("**/drafts?**"):
        rationale.press_sequentially("Half")
    rationale.press_sequentially(" a sentence")
    page.locator("claim-panel .choice", has_text="Mixed").click()
    page.evaluate(
        "([id, way]) => { const card = document.getElementById(id); card.parentNode[way](card, card.nextSibling) }",
        [f"claim-{CLAIM}", way],
    )
    expect(rationale).to_have_value("Half a sentence")
    expect(page.locator("claim-panel [name=rating][value=mixed]")).to_be_checked()
    with page.expect_response("**/drafts?**") as saved:
        rationale.press("!")
    assert saved.value.ok


def test_a_button_stays_under_the_pointer_when_the_definition_of_a_rating_goes(page: Page) -> None:
    page.keyboard.press("r")
    page.keyboard.press("7")
    submit = page.get_by_role("button", name="Submit review")
    before = at_rest(submit)
    for key in "123456":
        page.keyboard.press(key)
        assert at_rest(submit) == before
    submit.focus()
    assert at_rest(submit) == before


def test_a_refusal_is_shown_though_one_has_gone_on_to_another_claim(page: Page) -> None:
    sent = send_review(page, "See [7].")
    page.locator("#claim-1").focus()
    expect(page.locator("#claim-1.focused")).to_be_visible()
    sent.release()
    expect(page.locator(f"#panel-{CLAIM} .error-summary")).to_be_focused()
    expect(page.locator("claim-panel")).to_have_count(1)


def test_the_panel_of_the_next_claim_comes_once_the_last_review_is_stored(page: Page) -> None:
    sent = send_review(page, "The minutes say so.")
    page.locator("#claim-1").focus()
    expect(page.locator("#claim-1.focused")).to_be_visible()
    sent.release()
    expect(page.locator("#notices")).to_contain_text("Review submitted.")
    expect(page.locator("#panel-1 form")).not_to_have_count(0)
    expect(page.locator("claim-panel")).to_have_count(1)
    expect(page.locator("#claim-1")).to_be_focused()


def test_cards_stay_where_they_are_while_a_pointer_is_pressed_on_one(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 600})  # lower than the card with its panel
    button = page.get_by_role("button", name="Submit review")
    button.scroll_into_view_if_needed()
    scrolled(page, 40)
    before = top(button)
    scrolled(page, -40)
    assert top(button) == pytest.approx(before, abs=1)  # the column has slid
    button.hover()
    before = top(button)
    page.mouse.down()
    scrolled(page, -40)
    assert top(button) == pytest.approx(before + 40, abs=1)
    page.mouse.up()
    page.wait_for_function(
        "([button, y]) => Math.abs(button.getBoundingClientRect().top - y) < 2", arg=[button.element_handle(), before]
    )


def test_no_card_jumps_for_a_frame_when_one_above_shrinks(page: Page) -> None:
    page.locator("#claim-5").focus()
    expect(page.locator("#panel-5 form")).not_to_have_count(0)
    below = page.locator("#claim-6")
    at_rest(below)
    painted = below.evaluate("""async (card) => {
      document.getElementById("claim-5").style.blockSize = "400px";
      await new Promise(requestAnimationFrame);
      const { port1, port2 } = new MessageChannel();
      const isPainted = new Promise((resolve) => (port1.onmessage = resolve));
      port2.postMessage(null); // arrives after this frame
      await isPainted;
      return card.getBoundingClientRect().top;
    }""")
    assert painted == pytest.approx(top(below), abs=1)


def top(button: Locator) -> float:
    return at_rest(button)["y"]


def scrolled(page: Page, by: int) -> None:
    """Scroll, and wait until what follows a scroll has been placed."""
    page.evaluate(
        """async (by) => {
          const ended = new Promise((resolve) => addEventListener("scrollend", resolve, { once: true }));
          scrollBy({ top: by, behavior: "instant" });
          await ended;
          for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
          await Promise.all(document.getAnimations().map(({ finished }) => finished));
        }""",
        by,
    )
