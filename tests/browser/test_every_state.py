"""The workbench in every state and every way of looking at it: nobody is shut out, and nothing overflows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import faults
from tests.browser.hands import Pointer, let_go
from tests.browser.live import at_rest
from tests.browser.newsroom import Newsroom, settled

pytestmark = pytest.mark.browser
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active", "color_scheme": "dark"},
    "200 % zoom": {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2},
    "reduced motion": {"reduced_motion": "reduce", "viewport": {"width": 390, "height": 844}},
}
UNCOVERED = {  # a bar, a sheet or a form lies over links in all other states, and axe measures what is left of them
    "at rest", "filter on", "filter that leaves nothing", "waiting in the offline queue",
    "both changes put together",
}  # fmt: skip
PLAIN = "Every tonne that passes here passes in peace"
MARKED = "spends less on its armed forces"
STANDING = """() => [...document.querySelectorAll("#text mark")].filter((mark) => {
  const { textDecorationLine, textDecorationColor, backgroundColor } = getComputedStyle(mark);
  return textDecorationLine !== "underline" || textDecorationColor === backgroundColor;
}).length"""
MOVING = "() => document.getAnimations().map((it) => it.transitionProperty ?? it.animationName)"


class Bench(Pointer):
    """Rita at the workbench, who looks at every state that she brings about."""

    def __init__(self, newsroom: Newsroom, mode: str) -> None:
        super().__init__(newsroom, "Rita", **MODES[mode])
        self.mode, self.found = mode, list[object]()

    def open(self, path: str) -> None:
        self.page.goto(path)
        settled(self.page)

    def act(self, target: Locator) -> None:
        """Press it at rest: in a narrow window, text that a jump brings into sight has its height a frame later."""
        target.scroll_into_view_if_needed()
        at_rest(target)
        super().act(target)

    def look(self, state: str) -> None:
        """Note what axe finds, what overflows, and what moves where nothing should."""
        self.found += [(state, *fault) for fault in faults(self.page, is_covered=state not in UNCOVERED)]
        if self.mode == "reduced motion" and (moving := self.page.evaluate(MOVING)):
            self.found.append((state, "moves", moving))
        if unmarked := self.page.evaluate(STANDING):
            self.found.append((state, "marks without a line", unmarked))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("tour", [
    lambda bench: select_and_write(bench),
    lambda bench: focus_and_move(bench),
    lambda bench: find_and_filter(bench),
    lambda bench: lose_the_line(bench),
    lambda bench: write_at_once(bench),
], ids=["select and write", "focus and move", "find and filter", "lose the line", "write at once"])  # fmt: skip
def test_nobody_is_shut_out(newsroom: Newsroom, mode: str, tour: Callable[[Bench], None]) -> None:
    bench = Bench(newsroom, mode)
    tour(bench)
    assert bench.found == []


def select_and_write(bench: Bench) -> None:
    page = bench.page
    bench.open("/articles/1")
    bench.look("at rest")
    bench.select(MARKED)
    expect(page.locator(".selection-bar .existing-claims")).to_contain_text("Already highlighted as claim 7")
    bench.look("bar, words that are marked already")
    let_go(page)
    expect(page.locator(".selection-bar:visible")).to_have_count(0)
    bench.select(PLAIN)
    bench.press("Highlight a claim", ".selection-bar")
    page.keyboard.type("Goods pass in peace")
    expect(page.locator("draft-autosave .draft-status")).to_contain_text("Draft saved at")
    bench.look("form open, draft kept")
    bench.unfold("More about the claim")
    page.get_by_label("Type of claim").select_option(label="Opinion")
    bench.press("Highlight claim")
    expect(page.get_by_role("alert")).to_be_focused()
    bench.look("form refused")
    page.get_by_label("Type of claim").select_option(label="Checkable: facts can settle it")
    bench.press("Highlight claim")
    expect(page.locator("#cards .card", has_text="Goods pass in peace")).to_be_focused()
    bench.look("claim made")


def focus_and_move(bench: Bench) -> None:
    page = bench.page
    bench.open("/articles/1")
    page.keyboard.press("j")
    expect(page.locator("#cards .focused")).to_have_count(1)
    bench.look("claim in focus (a sheet in a narrow window)")
    page.keyboard.press("Escape")
    page.locator("#claim-12").focus()
    page.keyboard.press("b")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Adjust quote")).to_be_visible()
    bench.look("ends being moved")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.keyboard.press("s")
    expect(page.locator("text-caret")).to_be_attached()
    expect(page.locator(".selection-bar:visible")).to_have_count(1)
    bench.look("caret on, sentence taken")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    bench.look("sheet of keys")
    bench.open("/articles/6#claim-28")
    expect(page.locator("#claim-28")).to_be_focused()
    page.keyboard.press("o")
    expect(page.get_by_role("menu", name="Overlapping claims").get_by_role("menuitem")).to_have_count(2)
    bench.look("chooser")


def find_and_filter(bench: Bench) -> None:
    page = bench.page
    bench.open("/articles/1")
    page.keyboard.press("f")
    page.keyboard.type("a harbour which was built for frigates is not built for any fishermen")
    page.keyboard.press("Enter")
    expect(page.locator("#found li")).to_have_count(2)
    bench.look("passages found")
    page.keyboard.press("Escape")
    bench.unfold("Filter claims")
    page.get_by_label("Status or rating").select_option("in-review")
    expect(page.locator("claim-filter output")).to_have_text(re.compile(r"^\d+ of \d+ claims$"))
    bench.look("filter on")
    page.get_by_label("Status or rating").select_option("unproven")
    expect(page.locator("#cards .card:visible")).to_have_count(0)
    bench.look("filter that leaves nothing")


def lose_the_line(bench: Bench) -> None:
    page = bench.page
    bench.open("/articles/1")
    page.context.set_offline(True)
    bench.select(PLAIN)
    bench.press("Highlight a claim", ".selection-bar")
    page.keyboard.type("Not sent yet")
    bench.press("Highlight claim")
    expect(page.locator("offline-queue strong")).to_have_text("Not saved yet: 1")
    bench.press("Close", "#notices")  # in a narrow window it lies over the queue for a moment
    page.locator("offline-queue summary").click()
    bench.look("waiting in the offline queue")


def write_at_once(bench: Bench) -> None:
    """Two tabs of one person; what the second sends meets what the first has saved."""
    page, other = bench.page, bench.page.context.new_page()
    bench.open("/claims/12/edit")
    other.goto("/claims/12/edit")
    statement = change(other, "Indeed, {}")
    expect(other.get_by_role("heading", level=1)).to_have_text(statement)
    change(page, "{} at sea")
    expect(page.get_by_role("alert")).to_be_focused()
    bench.look("both changes put together")
    assert page.get_by_label("Claim, in one sentence").input_value() == f"{statement} at sea"
    bench.open("/articles/1")
    bench.select(PLAIN)
    page.keyboard.press("m")
    page.keyboard.type("Losses of the strikes are left out")
    bench.press("Highlight claim")
    expect(page.locator("#cards .card", has_text="Losses of the strikes")).to_contain_text("missing")
    bench.look("something is missing")


def change(page: Page, shape: str) -> str:
    """Change the statement of a claim and save it."""
    field = page.get_by_label("Claim, in one sentence")
    statement = shape.format(field.input_value())
    field.fill(statement)
    page.get_by_role("button", name="Save").click()
    return statement
