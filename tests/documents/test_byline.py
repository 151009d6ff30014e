"""Who wrote an article and what it is called: names of the site, addresses and kickers aren't taken."""

from __future__ import annotations

import json

import pytest

from factcheck.documents.html import from_html
from factcheck.documents.metadata.headline import headline, without_site
from tests.documents.read_pages import FIRST, SECOND

BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
SITE = "<meta property=og:site_name content='Skarholm Post'>"


def byline(head: str = "", inner: str = "") -> str:
    return from_html(f"<html><head>{SITE}{head}</head><body><h1>The lamp fails</h1>{inner}{BODY}</body></html>").byline


def linked_data(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


def test_of_several_articles_in_json_ld_that_of_the_page_names_the_author() -> None:
    others = linked_data(headline="Other", author="Rob Ray") + linked_data(headline="The lamp fails", author="Rita Roe")
    assert byline(f"<title>The lamp fails | Skarholm Post</title>{others}") == "Rita Roe"


def test_people_to_whom_json_ld_only_refers_are_named() -> None:
    graph = [
        {"@type": "NewsArticle", "author": {"@id": "#rita"}},
        {"@type": "Person", "@id": "#rita", "name": "Rita Roe"},
    ]
    assert byline(f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>") == "Rita Roe"


@pytest.mark.parametrize(
    ("head", "inner", "name"),
    [
        (linked_data(author={"name": "Skarholm Post"}), "<span class=author>Rita Roe</span>", "Rita Roe"),
        (linked_data(author=["Rita Roe", "Staff", "rita roe"]), "", "Rita Roe"),
        (linked_data(creator=["Rita Roe"]), "", "Rita Roe"),
        (linked_data(author="Redaktion"), "", "Redaktion"),
        ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Rita Roe'>", "", "Rita Roe"),
        ("", "<p class='author vcard'>By <a>Rita Roe</a></p>", "Rita Roe"),
        ("", "<div class=byline>Rita Roe | 5.3.2024</div>", "Rita Roe"),
        ("", "<p>Von Rita Roe</p>", "Rita Roe"),
        ("", "<span>von Rita Roe und Rob Ray</span>", "Rita Roe und Rob Ray"),
        ("", f"{BODY}<p><b>Autor:</b> Rita Roe</p>", "Rita Roe"),
        (linked_data(author="Rita Roe", contributor={"name": "Rob Ray"}), "", "Rita Roe"),
        (linked_data(author="Rita Roe") + "<meta name=author content='Rita Roe,Rob Ray'>", "", "Rita Roe, Rob Ray"),
        (linked_data(author={"@type": "Person", "name": "Skarholm Post"}), "", "Skarholm Post"),
        (linked_data(author={"@type": "Organization", "name": "Skarholm Post"}), "", ""),
        ("", "<p class=author>Redaktion</p>", "Redaktion"),
        ("", "<p class=author>Redaktion</p><p class=author>Rita Roe</p>", "Rita Roe"),
        ("", "<p>Text & Fotos: Rita Roe</p>", "Rita Roe"),
        ("", "<p>Teksti: Rita Roe</p>", "Rita Roe"),
        ("", "<p>5 March 2024<br>By Rita Roe</p>", "Rita Roe"),
        ("", "<p>作者：林晓雨</p>", "林晓雨"),
        ("", "<p>بقلم: ليلى حداد</p>", "ليلى حداد"),
        ("<meta name=author content='https://post.example/rita'>", "", ""),
        ("", "<div class=comment-list><span class=author>Rob Ray</span></div>", ""),
        ("", "<p>By the end of the year it fails again.</p>", ""),
        ("", "<p>Von Kindern und Eltern</p>", ""),
        ("", "<p>Edited by Rob Ray</p>", ""),
        ("", "<p>Medically reviewed by Rob Ray — Written by Rita Roe on March 5, 2024</p>", "Rita Roe"),
        ("", "<div class=meta>March 5, 2024 | By Rita Roe</div>", "Rita Roe"),
        ("", "<p>Posted March 5, 2024 at 10:00 am by Rita Roe</p>", "Rita Roe"),
        ("", "<p>Submitted by Rita Roe on Tue, 03/05/2024 - 10:00</p>", "Rita Roe"),
        ("", "<p><time>5 March 2024</time> · <a href='/author/rita-roe/'>Rita Roe</a></p>", "Rita Roe"),
        (
            "",
            "<p>The mayor, <a href='/people/rob-ray'>Rob Ray</a>, spoke of a lamp for all the ships of the sound.",
            "",
        ),
        ("", "<dl><dt>Author</dt><dd>Rita Roe</dd></dl>", "Rita Roe"),
        ("", "<div class=byline>By Rita Roe<br>Technology correspondent</div>", "Rita Roe"),
        ("", "<div class=byline><a>Rita Roe</a> <span>Senior correspondent</span></div>", "Rita Roe"),
        ("", "<div class=bylines><a>Rita Roe</a><a>Rob Ray</a></div>", "Rita Roe, Rob Ray"),
        ("", "<ul class=authors><li>Rita Roe</li><li>Rob Ray</li></ul>", "Rita Roe, Rob Ray"),
        ("", f"<div class=author-info><a>Rita Roe</a><p>{SECOND}</p></div>", "Rita Roe"),
        ("", "<p class='ArticleAuthors_name__x1y2z'>Rita Roe</p>", "Rita Roe"),
        ("", "<p class=byline>Analysis by Rita Roe @ritaroe</p>", "Rita Roe"),
        ("<meta name=author content='Rita Roe, Political Correspondent'>", "", "Rita Roe"),
        ("<meta name=author content='Rita Roe for Skarholm Post'>", "", "Rita Roe"),
        ("<meta name=author content='By Rita Roe in Tarnby | Post'>", "", "Rita Roe"),
        ("<meta name=author content='Copyright Tarnby Media'>", "", ""),
        ("<meta name=author content='publisher'>", "", ""),
        ("<meta name=author content=rroe>", "<p>By Rita Roe</p>", "Rita Roe"),
        (linked_data(author={"@type": "Organization", "name": "Tarnby Wire"}), "", "Tarnby Wire"),
        (linked_data(author={"@type": "Organization", "name": "Tarnby Wire"}), "<p>By Rita Roe</p>", "Rita Roe"),
    ],
)
def test_a_byline_is_a_name(head: str, inner: str, name: str) -> None:
    assert byline(head, inner) == name


@pytest.mark.parametrize(
    ("declared", "heading", "found"),
    [
        ("The lamp fails | Skarholm Post", "The lamp fails", "The lamp fails"),
        ("Skarholm Post » The lamp fails", "", "The lamp fails"),
        ("The lamp fails again", "Harbour The lamp fails again", "The lamp fails again"),
        ("Lamp of Skarholm fails for good", "The lamp of Skarholm fails", "The lamp of Skarholm fails"),
        ("Skarholm Post", "The lamp fails again", "The lamp fails again"),
        ("Lamp", "Lamp fails", "Lamp fails"),
        ("The lamp fails", "Read this too", "The lamp fails"),
        ("The lamp of Skar...", "The lamp of Skarholm fails", "The lamp of Skarholm fails"),
        ("The lamp fails " * 7 + "of", "The lamp fails " * 7 + "often", "The lamp fails " * 7 + "often"),
        ("The lamp &amp; the ship", "", "The lamp & the ship"),
        ("The lamp fails │ Skarhölm Pöst", "", "The lamp fails"),
        (
            "Skarholm Post – lamps for every ship",
            "Skarholm Post – lamps for every ship",
            "Skarholm Post – lamps for every ship",
        ),
    ],
)
def test_a_headline_is_the_shown_one_that_agrees_with_a_declared_one(declared: str, heading: str, found: str) -> None:
    assert headline([declared], [heading] if heading else [], [], ["Skarholm Post"]) == found


def test_an_entry_with_which_a_title_begins_counts_more_than_the_heading_of_the_site() -> None:
    title, site = "Lamp failsAll about the harbour | All about the harbour", "All about the harbour"
    assert headline([title], [site, "Lamp fails"], [], [], ["Lamp fails"]) == "Lamp fails"


def test_a_lower_heading_counts_only_if_it_is_a_declared_title() -> None:
    assert headline(["Lamp | Post"], ["Post"], ["Other", "Lamp"], []) == "Lamp"


def test_a_heading_marked_as_an_entry_counts_although_no_title_is_like_it() -> None:
    head = "<title>The 7 best lamps of 2024 compared</title>"
    page = f"<h1 class=site-title>Skarholm and its people</h1><h1 class=entry-title>Buying advice: lamps</h1>{BODY}"
    assert from_html(head + page).title == "Buying advice: lamps"
    assert from_html(f"{head}<h1>Buying advice: lamps</h1>{BODY}").title == "Buying advice: lamps"
    assert from_html(f"{head}<h1>News</h1>{BODY}").title == "The 7 best lamps of 2024 compared"


def test_a_title_with_a_colon_before_the_site_is_the_lower_heading_that_equals_it() -> None:
    page = f"<title>The lamp fails : Archive | Since 2005</title><h3>The lamp fails</h3>{BODY}"
    assert from_html(page).title == "The lamp fails"


def test_a_hyphen_within_a_title_is_no_site() -> None:
    assert without_site("Six million – or more", {"skarholmpost"}) == "Six million – or more"


def test_a_colon_before_a_kicker_that_is_left_out_is_left_out_too() -> None:
    page = "<title>The lamp fails | Post</title><h1>The lamp fails<b> : </b><small class=topline>Harbour</small></h1>"
    assert from_html(page + BODY).title == "The lamp fails"


def test_a_kicker_is_not_part_of_the_headline() -> None:
    page = "<title>The lamp fails | Post</title><h1><span class=kicker>Harbour</span> The lamp fails</h1>"
    assert from_html(page + BODY).title == "The lamp fails"


@pytest.mark.parametrize(
    ("inner", "day"),
    [
        ("<p>Erstellt am: 01.11.2023</p>", "2023-11-01"),
        ("<span>Veröffentlicht: 31.10.23</span>", "2023-10-31"),
        ("<b>Published:</b> 5 March 2024", "2024-03-05"),
    ],
)
def test_a_labelled_day_is_found_where_no_other_is(inner: str, day: str) -> None:
    published = from_html(
        f"<html lang=de><body><h1>The lamp fails</h1>{BODY * 30}<div>{inner}</div></body></html>"
    ).published
    assert published is not None
    assert published.isoformat() == day


def test_the_day_in_an_address_counts_more_than_a_declared_one_that_is_far_from_it() -> None:
    head = "<meta property=article:published_time content='{}'>"
    url = "https://post.example/2024/03/05/lamp"
    days = [from_html(head.format(day) + BODY, url).published for day in ("2009-01-01", "2024-03-06")]
    assert [str(day) for day in days] == ["2024-03-05", "2024-03-06"]
