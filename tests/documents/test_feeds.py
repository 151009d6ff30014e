"""Feeds and sitemaps are read in every format; what is hostile or something else is refused with the reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from factcheck.documents.feeds.answers import answer, restored
from factcheck.documents.feeds.entries import MAX_ENTRIES, MAX_SUMMARY, MAX_TITLE, FeedEntry, plain
from factcheck.documents.feeds.reader import announced_feeds, read_feed
from factcheck.documents.text import Unreadable

ADDRESS = "https://paper.example/feeds/news"
FERRY = "https://paper.example/ferry"
NINE = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)

RSS_2 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>The Harbour Paper</title><language>en-GB</language>
<item><title>Ferries &amp;amp; buses: 1 &lt; 2</title><link>https://paper.example/ferry</link>
<description>&lt;p&gt;The new &lt;b&gt;fer&lt;/b&gt;ry&lt;/p&gt;&lt;p&gt;sails.&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;
</description><pubDate>Mon, 30 Nov 2026 09:00:00 +0200</pubDate></item></channel></rss>"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>The Harbour Paper</title>
<dc:language>en-GB</dc:language></channel><item rdf:about="x"><title>Ferries &amp;amp; buses: 1 &lt; 2</title>
<link>https://paper.example/ferry</link><description>The new ferry sails.</description>
<dc:date>2026-11-30T09:00:00+02:00</dc:date></item></rdf:RDF>"""
RSS_0 = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">
<rss version="0.91"><channel><title>The Harbour Paper</title><language>en-GB</language><item>
<title>Ferries &amp;amp; buses: 1 &lt; 2</title><link>../ferry</link><description>The new ferry sails.</description>
<pubDate>30 Nov 2026 07:00 GMT</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>The Harbour Paper</title>
<entry><title type="text">Ferries &amp; buses: 1 &lt; 2</title><link rel="edit" href="/edit"/><link href="/ferry"/>
<summary type="html">The new &lt;i&gt;ferry&lt;/i&gt; sails.</summary><updated>2026-11-30T07:00:00Z</updated>
</entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Harbour Paper",
        "language": "en-GB",
        "items": [
            {
                "id": "7",
                "url": "/ferry",
                "title": "Ferries & buses: 1 < 2",
                "content_html": "<p>The new ferry</p>sails.",
                "date_published": "2026-11-30T09:00:00+02:00",
            }
        ],
    }
)
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://paper.example/ferry</loc><news:news>
<news:publication><news:name>The Harbour Paper</news:name><news:language>en-GB</news:language></news:publication>
<news:publication_date>2026-11-30T09:00+02:00</news:publication_date>
<news:title>Ferries &amp; buses: 1 &lt; 2</news:title></news:news></url></urlset>"""
SITEMAP = """<?xml version="1.0"?><!-- made daily --><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://paper.example/old</loc><lastmod>2024-02-29</lastmod></url><url><loc>https://paper.example/ferry</loc>
<lastmod>2026-11-30T07:00:00Z</lastmod></url><url><loc>https://paper.example/undated</loc></url></urlset>"""


def rss(items: str, start: str = "") -> bytes:
    return f"{start}<rss version='2.0'><channel><title>Paper</title>{items}</channel></rss>".encode()


@pytest.mark.parametrize("feed", [RSS_2, RSS_1, RSS_0, ATOM, JSON])
def test_every_format_of_feeds_gives_the_same_entry(feed: str) -> None:
    found = read_feed(feed.encode(), ADDRESS)
    assert (found.title, found.language) == ("The Harbour Paper", "en-GB")
    entry = FeedEntry(FERRY, "Ferries & buses: 1 < 2", "The new ferry sails.", NINE)
    assert found.entries == (entry,)


def test_a_news_sitemap_gives_titles_and_days() -> None:
    found = read_feed(NEWS.encode(), ADDRESS)
    assert (found.title, found.language) == ("The Harbour Paper", "en-GB")
    assert found.entries == (FeedEntry(FERRY, "Ferries & buses: 1 < 2", "", NINE),)


def test_the_pages_of_a_sitemap_come_newest_first_and_undated_ones_last() -> None:
    found = [(entry.url, entry.published_at) for entry in read_feed(SITEMAP.encode()).entries]
    old = datetime(2024, 2, 29, tzinfo=UTC)
    assert found == [(FERRY, NINE), ("https://paper.example/old", old), ("https://paper.example/undated", None)]


