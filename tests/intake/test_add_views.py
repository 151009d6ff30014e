"""Adding an article over HTTP, without JavaScript."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.articles.models import Article
from factcheck.articles.queries import current_version
from factcheck.db import db
from tests.conftest import path_of
from tests.factories import post_files as post
from tests.factories import upload

FORM = {"title": "Harbour", "language": "en", "is_undated": "y"}
PAGE = b"<html lang=fi><body><article><h1>Satama</h1><p>Teksti.</p></article></body></html>"


def test_a_pasted_text_becomes_an_article(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/new", text="The harbour\r\nopens.", **FORM)
    assert (answer.status_code, path_of(answer.location)) == (303, "/articles/1")
    assert db.session.scalars(current_version(1)).one().text == "Harbour\n\nThe harbour\nopens."


def test_a_page_is_uploaded_and_its_language_told(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/new", upload=upload(PAGE, "Satama.HTML"), is_undated="y")
    assert answer.status_code == 303
    assert "Language according to the file: Finnish (fi)." in rita.get(answer.location).text
    article = db.session.get(Article, 1)
    assert article is not None
    assert (article.title, article.language, article.published_on) == ("Satama", "fi", None)


def test_the_language_of_a_region_is_chosen_by_name(rita: FlaskClient) -> None:
    assert post(rita, "/articles/new", text="The harbour opens.", **FORM | {"language": "de-DE"}).status_code == 303
    assert '<option value="de-DE" selected>German (de-DE)</option>' in rita.get("/articles/1/edit").text


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({}, "text", "Paste the text of the article, or choose a file."),
        ({"text": " \n "}, "text", "Paste the text of the article, or choose a file."),
        ({"text": "a", "upload": (b"b", "b.txt")}, "upload", "not both"),
        ({"text": " http://127.0.0.1:9/a "}, "text", "can’t be reached from this server"),
        ({"text": "http://10.0.0.1/a"}, "text", "10.0.0.1 is in a private network"),
        ({"upload": (b"b", "b.docx")}, "upload", "This file has no content of type Word"),
        ({"upload": (b"", "b.txt")}, "upload", "It has no text. Paste the text, or choose another file."),
        ({"upload": (bytes(range(256)), "b.txt")}, "upload", "The encoding of this file"),
        ({"upload": (b"a" * (10 * 1024 * 1024 + 1), "b.txt")}, "upload", "at most 10 MB"),
        ({"upload": (b"%PDF-1.7" + b"a" * 10 * 1024 * 1024, "b.pdf")}, "upload", "at most 10 MB"),
        ({"upload": (b"<html>" + b"a" * 10 * 1024 * 1024, "b.html")}, "upload", "at most 10 MB"),
        ({"upload": (b"PK\x03\x04" + b"0" * 26 + b"xl/workbook.xml", "b.xlsx")}, "upload", "type Excel or PowerPoint"),
        ({"upload": (b"a" * 1_000_001, "b.txt")}, "upload", "at most 1,000,000 characters"),
        ({"text": "a" * 1_000_001}, "text", "at most 1,000,000 characters"),
        ({"text": "a", "title": ""}, "title", "Enter the headline."),
        ({"text": "a", "title": "a" * 501}, "title", "500"),
        ({"text": "a", "language": ""}, "language", "Choose the language"),
        ({"text": "a", "language": "English"}, "language", "BCP 47"),
        ({"text": "a", "published_on": "6 June"}, "published_on", "YYYY-MM-DD"),
        ({"text": "a", "published_on": "2026-06-06"}, "published_on", "not both"),
        ({"text": "a", "canonical_url": "courier.example"}, "canonical_url", "https://"),
        ({"text": "a", "canonical_url": "https://a:b"}, "canonical_url", "https://"),
    ],
)
def test_each_refusal_stands_beside_its_field_and_nothing_typed_is_lost(
    rita: FlaskClient, changed: dict[str, object], field: str, words: str
) -> None:
    data = {**FORM, "byline": "Typed by hand", **changed}
    if isinstance(file := data.get("upload"), tuple):
        data["upload"] = upload(*file)
    answer = post(rita, "/articles/new", **data)
    assert answer.status_code == 422
    assert 'value="Typed by hand"' in answer.text
    error = answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert words in error
    assert db.session.scalar(select(func.count()).select_from(Article)) == 0


def test_a_blank_date_is_an_unknown_one(rita: FlaskClient) -> None:
    assert post(rita, "/articles/new", text="The harbour opens.", title="Harbour", language="en").status_code == 303
    assert db.session.get_one(Article, 1).published_on is None


def test_more_than_a_request_may_carry_is_refused_in_words(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/new", upload=upload(b"a" * (12 * 1024 * 1024), "a.txt"), **FORM)
    assert answer.status_code == 413
    assert "Send at most 11 MB in 5,000 fields" in answer.text


def test_a_million_characters_are_taken_in(rita: FlaskClient) -> None:
    text = ("Мэр сказал: гавань откроется 🎉. " * 40_000)[:999_990].strip()
    answer = post(rita, "/articles/new", upload=upload(text.encode(), "long.txt"), **FORM)
    assert answer.status_code == 303
    assert db.session.scalars(current_version(1)).one().text == f"Harbour\n\n{text}"
