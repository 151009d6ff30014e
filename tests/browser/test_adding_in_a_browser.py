"""An article is added by hand, with and without JavaScript: pasted, previewed, edited line by line, and frozen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from factcheck.articles.models import Version
from factcheck.db import db
from tests.browser.accessibility import faults, narrow_faults
from tests.browser.newsroom import NARROW, WIDE, Newsroom, settled
from tests.fetching.hostile import answer, sending, serving

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrt" * 12
TEXT = f"""Read also: boats

Harbour opens in May

By Anna Holm

The harbour opens in May, the mayor said on Tuesday, and nobody objected to it.

The costs

{LONG}

The mayor on the quay. Photo: A. Holm"""
FROZEN = TEXT.removeprefix("Read also: boats\n\n").replace("By Anna Holm\n\n", "")
DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: "text/plain" }));
  const heading = document.querySelector("h1");
  return ["dragover", "drop"].filter((type) =>
    heading.dispatchEvent(new DragEvent(type, { dataTransfer: files, bubbles: true, cancelable: true })));
}"""  # which of them are left to the browser, which opens the file in place of the page


def previewed(page: Page, text: str = TEXT) -> None:
    page.get_by_label("Text or address").fill(text)
    page.get_by_role("button", name="Preview article").press("Enter")
    expect(page.get_by_role("heading", name="Preview article")).to_be_visible()


def line(page: Page, words: str) -> str:
    """The number of the line with these words."""
    place = page.locator(".preview-lines li", has_text=words).first.get_attribute("id")
    return (place or "").removeprefix("line-")


@pytest.mark.parametrize("has_script", [True, False])
def test_lines_are_edited_by_keyboard_and_frozen_as_they_are_shown(newsroom: Newsroom, has_script: bool) -> None:
    page = newsroom.page("/articles/new", "Rita", viewport=NARROW, java_script_enabled=has_script)
    previewed(page)
    page.get_by_label("Headline", exact=True).fill("Harbour opens in May")
    page.get_by_role("button", name="Update preview").press("Enter")
    expect(page.get_by_label("Byline")).to_have_value("Anna Holm")
    expect(page.get_by_label("Language")).to_have_value("en")
    expect(page.get_by_label("Publication date")).to_have_value("")
    for words in ("Read also", "By Anna Holm"):
        page.get_by_label(f"Remove line {line(page, words)}", exact=True).press("Space")
    page.get_by_label(f"Kind of line {line(page, 'The costs')}", exact=True).press("H")
    page.get_by_label(f"Kind of line {line(page, 'Photo')}", exact=True).press("C")
    expect(page.locator(".line-text", has_text="Read also")).to_have_css("text-decoration-line", "line-through")
    page.get_by_role("button", name="Add article").press("Enter")
    expect(page.locator("#text")).to_contain_text("The harbour opens in May")
    version = db.session.scalars(select(Version).order_by(Version.id.desc())).first()
    assert version is not None
    assert version.text == FROZEN
    assert [kind for kind, _start, _end in version.blocks] == ["title", "paragraph", "heading", "paragraph", "caption"]


@pytest.mark.parametrize(("window", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light")])
def test_the_preview_is_for_everybody_and_nothing_overflows(
    newsroom: Newsroom, window: dict[str, int], scheme: str
) -> None:
    page = newsroom.blank("Rita", viewport=window, color_scheme=scheme, reduced_motion="reduce")
    page.goto("/articles/new")
    assert faults(settled(page)) == []
    page.get_by_label("Text or address").fill("http://127.0.0.1:9/a")
    page.get_by_role("button", name="Preview article").click()
    expect(page.get_by_role("alert")).to_contain_text("can’t be reached from this server")
    assert faults(settled(page)) == []
    previewed(page, f"{TEXT}\n\nhttps://courier.example/{LONG}")
    assert faults(settled(page)) == []
    page.get_by_label("Headline", exact=True).fill("")
    page.get_by_role("button", name="Add article").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the headline.")
    assert faults(settled(page)) == []
    assert window is WIDE or narrow_faults(page) == []


def test_what_was_edited_is_there_after_a_reload_and_after_back(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles/new", "Rita")
    previewed(page)
    page.get_by_label("Publisher").fill("Tarnby Courier")
    number = line(page, "The costs")
    page.get_by_label(f"Remove line {number}", exact=True).check()
    expect(page.locator("draft-autosave .draft-status")).to_contain_text("Draft saved at")
    page.reload()
    expect(page.get_by_label("Publisher")).to_have_value("Tarnby Courier")
    expect(page.get_by_label(f"Remove line {number}", exact=True)).to_be_checked()
    page.get_by_role("button", name="Back to the text").click()
    expect(page.get_by_label("Text or address")).to_have_value(TEXT)
    page.go_back()
    expect(page.get_by_label("Publisher")).to_have_value("Tarnby Courier")


def test_a_file_dropped_on_the_page_is_chosen_and_never_opened_in_its_place(newsroom: Newsroom) -> None:
    page = settled(newsroom.page("/claims/1/questions/new", "Rita"))
    assert page.evaluate(DROP, ["harbour.txt", TEXT]) == []
    page = settled(newsroom.page("/articles/new", "Rita"))
    assert page.evaluate(DROP, ["harbour.txt", TEXT]) == []
    page.get_by_role("button", name="Preview article").click()
    expect(page.locator(".page-head")).to_contain_text("harbour.txt")
    expect(page.locator(".preview-lines")).to_contain_text("The costs")


def test_several_files_are_added_one_after_another(newsroom: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ships go\n\nThe ships go, and that is it.")
    (tmp_path / "two.html").write_text("<html lang=fi><h1>Satama</h1><p>Satama on auki.</p>")
    (tmp_path / "three.docx").write_bytes(b"PK\x03\x04")
    page = newsroom.page("/articles/new", "Rita", java_script_enabled=False)
    page.get_by_label("Or files").set_input_files([tmp_path / name for name in ("one.txt", "two.html", "three.docx")])
    page.get_by_role("button", name="Preview article").click()
    expect(page.get_by_role("region", name="1 file can’t be added")).to_contain_text("three.docx: This is an archive.")
    expect(page.get_by_role("region", name="1 more file to add")).to_contain_text("two.html")
    page.get_by_role("button", name="Add article").click()
    expect(page.locator("#notices")).to_contain_text("Added: Ships go")
    expect(page.get_by_label("Headline", exact=True)).to_have_value("Satama")
    page.get_by_role("button", name="Add article").click()
    expect(page.locator("#text")).to_contain_text("Satama on auki.")


def test_an_article_is_added_by_its_address(newsroom: Newsroom) -> None:
    story = (
        "<!doctype html><html lang=en><title>Harbour</title><article><h1>Harbour</h1><p>It opens in May.</p></article>"
    )
    with serving(sending(answer(story.encode(), Content_Type="text/html"))) as site:
        page = newsroom.page("/articles/new", "Rita")
        previewed(page, site.url("/harbour"))
        expect(page.get_by_label("Address", exact=False).first).to_have_value(site.url("/harbour"))
        page.get_by_role("button", name="Add article").press("Enter")
        expect(page.get_by_role("heading", name="Harbour").first).to_be_visible()
        expect(page.locator("article")).to_contain_text("It opens in May.")