def test_an_index_of_sitemaps_is_refused_with_the_first_addresses_in_it() -> None:
    maps = "".join(f"<sitemap><loc>https://paper.example/{number}.xml</loc></sitemap>" for number in range(9))
    with pytest.raises(Unreadable, match=r"names: https://paper\.example/0\.xml, .*1\.xml, .*2\.xml\.$"):
        read_feed(f"<sitemapindex>{maps}</sitemapindex>".encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-r"])
def test_the_declared_encoding_is_used(encoding: str) -> None:
    start = f"<?xml version='1.0' encoding='{encoding.removesuffix('-sig')}'?>"
    feed = rss("<item><title>Паром снова ходит</title><link>/ferry</link></item>", start).decode().encode(encoding)
    assert read_feed(feed, ADDRESS).entries[0].title == "Паром снова ходит"


def test_the_encoding_of_the_server_is_used_where_the_feed_declares_none() -> None:
    feed = rss("<item><title>Паром снова ходит</title><link>/ferry</link></item>").decode().encode("windows-1251")
    assert read_feed(feed, ADDRESS, "windows-1251").entries[0].title == "Паром снова ходит"


def test_a_feed_that_isnt_well_formed_is_read_as_far_as_possible() -> None:
    feed = rss("<item><title>Ferry &nbsp;& bus</title><link>/ferry</link></item><item>")
    assert read_feed(feed, ADDRESS).entries[0][:2] == (FERRY, "Ferry & bus")


@pytest.mark.parametrize(
    "link",
    ["", "javascript:alert(1)", "http://me:secret@paper.example/", "ftp://paper.example/a", "http://[::1",
     "mailto:x@paper.example", f"https://paper.example/{'a' * 2_000}"],
)  # fmt: skip
def test_an_entry_that_leads_to_no_web_page_is_left_out_and_counted(link: str) -> None:
    found = read_feed(rss(f"<item><title>x</title><link>{link}</link></item><item><link>/ferry</link></item>"), ADDRESS)
    assert [entry.url for entry in found.entries] == [FERRY]
    assert found.without_address == 1


def test_relative_addresses_lead_nowhere_without_the_address_of_the_feed() -> None:
    assert read_feed(rss("<item><link>/ferry</link></item>")).without_address == 1


@pytest.mark.parametrize(
    "day", ["", "yesterday", "Mon, 99 Nov 2026 09:00:00 GMT", "0001-01-01T00:00:00Z", "1970-01-01", "9999-12-31"]
)
def test_a_day_that_cant_be_right_is_unknown(day: str) -> None:
    item = f"<item><link>/ferry</link><pubDate>{day}</pubDate></item>"
    assert read_feed(rss(item), ADDRESS).entries[0].published_at is None
    feed = {
        **json.loads(JSON),
        "items": [{"url": FERRY, "date_published": day}, {"url": f"{FERRY}/2", "date_published": 7}],
    }
    assert [entry.published_at for entry in read_feed(json.dumps(feed).encode()).entries] == [None, None]


def test_the_newest_entries_are_kept_and_the_others_counted() -> None:
    items = "".join(
        f"<item><link>/{number}</link><pubDate>{1 + number % 28} Jan {1995 + number // 28} 00:00 GMT</pubDate></item>"
        for number in range(MAX_ENTRIES + 20)
    )
    found = read_feed(rss(items), ADDRESS)
    assert (len(found.entries), found.beyond) == (MAX_ENTRIES, 20)
    assert found.entries[0].url == f"https://paper.example/{MAX_ENTRIES + 19}"
    assert found.entries[-1].url == "https://paper.example/20"


def test_an_address_comes_once() -> None:
    assert len(read_feed(rss("<item><link>/ferry</link></item>" * 3), ADDRESS).entries) == 1


def test_long_fields_are_cut_with_an_ellipsis() -> None:
    item = f"<item><link>/ferry</link><title>{'word ' * 900}</title><description>{'word ' * 9000}</description></item>"
    entry = read_feed(rss(item), ADDRESS).entries[0]
    assert entry.title.endswith("word…")
    assert MAX_TITLE - 5 <= len(entry.title) <= MAX_TITLE
    assert MAX_SUMMARY - 5 <= len(entry.summary) <= MAX_SUMMARY


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>Mi</b>nister", "Minister"), ("one<br>two", "one two"), ("a < b > c", "a < b > c"), ("&amp;lt;", "&lt;"),
        ("<style>p{}</style>words<SCRIPT>x", "words"), ("words <a href='cut", "words"), ("<!-- x -->y", "y"),
        ("a\u2028b\x00c\ud800", "a bc\ufffd"), ("</script>x", "x"),
    ],
)  # fmt: skip
def test_html_becomes_one_line_of_text(markup: str, text: str) -> None:
    assert plain(markup, 100) == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty file"),
        (b"\xef\xbb\xbf \n", "empty file"),
        (b"<!doctype html><title>Paper</title>", "a web page, not a feed"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", "a web page, not a feed"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither a feed"),
        (b"https://paper.example/feed", "neither a feed"),
        (b"/etc/passwd", "neither a feed"),
        (b"%PDF-1.7", "neither a feed"),
        (b'{"version": ', "damaged"),
        (b'{"a":' * 100_000, "damaged"),
        (b'{"version": "2", "items": []}', "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "no JSON Feed"),
        (b"<urlset", "damaged"),
        (b"<sitemapindex></sitemapindex>", "names none"),
        (rss("", "<!DOCTYPE rss [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>"), "entities of its own"),
        (rss("", "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"), "entities of its own"),
        (rss("", "<!DOCTYPE rss [<!ENTITY a 'x'>]>").decode().encode("utf-16"), "entities of its own"),
        (rss("<a>" * 200), "more than 100 levels"),
        (rss("<![CDATA[</a>]]><!--</a>--><a>" * 200), "more than 100 levels"),
        (rss(f"<item {'a=1 ' * 300}/>"), "more than 400 attributes"),
        (rss("x" * 5 * 1024 * 1024), "larger than 5 MB"),
    ],
)  # fmt: skip
def test_what_is_no_feed_or_hostile_is_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_feed(data, ADDRESS)


