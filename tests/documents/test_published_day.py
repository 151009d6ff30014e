"""The day of publication: what counts as one, and that the day of a change or of another story doesn't."""

from __future__ import annotations

import json
from datetime import date

import pytest

from factcheck.documents.html import from_html
from factcheck.documents.metadata.dates import day_in_address, day_of

DAY = date(2024, 3, 5)
STORY = "<p>The ferry sails at nine from the new quay, said the harbour master of Tarnby.</p>" * 3
PRINTED = "<meta name=date content=2024-03-09>"


def published(inner: str = "", *, head: str = "", after: str = "", lang: str = "en") -> date | None:
    body = f"<article><h1>Ferries sail again</h1>{inner}{STORY}</article>{after}"
    return from_html(f"<html lang={lang}><title>Ferries sail again</title>{head}<body>{body}</body></html>").published


def ld(**fields: str) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **fields})}</script>"


@pytest.mark.parametrize(
    "inner",
    [
        "<p class=date>Updated March 6, 2024</p><p class=date>Published March 5, 2024</p>",
        "<p class=date>Last updated 6 Mar 2024, originally published 5 Mar 2024</p>",
        "<span class=updated>March 6, 2024</span><span class=published>March 5, 2024</span>",
        "<time class=updated datetime=2024-03-06>March 6</time><time datetime=2024-03-05>March 5</time>",
        "<dl><dt>Last updated:</dt><dd>6 March 2024</dd><dt>Published:</dt><dd>5 March 2024</dd></dl>",
    ],
)
def test_the_day_of_a_change_isnt_that_of_publication(inner: str) -> None:
    assert published(inner) == DAY


def test_a_page_that_names_only_its_last_change_has_no_day() -> None:
    assert published("<p class=date>Last updated: 6 March 2024</p>") is None


@pytest.mark.parametrize(
    "inner",
    [
        "<p>SKARHOLM, March 5, 2024 (AFP) – The ferry sails again, the harbour master said.</p>",
        "<p>Skarholm, 5 March 2024 – The ferry sails again, the harbour master said.</p>",
        "<p>(5 March 2024) The ferry sails again, the harbour master said.</p>",
        "<p>This entry was posted on Tuesday, March 5th, 2024 at 10:00 pm and is filed under Ferries.</p>",
    ],
)
def test_a_day_by_the_words_of_a_paragraph(inner: str) -> None:
    assert published(inner) == DAY


@pytest.mark.parametrize(
    "after",
    [
        "<ol class=comment-list><li><article class=comment-body><footer><time datetime=2024-03-07>",
        "<aside><h3><a href=/x>Other</a></h3><time class=published datetime=2024-03-07>",
        "<section class=related><article><h3><a href=/x>Other</a></h3><time datetime=2024-03-07>",
        "<div class=widget><p itemprop=datePublished content=2024-03-07>",
        "<div><a href=/x>One</a><time datetime=2024-03-07></time><a href=/y>Two</a><time datetime=2024-03-08>",
    ],
)
def test_the_days_of_comments_and_other_stories_dont_count(after: str) -> None:
    assert published(after="<hr>" * 50 + after) is None


@pytest.mark.parametrize(
    ("head", "inner", "day"),
    [
        (PRINTED + ld(datePublished="2024-03-05"), "", DAY),
        (PRINTED, "<p class=date>5 March 2024</p>", DAY),
        (PRINTED, "<p class=date>5 March 2014</p>", date(2024, 3, 9)),
        (ld(dateCreated="2024-03-05"), "", DAY),
    ],
)
def test_the_day_of_an_edition_or_a_file_comes_last(head: str, inner: str, day: date) -> None:
    assert published(inner, head=head) == day


@pytest.mark.parametrize(
    ("value", "language"),
    [
        ("Tue, 03/05/2024 - 10:00", "en"),
        ("mardi 05/03/2024", "fr"),
        ("05-Mar-2024", ""),
        ("5-Mar-24", ""),
        ("Tarnby, 5 marzo 24)", "it"),
        ("Tue Mar 05 10:00:00 CET 2024", ""),
        ("2024. március 5.", "hu"),
        ("2024 m. kovo 5 d.", "lt"),
        ("5.März 2024", "de"),
        ("5. Mrz. 2024", "de"),
    ],
)
def test_days_as_people_and_programs_write_them(value: str, language: str) -> None:
    assert day_of(value, language) == DAY


def test_september_has_a_second_abbreviation() -> None:
    assert day_of("Sept. 5, 2024") == day_of("5 Sept 2024") == date(2024, 9, 5)


@pytest.mark.parametrize(("lang", "day"), [("fr", DAY), ("en-GB", DAY), ("en-US", None), ("fil", None)])
def test_two_numbers_are_in_the_order_of_the_language_only_where_people_read_them(lang: str, day: date | None) -> None:
    assert published("<p class=date>05/03/2024</p>", lang=lang) == day
    assert published(head="<meta name=pubdate content=05/03/2024>", lang=lang) is None


def test_a_weekday_that_fits_neither_order_decides_nothing() -> None:
    assert day_of("Mon 03/05/2024", "en") is None
    assert day_of("5 March 10 am") is None


@pytest.mark.parametrize("path", ["2024/mar/05/ferries", "2024-03-05/ferries", "news/20240305-ferries"])
def test_days_in_addresses(path: str) -> None:
    assert day_in_address(f"https://post.example/{path}") == DAY
    assert day_in_address("https://post.example/2024/car/05/20240305174457/x") is None
