"""Pages from elsewhere, made to be slow: refused in words at a limit, or read in one walk."""

from __future__ import annotations

import cProfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lxml import html

from benchmarks.parsing.pages import PAGES
from factcheck.documents.html import from_html
from factcheck.documents.markup import tree
from factcheck.documents.markup.node import Node
from factcheck.documents.markup.tree import MAX_DEPTH, parsed
from factcheck.documents.text import Unreadable

TAGS = ["p", "b", "i", "a", "table", "tr", "td", "ul", "li", "article", "select", "option", "svg", "pre", "div"]
PARTS = [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["<br>", "<!--x-->", "&amp;", "&lt;", "🎉", "é"]
SOUP = some.lists(some.sampled_from(PARTS), max_size=40)


def outline(element: html.HtmlElement) -> tuple[object, ...]:
    """The tree of libxml2 as plain values: tags, and the words and elements in each."""
    parts: list[object] = [element.text]
    for it in element:
        parts += [outline(it), it.tail]
    return element.tag, [part for part in parts if part]


def own_outline(node: Node) -> tuple[object, ...]:
    """Our tree as the same plain values."""
    return node.tag, [part if isinstance(part, str) else own_outline(part) for part in node.parts]


@given(SOUP)
def test_the_tree_is_the_one_that_libxml2_builds(parts: list[str]) -> None:
    page = "<p>word</p>" + " ".join(parts)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    assert own_outline(parsed(page).root) == outline(html.document_fromstring(page.encode(), parser=parser))


@pytest.mark.parametrize("name", PAGES)
def test_every_hostile_page_is_read_or_refused_in_words(name: str) -> None:
    page = PAGES[name](30_000)
    try:
        assert from_html(page).blocks
    except Unreadable as refusal:
        assert "HTML file" in str(refusal)  # noqa: PT017 - either is right


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_twice_the_size_takes_twice_the_steps(name: str) -> None:
    assert steps(PAGES[name](12_000)) <= 2.5 * steps(PAGES[name](6_000)) + 10_000


def steps(page: str) -> int:
    """How many calls of functions reading a page takes: what no clock and no neighbour changes."""
    profile = cProfile.Profile()
    with suppress(Unreadable):
        profile.runcall(from_html, page)
    return sum(int(entry.callcount) for entry in profile.getstats())


def test_depth_is_limited() -> None:
    at_limit = "<div>" * (MAX_DEPTH - 10) + "deep"
    assert from_html(at_limit).blocks[0].text == "deep"
    with pytest.raises(Unreadable, match=r"nested more than 1,000 deep\. Paste its text"):
        from_html("<div>" * (MAX_DEPTH + 10) + "deep")


def test_the_number_of_elements_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_NODES", 100)
    assert from_html("<p>a</p>" * 90).blocks
    with pytest.raises(Unreadable, match="more than 100 elements"):
        from_html("<p>a</p>" * 110)


def test_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_SECONDS", -1.0)
    monkeypatch.setattr(tree, "LOOKS", 10)
    with pytest.raises(Unreadable, match="takes more than"):
        from_html("<p>a</p>" * 20)


def test_only_attributes_that_are_asked_for_are_kept() -> None:
    page = parsed('<html lang="en"><p class="lead" onclick="x" title="y" data-z="1" hidden>a</p>')
    assert page.root.get("lang") == "en"
    assert set(page.nodes[-1].attributes) == {"class", "hidden"}


@pytest.mark.parametrize("page", ["", " ", "<!-- a -->", "<?a?>", "<!DOCTYPE html>"])
def test_a_page_without_anything_says_so(page: str) -> None:
    with pytest.raises(Unreadable, match="no text"):
        from_html(page)