def test_a_feed_may_be_empty() -> None:
    assert read_feed(rss("")).entries == ()


def test_items_of_json_that_arent_as_the_format_says_are_left_out() -> None:
    feed = {**json.loads(JSON), "title": 7, "language": [], "items": [None, 7, {"url": 7}, {"url": FERRY, "title": {}}]}
    found = read_feed(json.dumps(feed).encode(), ADDRESS)
    assert (found.title, found.language, [entry.url for entry in found.entries]) == ("", "", [FERRY])


def test_a_page_announces_its_feeds() -> None:
    page = """<!doctype html><base href="/en/"><link rel="Alternate" type="application/rss+xml" href="feed.xml">
    <link rel="alternate home" type="application/atom+xml; charset=utf-8" href="https://other.example/atom">
    <link rel=alternate type=application/json href=/wp-json><link rel=alternate hreflang=fi href=/fi>
    <link rel=stylesheet type=text/css href=a.css><link rel=alternate type=application/rss+xml href="javascript:x">
    <link rel=alternate type=application/feed+json href="feed.json">
    <link rel=alternate type=application/rss+xml href=feed.xml>"""
    assert announced_feeds(page.encode(), "https://paper.example/") == [
        "https://paper.example/en/feed.xml",
        "https://other.example/atom",
        "https://paper.example/en/feed.json",
    ]


@pytest.mark.parametrize("data", [b"", b"\0", b"%PDF-1.7", b"<p>" * 2_000, rss("").replace(b"rss", b"r")])
def test_other_files_announce_none(data: bytes) -> None:
    assert announced_feeds(data, ADDRESS) == []


def test_a_feed_comes_back_whole_from_the_process_that_reads_it() -> None:
    for data in (NEWS.encode(), SITEMAP.encode()):
        assert restored(json.loads(json.dumps(answer(data, ADDRESS, "")))) == read_feed(data, ADDRESS)
    page = b"<!doctype html><link rel=alternate type=application/rss+xml href=/x>"
    assert answer(page, ADDRESS, "")["announced"] == announced_feeds(page, ADDRESS) != []
