"""On the desk, what stands in a row doesn't overlap: ratings against each other, and what to do about them."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect

from factcheck.web.assets import fingerprints
from tests.browser.newsroom import Newsroom, settled

pytestmark = pytest.mark.browser
OVERLAPS = """rows => rows.flatMap(row => {
  const parts = [...row.querySelectorAll(".chips > *, .action > a, .claimant, .since, .title > a")];
  const shown = parts.filter(it => it.offsetWidth);
  const own = row.getBoundingClientRect();
  return shown.flatMap((one, index) => {
    const here = one.closest(".subject")?.getBoundingClientRect() ?? one.getBoundingClientRect();
    const others = shown.slice(index + 1).filter(other => {
      const there = other.getBoundingClientRect();
      return here.left < there.right - 1 && there.left < here.right - 1
        && here.top < there.bottom - 1 && there.top < here.bottom - 1;
    });
    const isOutside = here.right > own.right + 1;
    return isOutside ? [one.textContent] : others.map(other => `${one.textContent} × ${other.textContent}`);
  });
})"""


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_in_a_row_overlaps(newsroom: Newsroom, width: int) -> None:
    page = newsroom.page("/", "Edda", viewport={"width": width, "height": 900})
    assert settled(page).locator(".versus").count() > 0
    assert page.locator(".work-list > li").evaluate_all(OVERLAPS) == []


def test_the_columns_of_all_groups_are_below_one_another(newsroom: Newsroom) -> None:
    page = settled(newsroom.page("/", "Edda"))
    for column in (".claimant", ".since"):
        lefts = page.locator(f".work-list {column}").evaluate_all("them => them.map(it => it.offsetLeft)")
        assert len(lefts) > 5
        assert len(set(lefts)) == 1


def test_in_debug_mode_the_scripts_are_loaded_one_by_one(
    app: Flask, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "debug", True)
    monkeypatch.setattr(fingerprints, "ADDRESSES", {})  # those of this mode are forgotten afterwards
    page = newsroom.blank("Rita")
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.goto("/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert any(it.endswith("/static/js/page/shortcuts.js") for it in asked)
