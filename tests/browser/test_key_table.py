"""`?` lists every key that a script binds, by task; only the tables of keys ask which key was pressed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.config import PROJECT
from factcheck.jobs.worker import run_due
from tests.browser.accessibility import faults
from tests.browser.modules import with_modules
from tests.browser.newsroom import Newsroom
from tests.factories import make_article, make_claim
from tests.texts import MOVED, NEW, OLD, update

pytestmark = pytest.mark.browser
ASKS_FOR_A_KEY = re.compile(r"\bkey(Code)? [!=]==|\bkey in\b|\[(event\.)?key\]|\bkeyName\(|\bevent\.code\b")
TABLES = {"keyboard-layout.js", "shortcuts.js", "local-keys.js", "caret-keys.js"}
BOUND = with_modules("""async () => {
  const { shortcuts } = modules["page/shortcuts.js"];
  const { localKeys } = modules["page/local-keys.js"];
  return [...shortcuts.keys(), ...[...localKeys.values()].flatMap((rows) => [...rows.keys()])];
}""")
SHOWN = "them => them.map((it) => it.dataset.keys)"
OF_THE_TEXT = {"c", "m", "w W", "s S", "p P", "Enter", "Shift+Enter", "ArrowLeft ArrowRight ArrowUp ArrowDown"}


def listed(page: Page) -> list[str]:
    """The keys that `?` shows."""
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(sheet.get_by_role("heading", name="Find your way around")).to_be_visible()
    expect(sheet.get_by_role("heading", name="On this page")).to_have_count(0)  # every key belongs to a task
    keys: list[str] = sheet.locator("dt").evaluate_all(SHOWN)
    assert faults(page, is_covered=True) == []
    return keys


def test_the_sheet_lists_each_key_of_the_workbench(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita")
    keys = listed(page)
    assert sorted(keys) == sorted(page.evaluate(BOUND))
    titles = page.locator(".tasks h3").all_inner_texts()
    assert (titles[:2], titles[-1]) == (["Find your way around", "Work on claims"], "Everywhere")
    assert set(keys) >= OF_THE_TEXT | {"j", "k", "e", "r", "1", "7", "Ctrl+Enter", "b", "o", "f", "v", "u", "U"}
    page.mouse.click(5, 5)  # beside it
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_sheet_lists_the_keys_of_other_pages(newsroom: Newsroom) -> None:
    old = make_article(OLD, "No reason to dredge")
    make_claim(MOVED, old)
    update(old, NEW)
    run_due()
    page = newsroom.page(f"/articles/{old.article_id}/versions/2/marks?show=all", "Rita")
    keys = listed(page)
    assert {"a", "x", "j", "k"} <= set(keys)
    assert "Ctrl+Enter" not in keys  # there is no card


def test_ctrl_enter_sends_the_form_in_which_one_types(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims/4", "Rita")
    page.locator("summary", has_text="Start a conversation").press("Enter")
    page.get_by_label("What do you want to ask or say?").fill("Which year does the ministry count from?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".thread", has_text="Which year does the ministry count from?")).to_be_visible()


def test_ctrl_enter_presses_nothing_that_cannot_be_undone(newsroom: Newsroom) -> None:
    page = newsroom.page("/verdicts/1/withdraw", "Emil")
    page.get_by_label("Reason").fill("The logbook belongs to another ship.")
    page.evaluate("addEventListener('submit', () => (window.isSent = true), { capture: true })")
    page.keyboard.press("Control+Enter")
    assert page.evaluate("window.isSent") is None
    page.get_by_role("button", name="Withdraw verdict").focus()
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("withdraw"))


@pytest.mark.parametrize(
    "change",
    [
        "it => { it.dataset.kind = ''; it.after(Object.assign(document.createElement('button'), { innerText: '2' })) }",
        "it => { it.disabled = true; }",
    ],
    ids=["one of two equal ones", "a disabled one"],
)
def test_ctrl_enter_never_presses(newsroom: Newsroom, change: str) -> None:
    page = newsroom.page("/claims/4", "Rita")
    page.locator("summary", has_text="Start a conversation").press("Enter")
    words = page.get_by_label("What do you want to ask or say?")
    words.fill("Which year does the ministry count from?")
    button = page.locator("form", has=words).locator("button")
    button.evaluate(change)
    page.evaluate("addEventListener('submit', () => (window.isSent = true), { capture: true })")
    words.press("Control+Enter")
    assert page.evaluate("window.isSent") is None


def test_no_other_script_asks_which_key_was_pressed() -> None:
    scripts = sorted((PROJECT / "static" / "js").rglob("*.js"))
    sources = {script.name: script.read_text() for script in scripts}
    hearing = {name for name, source in sources.items() if "keydown" in source or "KeyboardEvent" in source}
    assert {name for name in hearing if ASKS_FOR_A_KEY.search(sources[name])} == TABLES
