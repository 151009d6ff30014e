"""A page whose text is only in its JSON-LD, because a script shows it or the page shows only its beginning."""

from __future__ import annotations

import json

import pytest

from factcheck.documents.extraction.declared_text import declared_blocks
from factcheck.documents.html import from_html
from factcheck.documents.text import BlockKind, Unreadable
from tests.documents.read_pages import FIRST, SECOND, THIRD, left_out

PARAGRAPHS = [f"{it} Paragraph {number} says so." for number, it in enumerate([FIRST, SECOND, THIRD] * 2)]


def page(inner: str, body: object) -> str:
    declared = json.dumps({"@type": "NewsArticle", "headline": "Lamp", "articleBody": body})
    return f"<head><script type=application/ld+json>{declared}</script></head><body>{inner}"


@pytest.mark.parametrize("body", ["\n\n".join(PARAGRAPHS), "\n".join(PARAGRAPHS), PARAGRAPHS])
def test_a_page_that_a_script_fills_is_read_from_what_it_declares(body: object) -> None:
    found = from_html(page("<div id=root></div><noscript>Enable JavaScript to run this app.</noscript>", body))
    assert [block.text for block in found.blocks] == PARAGRAPHS
    assert found.title == "Lamp"


def test_a_page_that_shows_only_the_beginning_is_read_whole() -> None:
    inner = f"<h1>Lamp</h1><p>{PARAGRAPHS[0]}</p><p>Subscribe now to read on, from one krone a month.</p>"
    found = page(inner, "\n\n".join(PARAGRAPHS))
    assert [block.text for block in from_html(found).blocks] == ["Lamp", *PARAGRAPHS]
    assert ("outside", "Subscribe now to read on, from one krone a month.") in left_out(found)


def test_a_page_with_most_of_the_text_is_read_as_shown() -> None:
    inner = "<h1>Lamp</h1><h2>The works</h2>" + "".join(f"<p>{it}</p>" for it in PARAGRAPHS[:4])
    found = from_html(page(inner, " ".join(PARAGRAPHS)))
    assert [block.text for block in found.blocks] == ["Lamp", "The works", *PARAGRAPHS[:4]]


@pytest.mark.parametrize("body", ["A short summary.", 7, {"name": " ".join(PARAGRAPHS)}, ""])
def test_a_short_or_strange_declaration_is_no_text(body: object) -> None:
    with pytest.raises(Unreadable):
        from_html(page("<div id=root></div>", body))


def test_markup_in_a_declared_text_is_not_text() -> None:
    declared = f"<p>{FIRST} <b>Now</b>.</p><ul><li>{SECOND}</li></ul>{THIRD}<br>5 < 6 kroner"
    assert [it.text for it in declared_blocks(declared)] == [f"{FIRST} Now.", SECOND, THIRD, "5 < 6 kroner"]
    assert {it.kind for it in declared_blocks(declared)} == {BlockKind.PARAGRAPH}
