"""How an article comes in, and what is refused."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from factcheck.accounts.models import Role
from factcheck.articles import service
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.articles.service import ArticleDetails
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.documents.text import MAX_BYTES, MAX_CHARACTERS
from factcheck.errors import Invalid, NotAllowed
from factcheck.intake import service as intake
from factcheck.intake.service import Added
from factcheck.storage import store
from tests.factories import HARBOUR as DETAILS
from tests.factories import add_article as add
from tests.factories import make_article, make_next_version, make_user

ODD = "No\u00a0break, so\u00adft, “curly” ‘quotes’, ze\u200bro, e\u0301 and é, 👩‍🚒 🎉, \u202bمرفأ\u202c נמל"
PAGE = """<!doctype html><html lang="fi_FI"><head><meta charset="{charset}"><title>Satama</title>
<meta name="author" content="Aino Salo"><meta property="og:site_name" content="Tärnbyn Sanomat">
<meta property="article:published_time" content="2026-05-04T08:00:00Z"><link rel="canonical" href="{url}"></head>
<body><nav>Etusivu</nav><article><h1>Satama avataan</h1><p>Määräaika on <b>toukokuu</b>.</p></article></body></html>"""


@pytest.fixture(autouse=True)
def _with_app(app: Flask) -> None:
    """Every test here uses the database."""


def stored(added: Added) -> Version:
    db.session.expire_all()
    return db.session.scalars(current_version(added.article.id)).one()


def test_text_from_elsewhere_is_kept_to_the_character_and_frozen_with_both_digests() -> None:
    raw = b"\xef\xbb\xbf" + f"{ODD}\r\nsecond line\r\n\r\n\r\nnext\x00 paragraph".encode()
    version = stored(add(raw))
    expected = f"Harbour\n\n{ODD}\nsecond line\n\nnext paragraph"
    assert version.text == expected
    assert version.length == len(expected)
    assert version.text_sha256 == hashlib.sha256(expected.encode()).hexdigest()
    assert version.raw_sha256 == hashlib.sha256(raw).hexdigest()
    assert store.get(version.raw_sha256) == raw
    assert [expected[start:end] for _, start, end in version.blocks] == expected.split("\n\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert stored(add(ODD.encode(encoding))).text == f"Harbour\n\n{ODD}"


def test_a_million_characters_are_kept_and_one_more_is_refused() -> None:
    room = MAX_CHARACTERS - len("Harbour\n\n")
    text = ("Мэр 🎉 sanoi ääneen “nyt”. " * (room // 20))[: room - 1] + "!"
    version = stored(add(text))
    assert version.length == MAX_CHARACTERS
    assert version.text == f"Harbour\n\n{text}"
    assert version.text_sha256 == hashlib.sha256(version.text.encode()).hexdigest()
    with pytest.raises(Invalid, match="at most 1,000,000 characters; this one has 1,000,001"):
        add(text + "!")


def test_the_act_is_recorded_with_its_digests() -> None:
    version = stored(add())
    event = db.session.scalars(select(Event).where(Event.action == "article:add")).one()
    assert (event.actor_name, event.subject_id) == ("Rita", version.article_id)
    assert event.after["text_sha256"] == version.text_sha256
    assert event.after["raw_sha256"] == version.raw_sha256


def test_the_same_text_opens_what_exists_even_when_it_is_archived() -> None:
    first = add()
    service.archive(make_user("Edda", Role.EDITOR), first.article)
    twin = add("The harbour opens.\r\n", ArticleDetails("Harbour", language="fi"))
    assert (twin.article.id, twin.is_new) == (first.article.id, False)
    assert db.session.scalar(select(func.count()).select_from(Article)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "HTTPS://Courier.Example/a/",
        "https://courier.example:443/a#top",
        "https://courier.example/a?utm_source=x&utm_medium=y",
    ],
)
def test_the_same_address_in_another_spelling_opens_what_exists(url: str) -> None:
    first = add()
    twin = add("Another text.", ArticleDetails("Another", language="en", canonical_url=url))
    assert (twin.article.id, twin.is_new) == (first.article.id, False)


def test_a_separate_article_may_share_address_and_text_and_says_beside_which_it_stands() -> None:
    first, other = add(), add(is_separate=True)
    assert other.is_new
    assert other.article.id != first.article.id
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert event.after["beside"] == [first.article.id]
    third = add()
    assert (third.article.id, third.is_new) == (first.article.id, False)


def test_a_text_is_known_by_any_of_its_versions() -> None:
    article = make_article().article
    make_next_version(article, "The harbour opens in June.")
    found = add("The harbour opens in June.", ArticleDetails(article.title, language="en"))
    assert (found.article.id, found.is_new) == (article.id, False)


def test_another_address_and_text_make_another_article() -> None:
    first = add()
    other = add("Another text.", ArticleDetails("Harbour", language="en", canonical_url="https://courier.example/b"))
    assert other.is_new
    assert other.article.id != first.article.id


@pytest.mark.parametrize(
    ("raw", "media_type", "details", "field", "words"),
    [
        (b" \n\n ", "text/plain", DETAILS, "text", "no text"),
        (b"<html><body><nav>x</nav></body></html>", "text/html", DETAILS, "text", "no text"),
        (b"", "text/html", DETAILS, "text", "no text"),
        (bytes(range(256)) * 4, "text/plain", DETAILS, "text", "encoding"),
        (b"\xff\xfeA", "text/plain", DETAILS, "text", "UTF-16"),
        (b"a" * (MAX_BYTES + 1), "text/plain", DETAILS, "text", "10 MB"),
        (b"%PDF", "application/pdf", DETAILS, "text", "This PDF is damaged"),
        (b"PK", "application/zip", DETAILS, "text", "Only text, web pages, Markdown, PDF"),
        (b"Text.", "text/plain", ArticleDetails(" ", language="en"), "title", "headline"),
        (b"Text.", "text/plain", ArticleDetails("T"), "language", "Choose"),
        (b"Text.", "text/plain", ArticleDetails("T", language="English!"), "language", "BCP 47"),
        (b"T", "text/plain", ArticleDetails("T", language="en-" + "a-b" * 40), "language", "BCP 47"),
        (b"T", "text/plain", ArticleDetails("T", language="en", canonical_url="ftp://x"), "canonical_url", "https"),
        (b"T", "text/plain", ArticleDetails("T", language="en", canonical_url="https://x:y"), "canonical_url", "https"),
    ],
)
def test_each_refusal_names_its_field_and_keeps_nothing(
    raw: bytes, media_type: str, details: ArticleDetails, field: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        add(raw, details, media_type=media_type)
    assert refusal.value.field == field
    assert db.session.scalar(select(func.count()).select_from(Article)) == 0


def test_a_day_must_be_given_unless_it_is_said_to_be_unknown() -> None:
    undated = ArticleDetails("Harbour", language="en")
    with pytest.raises(Invalid) as refusal:
        add(details=undated, is_undated=False)
    assert refusal.value.field == "published_on"
    assert add(details=undated, is_undated=True).article.published_on is None


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-1"])
def test_a_page_fills_what_was_left_blank(charset: str) -> None:
    page = PAGE.format(charset=charset, url="https://sanomat.example/satama?utm_source=x")
    version = stored(add(page.encode(charset), ArticleDetails("", publisher="Sanomat"), media_type="text/html"))
    article = version.article
    assert version.text == "Satama avataan\n\nMääräaika on toukokuu."
    assert (article.title, article.publisher, article.byline) == ("Satama avataan", "Sanomat", "Aino Salo")
    assert (article.published_on, article.language) == (date(2026, 5, 4), "fi-FI")
    assert article.canonical_url == "https://sanomat.example/satama?utm_source=x"
    assert article.url_key == "https://sanomat.example/satama"


def test_what_a_person_knows_to_be_unknown_is_not_filled_from_the_page() -> None:
    page = PAGE.format(charset="utf-8", url="")
    assert add(page, ArticleDetails(""), media_type="text/html", is_undated=True).article.published_on is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/satama", "https://[x", "https://a.example/" + "b" * 2000, "https://a.example/"]
)
def test_a_page_is_not_believed_about_an_address_that_is_none(url: str) -> None:
    page = PAGE.format(charset="utf-8", url=url)
    assert add(page, ArticleDetails(""), media_type="text/html").article.canonical_url is None


def test_control_characters_in_particulars_are_dropped() -> None:
    added = add(details=ArticleDetails(" Har\x00bour\r\nopens ", "P\x07ress", language="EN-gb"))
    assert (added.article.title, added.article.publisher, added.article.language) == ("Harbour opens", "Press", "en-GB")


def test_an_article_reads_from_the_side_of_its_language() -> None:
    assert add("نص", ArticleDetails("عنوان", language="ar")).article.direction == "rtl"
    assert add("text", ArticleDetails("title", language="en")).article.direction == "ltr"


def test_who_is_not_active_adds_nothing() -> None:
    gone = make_user("Olga")
    gone.active = False
    with pytest.raises(NotAllowed):
        intake.add(gone, b"Text.", "text/plain", DETAILS)
