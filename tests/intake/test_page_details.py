"""The details that a page declares, wherever and however it does; invalid names, dates and addresses are ignored."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from factcheck.documents.html import Extracted, from_html
from factcheck.documents.metadata.authors.names import name_of
from factcheck.documents.metadata.dates import day_in_address, day_of
from factcheck.documents.metadata.json_ld import loaded
from tests.documents.read_pages import FIRST, story

DAY = date(2014, 3, 5)


def read(head: str = "", inner: str = "") -> Extracted:
    """What a page says with these elements in its head and before its story."""
    return from_html(story(f"{inner}<p>{FIRST}</p>", head))


def ld(value: Any) -> str:
    """A script that says this in JSON-LD."""
    said = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{said}</script>'


ARTICLE = {"@type": "NewsArticle", "headline": "Lamp", "datePublished": "2014-03-05T23:30:00-05:00", "inLanguage": "da"}
PERSON = {"@type": "Person", "name": "Sif Holt"}


@pytest.mark.parametrize(
    "said",
    [
        ARTICLE | {"author": PERSON, "publisher": {"@type": "Organization", "name": "Skarholm Post"}},
        [ARTICLE | {"author": [PERSON], "publisher": [{"name": "Skarholm Post"}]}],
        {"@graph": [{"@type": "WebSite"}, ARTICLE | {"author": "Sif Holt", "publisher": "Skarholm Post"}]},
        ARTICLE | {"@type": ["Thing", "ReportageNewsArticle"], "author": ["Sif Holt"], "publisher": "Skarholm Post"},
        {"@type": "WebPage", "mainEntity": ARTICLE | {"author": PERSON, "publisher": {"name": ["Skarholm Post"]}}},
        '{"@type":"NewsArticle", "datePublished":"2014-03-05", /* who */ "author":{"name":"Sif Holt",}, // x\n'
        '"publisher":"Skarholm Post",}',
        '<!--{"@type":"BlogPosting","datePublished":"20140305","author":"Sif\nHolt","publisher":"Skarholm Post"}-->',
        "//<![CDATA[\n{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2014-03-05&quot;,"
        "&quot;author&quot;:&quot;Sif Holt&quot;,&quot;publisher&quot;:&quot;Skarholm Post&quot;}\n//]]>",
    ],
)
def test_json_ld_as_sites_write_it(said: Any) -> None:
    found = read(ld("{broken") + ld(said))
    assert (found.byline, found.publisher, found.published) == ("Sif Holt", "Skarholm Post", DAY)


@pytest.mark.parametrize(
    "script", ["", "{", "[", "null", "3", '{"a":' * 3000, "[" * 100_000, '"' * 50_000, "/*" * 9000]
)
def test_json_that_is_none_is_passed_over(script: str) -> None:
    assert loaded(script) in (None, 3)
    assert read(ld(script)).byline == ""


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("<meta property='article:author' content='https://www.facebook.com/skarholm.post'>", ""),
        ("<meta name=author content='www.skarholm.example'>", ""),
        ("<meta name=author content='@sifholt'>", ""),
        ("<meta name=author content='redaktion@post.example'>", ""),
        ("<meta property='article:author' content='//x.example/a'><meta name=author content='Sif Holt'>", "Sif Holt"),
        ("<meta name=Author content='By Sif Holt'>", "Sif Holt"),
        ("<meta name=dc.creator content='Von Sif Holt'>", "Sif Holt"),
        ("<meta name=author content='Text: Sif Holt'>", "Sif Holt"),
        ("<meta name=author content='Da Costa'>", "Da Costa"),
        ("<meta name=author content='Byron Ek'>", "Byron Ek"),
        (ld(ARTICLE | {"author": [PERSON, {"name": "Ib Rask"}, PERSON]}), "Sif Holt, Ib Rask"),
        (ld(ARTICLE | {"author": {"@id": "https://post.example/#sif"}}), ""),
    ],
)
def test_who_wrote_it(head: str, byline: str) -> None:
    assert read(head).byline == byline


@pytest.mark.parametrize("declared", ["sif_holt", "Skarholm Media GmbH", "Bund der Fischer e.V."])
def test_a_person_who_is_shown_counts_more_than_an_account_or_a_company(declared: str) -> None:
    head = f"<meta name=author content='{declared}'>"
    assert read(head).byline == declared
    assert read(head, "<p>By Sif Holt</p>").byline == "Sif Holt"


@pytest.mark.parametrize(
    "inner",
    [
        "<p>By <span itemprop=author itemscope><span itemprop=name>Sif Holt</span>, mayor</span></p>",
        "<p itemprop=author>By Sif Holt</p>",
        "<p><a rel='author nofollow' href=/sif>Sif Holt</a></p>",
        "<p class='byline small'>By Sif Holt</p>",
        "<p class='autorenzeile small'>Von Sif Holt</p>",
        "<p><b>Von:</b><br><br>Sif Holt</p>",
        f"<p>{FIRST}<br><strong>Text:</strong> Sif Holt</p>",
        "<p>Autorin Sif Holt</p>",
    ],
)
def test_who_wrote_it_by_the_text(inner: str) -> None:
    assert read(inner=inner).byline == "Sif Holt"


@pytest.mark.parametrize(
    "inner",
    [
        "<p>By S. Holt, <time itemprop=datePublished datetime='2014-03-05T08:00Z'>5 March</time></p>",
        "<meta itemprop=datePublished content='2014-03-05'>",
        "<p><time pubdate datetime='2014-03-05'>then</time></p>",
        "<time>2013-01-01</time><time class='entry-date published' datetime='2014-03-05'></time>",
        "<p><time>5 March 2014</time></p>",
        "<p itemprop=datePublished>March 5, 2014</p>",
    ],
)
def test_the_day_by_the_text(inner: str) -> None:
    assert read(inner=inner).published == DAY


def test_a_day_within_a_sentence_is_not_that_of_publication() -> None:
    sentence = (
        "<p>The old lamp of the harbour was lit for the first time ever on <time datetime=1914-03-05>5 March 1914"
    )
    assert (
        read(inner=f"{sentence}</time>, when boats of the island still had sails and no engines.</p>").published is None
    )


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2014-03-05T10:00:00+02:00'>",
        "<meta name=DC.date.issued content=2014-03-05>",
        "<meta name=citation_publication_date content='2014/03/05'>",
        "<meta name=date content='no day'><meta name=pubdate content='Wed, 05 Mar 2014 08:00:00 GMT'>",
        "<link rel=canonical href='https://post.example/2014/03/05/lamp'>",
    ],
)
def test_the_day_by_the_head(head: str) -> None:
    assert read(head).published == DAY


@pytest.mark.parametrize(
    ("value", "language"),
    [
        ("2014-03-05T23:30:00-05:00", ""),
        ("2014-3-5", ""),
        ("2014/03/05", ""),
        ("20140305T0800Z", ""),
        ("5.3.2014", ""),
        ("05. 03. 2014 10:15", ""),
        ("5 March 2014", ""),
        ("March 5th, 2014", ""),
        ("Wed Mar 5 2014 08:00", ""),
        ("5. März 2014", "de"),
        ("5 de marzo de 2014", "es"),
        ("le 5 mars 2014", "fr-CA"),
        ("5. maaliskuuta 2014", "fi"),
        ("5 марта 2014", "ru"),
        ("2014年3月5日", "ja"),
        ("1394006400", ""),
        ("1394006400000", ""),
    ],
)
def test_days_in_other_forms(value: str, language: str) -> None:
    assert day_of(value, language) == DAY


@pytest.mark.parametrize(
    "value", ["", "soon", "4/5/2014", "2014", "2014-13-45", "99.99.2014", "5 foo 2014", "12:40", "0000-00-00"]
)
def test_what_is_no_day_for_sure_is_none(value: str) -> None:
    assert day_of(value, "en") is None


def test_a_day_in_an_address() -> None:
    assert day_in_address("https://post.example/2014/3/5/lamp.html") == DAY
    assert day_in_address("https://post.example/2014/33/5/lamp") is None


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href='/lamp-1'><meta property=og:url content='https://post.example/lamp-2'>", "lamp-1"),
        ("<link rel='CANONICAL nofollow' href='lamp-1'><base href='https://post.example/'>", "lamp-1"),
        (
            "<link rel=canonical href='https://post.example/'><meta property=og:url content='https://post.example/a'>",
            "a",
        ),
        ("<link rel=canonical href='javascript:x'>" + ld(ARTICLE | {"url": "https://post.example/b"}), "b"),
        (
            "<link rel=canonical href='/lamp-1'>"
            + ld(ARTICLE | {"mainEntityOfPage": {"@id": "https://post.example/x"}}),
            "lamp-1",
        ),
        ("<link rel=canonical href='//post.example/c'><meta property=og:url content='https://post.example/d'>", "c"),
    ],
)
def test_the_address(head: str, url: str) -> None:
    assert read(head).url == f"https://post.example/{url}"


@pytest.mark.parametrize("head", ["<link rel=canonical href='/'>", "<link rel=canonical href='https://a.example'>", ""])
def test_the_home_page_and_half_an_address_are_none(head: str) -> None:
    assert read(head).url == ""


def test_a_saved_page_says_whence() -> None:
    page = "<!-- saved from url=(0033)https://post.example/saved-lamp -->\n" + story(f"<p>{FIRST}</p>")
    assert from_html(page).url == "https://post.example/saved-lamp"
    assert from_html(page.replace("https://post.example/saved-lamp", "about:internet")).url == ""
    assert from_html(story(f"<p>{FIRST}</p>", "<link rel=canonical href=b>"), "https://post.example/a").url == (
        "https://post.example/b"
    )


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("<html xml:lang=fi>", "fi"),
        ("<html lang='' xml:lang=sv-FI>", "sv-FI"),
        ("<html lang=en_GB>", "en-GB"),
        ("<html><body lang=da>", "da"),
        ("<html><meta http-equiv=Content-Language content='no, en'>", "no"),
        ("<html><meta name=language content=de>", "de"),
        ("<html lang='not a language'><meta property=og:locale content=pt_BR>", "pt-BR"),
        ("<html>" + ld(ARTICLE), "da"),
        ("<html><meta name=language content=English>" + ld(ARTICLE), "da"),
        ("<html>", ""),
    ],
)
def test_the_language(page: str, language: str) -> None:
    assert from_html(f"{page}<h1>Lamp</h1><p>{FIRST}</p>").language == language


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        ("<meta property=og:site_name content='Skarholm Post'>", "Skarholm Post"),
        ("<meta name=publisher content='https://facebook.com/post'><meta name=application-name content=Post>", "Post"),
        ("<meta name=dc.publisher content='Skarholm Post'>", "Skarholm Post"),
        ("", ""),
    ],
)
def test_the_publisher(head: str, publisher: str) -> None:
    assert read(head).publisher == publisher


def test_a_name_is_no_address() -> None:
    assert name_of(" by  Sif\nHolt | ") == "Sif Holt"
    assert name_of("x" * 300) == ""


@pytest.mark.parametrize(
    ("head", "inner", "title", "byline", "day"),
    [
        (ld(ARTICLE | {"author": PERSON}), "<h1>Lamp</h1>", "json-ld", "json-ld", "json-ld"),
        (
            '<meta property="og:title" content="Lamp - Post"><meta name="author" content="Sif Holt">'
            '<meta property="article:published_time" content="2014-03-05">',
            "<h1>Lamp</h1>",
            "meta",
            "meta",
            "meta",
        ),
        ("", '<h1>Lamp</h1><p itemprop="author">Sif Holt</p>', "shown", "markup", None),
        ("", "<h1>Lamp</h1><p>By Sif Holt</p><p>5 March 2014</p>", "shown", "shown", "shown"),
        ('<link rel="canonical" href="https://a.example/2014/03/05/lamp">', "<h1>Lamp</h1>", "shown", None, "address"),
    ],
)
def test_each_detail_says_where_it_comes_from(
    head: str, inner: str, title: str, byline: str | None, day: str | None
) -> None:
    page = from_html(f"<html><head>{head}</head><body><article>{inner}<p>{FIRST}</p></article></body></html>")
    assert page.title == "Lamp"
    assert [page.origins.get(name) for name in ("title", "byline", "published_on")] == [title, byline, day]
