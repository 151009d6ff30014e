"""HTML from elsewhere."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from factcheck.documents.html import from_html, read_page, titled
from factcheck.documents.text import Unreadable
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


def kinds(page: str, title: str = "T") -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in titled(from_html(page).blocks, title)]


def test_a_story_keeps_its_parts() -> None:
    page = """<h1>Hall opens</h1><p class="teaser standfirst">A lead. Of two sentences.</p>
<figure><img src="a.jpg" alt="x"><figcaption>The hall. Photo: A. Holm</figcaption></figure>
<p>TARNBY. First.<br><br>Second.</p><blockquote><p>Said <i>so</i>.</p></blockquote><h1>Later</h1><p>&#0;End&#13;.</p>"""
    assert kinds(page) == [
        ("title", "Hall opens"),
        ("lead", "A lead. Of two sentences."),
        ("caption", "The hall. Photo: A. Holm"),
        ("paragraph", "TARNBY. First."),
        ("paragraph", "Second."),
        ("quote", "Said so."),
        ("heading", "Later"),
        ("paragraph", "\ufffdEnd ."),
    ]


def test_a_page_without_a_headline_gets_its_title() -> None:
    lead = "Mayor promises swimming before the summer, and a fair price"
    assert kinds(f"<p>{lead}</p><p>Body.</p>") == [("title", "T"), ("lead", lead), ("paragraph", "Body.")]


def test_the_longest_article_of_a_page_is_the_story() -> None:
    page = "<main>Menu<article>Teaser</article><article><p>The whole story.</p></article></main>"
    assert kinds(page)[1:] == [("paragraph", "The whole story.")]


def test_a_page_nested_too_deeply_is_refused_and_not_cut() -> None:
    assert kinds("<div>" * 500 + "deep" + "</div>" * 500)[1:] == [("paragraph", "deep")]
    with pytest.raises(Unreadable, match="nested more than 1,000 deep"):
        from_html("<p>before</p>" + "<div>" * 5000 + "deep")


def test_a_million_characters_are_kept_to_the_character(app: Flask) -> None:
    text = "Start 🎉\n\n" + "é" * 999_950
    version = make_article(text, title="Start 🎉")
    assert version.text == text


def test_a_page_is_read_as_values_that_json_knows() -> None:
    source = (
        '<!doctype html><html lang="fi"><head><meta charset="windows-1252"><title>Satama aukeaa | Sanomat</title>'
        '<meta name="author" content="Anna Holm"><meta property="article:published_time" content="2026-05-06T09:00">'
        "</head><body><nav>Etusivu</nav><article><h1>Satama aukeaa</h1><p>Satama aukeaa tänään yhdeksältä.</p>"
    )
    page = read_page(source.encode("cp1252"), "https://sanomat.example/satama")
    assert json.loads(json.dumps(page)) == page
    assert page["text"] == "Satama aukeaa\n\nSatama aukeaa tänään yhdeksältä."
    assert page["blocks"] == [["title", 0, 13], ["paragraph", 15, 47]]
    told = {name: page[name] for name in ("title", "byline", "published_on", "language", "canonical_url")}
    assert told == {
        "title": "Satama aukeaa", "byline": "Anna Holm", "published_on": "2026-05-06", "language": "fi",
        "canonical_url": "https://sanomat.example/satama",
    }  # fmt: skip
    with pytest.raises(Unreadable):
        read_page(b"<html><body></body></html>")
