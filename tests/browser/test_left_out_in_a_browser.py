"""A page is uploaded in a browser without JavaScript: the parts left out are reported, and shown by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.newsroom import NARROW, Newsroom, settled
from tests.documents.read_pages import FIRST, SECOND, THIRD

pytestmark = pytest.mark.browser
LINKS = "".join(f"<li><a href=/{word}>{word}</a>" for word in ("Boats", "Roads", "Weather", "Donau" * 40))
PAGE = f"""<html lang=en><body><header><h1><a href=/>Skarholm Post</a></h1><ul>{LINKS}</ul></header>
<article><h1>A lamp for the island</h1><p>{FIRST}</p><p>It cost <del>5.1</del> 6.3 million.</p><p>{SECOND}</p></article>
<div id=comments><h2>Comments</h2><p>{THIRD} {THIRD}</p></div><footer>Quay 4, https://{"x" * 150}</footer>"""


def test_what_was_left_out_is_told_and_shown(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    page = newsroom.blank("Rita", java_script_enabled=False)
    page.goto("/articles/new")
    page.get_by_label("Or files").set_input_files(tmp_path / "page.html")
    page.get_by_role("button", name="Preview article").click()
    left_out = page.locator(".left-out")
    expect(left_out.locator("summary")).to_have_text("3 parts of the page were left out.")
    left_out.locator("summary").press("Enter")
    expect(left_out).to_contain_text("Comments")
    page.get_by_role("button", name="Add article").click()
    page.locator(".workbench-bar summary", has_text="More").press("Enter")
    link = page.get_by_role("link", name="3 parts of the page left out")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Parts left out of version 1")
    expect(page.locator(".left-out h2")).to_have_text(["Links", "Struck through", "Sidebar"])
    looked_at(newsroom, page.url)


def looked_at(newsroom: Newsroom, url: str) -> None:
    """Axe finds nothing and nothing overflows, in light and dark, on a wide page and a narrow one."""
    for scheme, window in (("light", {"width": 1440, "height": 900}), ("dark", NARROW)):
        page = newsroom.blank("Edda", color_scheme=scheme, viewport=window)
        for path in (url, url.replace("/left-out", "").replace("/versions/1", "")):
            page.goto(path)
            assert faults(settled(page)) == [], (scheme, path)
            expect(page.locator("main")).to_contain_text("left out")
