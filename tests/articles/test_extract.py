"""HTML from elsewhere, and finding articles by words."""

from __future__ import annotations

import pytest
from flask import Flask

from factcheck.articles.extract import from_html
from factcheck.articles.queries import listed
from factcheck.articles.text import Unreadable
from factcheck.db import db
from tests.factories import make_article

PAGE = """<html lang="fi"><head><title>Site</title>
<meta property="og:title" content="Otsikko">
<link rel="canonical" href="https://lehti.example/a">
<meta property="article:published_time" content="2026-03-04T10:00Z">
<style>p {}</style></head><body><nav>Menu</nav><article><h1>Otsikko</h1><p>One <b>bold</b>
line<br>break&nbsp;kept</p><ul><li>first</li></ul><blockquote>Said</blockquote>
<script>alert(1)</script>
<table><tr><td>a</td><td>b</td></tr></table></article><footer>Foot</footer></body></html>"""


def test_a_page_is_taken_apart_into_plain_blocks() -> None:
    found = from_html(PAGE)
    assert (found.title, found.language, found.url) == ("Otsikko", "fi", "https://lehti.example/a")
    assert str(found.published) == "2026-03-04"
    assert [(block.kind.value, block.text) for block in found.blocks] == [
        ("title", "Otsikko"),
        ("paragraph", "One bold line\nbreak\u00a0kept"),
        ("list-item", "first"),
        ("quote", "Said"),
        ("table-row", "a\tb"),
    ]


@pytest.mark.parametrize("page", ["", "   ", "<!-- -->"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(Unreadable):
        from_html(page)


@pytest.mark.parametrize("words", ["harbour", "HARB", "may holt", "елка", "ёлка"])
def test_words_find_the_article(app: Flask, words: str) -> None:
    version = make_article("Harbour in May, Holt says.\n\nЁлка стоит.")
    assert [article.id for article in db.session.scalars(listed(words))] == [version.article_id]


@pytest.mark.parametrize("words", ["swimming", '"', "harbour NEAR/2 zebra", "* AND (", "a' OR 1=1 --", "&|!:*"])
def test_hostile_or_absent_words_find_nothing_and_break_nothing(app: Flask, words: str) -> None:
    make_article("Harbour in May, Holt says.")
    assert db.session.scalars(listed(words)).all() == []


def test_a_million_characters_are_kept_to_the_character(app: Flask) -> None:
    text = "Start 🎉\n\n" + "é" * 999_950
    version = make_article(text, title="Start 🎉")
    assert version.text == text
