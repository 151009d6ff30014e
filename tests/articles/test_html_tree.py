"""Pages from elsewhere, made to be slow: refused in words at a limit, or read in one walk."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lxml import html

from benchmarks.parsing.pages import PAGES
from factcheck.articles import extract, html_tree
from factcheck.articles.extract import from_html
from factcheck.articles.html_tree import MAX_DEPTH, parsed
from factcheck.articles.text import Unreadable

TAGS = ["p", "b", "i", "a", "table", "tr", "td", "ul", "li", "article", "select", "option", "svg", "pre", "div"]
PARTS = [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["<br>", "<!--x-->", "&amp;", "&lt;", "🎉", "é"]
SOUP = some.lists(some.sampled_from(PARTS), max_size=40)


def outline(element: html.HtmlElement) -> tuple[object, ...]:
    """A tree as plain values: tags, words and what follows."""
    children = [outline(it) for it in element if isinstance(it.tag, str)]
    return element.tag, element.text or "", children, element.tail or ""


@given(SOUP)
def test_the_tree_is_the_one_that_libxml2_builds(parts: list[str]) -> None:
    page = "<p>word</p>" + " ".join(parts)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    assert outline(parsed(page)) == outline(html.document_fromstring(page.encode(), parser=parser))


@pytest.mark.parametrize("name", PAGES)
def test_every_hostile_page_is_read_or_refused_in_words(name: str) -> None:
    page = PAGES[name](60_000)
    try:
        assert from_html(page).blocks
    except Unreadable as refusal:
        assert "HTML file" in str(refusal)  # noqa: PT017 - either is right


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_walked_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    own = extract._own_kind

    def counting(element: html.HtmlElement) -> object:
        asked["kinds"] += 1
        return own(element)

    monkeypatch.setattr(extract, "_own_kind", counting)
    page = PAGES[name](30_000)
    try:
        from_html(page)
    except Unreadable:
        return
    assert asked["kinds"] <= sum(1 for _ in parsed(page).iter()) + MAX_DEPTH


def test_depth_is_limited() -> None:
    at_limit = "<div>" * (MAX_DEPTH - 10) + "deep"
    assert from_html(at_limit).blocks[0].text == "deep"
    with pytest.raises(Unreadable, match=r"nested too deeply, over 1,000 elements\. Paste its text"):
        from_html("<div>" * (MAX_DEPTH + 10) + "deep")


def test_the_number_of_elements_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tree, "MAX_NODES", 100)
    assert from_html("<p>a</p>" * 90).blocks
    with pytest.raises(Unreadable, match="more than 100 elements"):
        from_html("<p>a</p>" * 110)


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_tree, "MAX_SECONDS", -1.0)
    monkeypatch.setattr(html_tree, "LOOKS", 10)
    with pytest.raises(Unreadable, match="seconds to read"):
        from_html("<p>a</p>" * 20)


def test_only_attributes_that_are_asked_for_are_kept() -> None:
    root = parsed('<html lang="en"><p class="lead" onclick="x" style="y" data-z="1" hidden>a</p>')
    assert root.get("lang") == "en"
    assert set(root.xpath("//p")[0].attrib) == {"class", "hidden"}


@pytest.mark.parametrize("page", ["", " ", "<!-- a -->", "<?a?>", "<!DOCTYPE html>"])
def test_a_page_without_anything_says_so(page: str) -> None:
    with pytest.raises(Unreadable, match="no text"):
        from_html(page)
