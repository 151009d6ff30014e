"""How a text is read, over HTTP and without JavaScript: told, asked where it is unsure, and changed."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.articles.models import Article
from factcheck.articles.queries import current_version
from factcheck.audit.models import Event
from factcheck.db import db
from tests.articles.test_views import FORM
from tests.conftest import path_of
from tests.factories import hidden, upload
from tests.factories import post_files as post
from tests.forms import Form, forms_of

HARD = "Größe zählt, sagt Jörg"
LINES = "Two ships go.\nOne stays.\nNobody pays."


def text_of(article_id: int = 1) -> str:
    return db.session.scalars(current_version(article_id)).one().text


def choices(page: str, name: str) -> dict[str, str]:
    """The radio buttons of a question, and the sample of each."""
    found = re.findall(
        rf'type="radio" id="[^"]*"\s+name="{name}"\s+value="([^"]*)"[^>]*>\s*<label[^>]*>(.*?)</label>', page, re.DOTALL
    )
    return {html.unescape(value): html.unescape(re.sub("<[^>]*>", "", label)) for value, label in found}


def form_of(page: str, path: str) -> Form:
    return next(form for form in forms_of(page, path) if form.action == path)


def test_an_encoding_that_is_unsure_is_asked_with_a_sample_of_each_and_nothing_is_lost(rita: FlaskClient) -> None:
    asked = post(rita, "/articles/new", upload=upload(HARD.encode("cp1252"), "a.txt"), byline="Typed by hand", **FORM)
    assert asked.status_code == 422
    assert 'value="Typed by hand"' in asked.text
    found = choices(asked.text, "charset")
    assert HARD in found["windows-1252"]
    assert "macintosh" in found
    assert db.session.scalar(select(func.count()).select_from(Article)) == 0
    kept = {"kept_file": hidden(asked.text, "kept_file"), "charset": "windows-1252"}
    answer = post(rita, "/articles/new", **FORM, **kept)
    assert (answer.status_code, text_of()) == (303, f"Harbour\n\n{HARD}")


def test_whoever_knows_the_encoding_says_it_at_once_and_it_is_on_record(rita: FlaskClient) -> None:
    file = upload(HARD.encode("mac-roman"), "a.txt")
    assert post(rita, "/articles/new", upload=file, charset="macintosh", **FORM).status_code == 303
    assert text_of() == f"Harbour\n\n{HARD}"
    entry = db.session.scalars(select(Event).where(Event.action == "article:add")).one()
    assert entry.after["read_as"] == ["text/plain", "macintosh", "blanks"]
    wrong = post(rita, "/articles/new", upload=upload(HARD.encode("cp1252"), "b.txt"), charset="utf-8", **FORM)
    assert (wrong.status_code, "can’t be read as UTF-8" in wrong.text) == (422, True)


def test_a_guess_is_told(rita: FlaskClient) -> None:
    text = "Библиотека закроется на пять недель весной. Более 300 читателей подали возражения."
    answer = post(rita, "/articles/new", upload=upload(text.encode("koi8-r"), "a.txt"), **FORM)
    assert "It was read as koi8-r (Cyrillic)." in html.unescape(rita.get(answer.location).text)


def test_a_pasted_text_that_was_misread_before_is_asked_about(rita: FlaskClient) -> None:
    data = {"text": "Ã„pfel und Ã–l, sagte die BÃ¼rgermeisterin", **FORM}
    found = choices(post(rita, "/articles/new", **data).text, "charset")
    assert [*found] == ["utf-8 as-is", "repaired windows-1252 utf-8"]
    post(rita, "/articles/new", **data, charset="repaired windows-1252 utf-8")
    assert text_of() == "Harbour\n\nÄpfel und Öl, sagte die Bürgermeisterin"


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ("text/html", "Harbour\n\nIt cost 4.2 million.\n\nIt is closed."),
        ("text/plain", "Harbour\n\n<p>It cost <b>4.2</b> million.</p>\n\n<p>It is closed.</p>"),
    ],
)
def test_a_pasted_source_is_read_as_a_page_or_as_it_stands(rita: FlaskClient, chosen: str, text: str) -> None:
    data = {"text": "<p>It cost <b>4.2</b> million.</p>\n\n<p>It is closed.</p>", **FORM}
    asked = post(rita, "/articles/new", **data)
    assert asked.status_code == 422
    assert "It cost 4.2 million. ¶ It is closed." in choices(asked.text, "format")["text/html"]
    assert "<p>It cost <b>4.2</b> million.</p>" in choices(asked.text, "format")["text/plain"]
    assert post(rita, "/articles/new", **data, format=chosen).status_code == 303
    assert text_of() == text


def test_pasted_markdown_is_asked_about_and_a_file_of_it_is_read(rita: FlaskClient) -> None:
    source = "# Pier\n\nIt is **closed**.\n\n- one\n- two"
    asked = choices(post(rita, "/articles/new", text=source, **FORM).text, "format")
    assert [*asked] == ["text/markdown", "text/plain"]
    post(rita, "/articles/new", upload=upload(source.encode(), "a.md"), language="en", is_undated="y")
    assert text_of() == "Pier\n\nIt is closed.\n\none\n\ntwo"


def test_a_refused_form_has_what_the_page_says_of_itself_and_what_was_typed(rita: FlaskClient) -> None:
    facts = {
        "og:title": "Satama",
        "og:site_name": "Kuriiri",
        "author": "Aino Ek",
        "article:published_time": "2024-03-05",
    }
    metas = "".join(f'<meta property="{name}" content="{value}">' for name, value in facts.items())
    page = f"<html lang=fi><head>{metas}</head><body><article><h1>Satama</h1><p>Laiva lähtee tänään.</p></article>"
    data = {"upload": upload(page.encode(), "a.htm"), "byline": "Typed by hand", "canonical_url": "nowhere"}
    refused = post(rita, "/articles/new", **data)
    assert refused.status_code == 422
    fields = form_of(refused.text, "/articles/new").fields
    names = ("title", "publisher", "byline", "published_on", "language", "canonical_url")
    told = ["Satama", "Kuriiri", "Typed by hand", "2024-03-05", "fi", "nowhere"]
    assert [fields[name][0] for name in names] == told


@pytest.mark.parametrize("suffix", ["htm", "xhtml", "xht", "shtml", "mhtml", "mht", "txt", "text", "md", "php", ""])
def test_a_page_is_a_page_whatever_its_file_is_called(rita: FlaskClient, suffix: str) -> None:
    page = b"<html lang=fi><body><article><h1>Satama</h1><p>Teksti on t\xc3\xa4ss\xc3\xa4.</p></article></body></html>"
    answer = post(rita, "/articles/new", upload=upload(page, f"page.{suffix}".rstrip(".")), is_undated="y")
    assert text_of() == "Satama\n\nTeksti on tässä."
    told = "because that is what it contains" in rita.get(answer.location).text
    assert told == (suffix in {"txt", "text", "md", "php", ""})


def test_lines_become_paragraphs_this_is_told_and_can_be_changed(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/new", text=LINES, **FORM)
    assert text_of() == "Harbour\n\nTwo ships go.\n\nOne stays.\n\nNobody pays."
    page = rita.get(answer.location).text
    assert "each line became a paragraph" in page
    again = html.unescape(page.partition("each line became")[2].partition('href="')[2].partition('"')[0])
    form = form_of(rita.get(again).text, "/articles/1/update")
    assert form.fields["text"][0].strip().replace("\r\n", "\n") == LINES
    data: dict[str, Any] = {name: values[-1] for name, values in form.fields.items() if values}
    answer = rita.post("/articles/1/update", data={**data, "paragraphs": "blanks"})
    assert path_of(answer.location).startswith("/jobs/")
    version = db.session.get_one(Article, 1).versions[-1]
    assert version.text == f"Harbour\n\n{LINES}"


def test_a_new_version_tells_how_it_was_read_too(rita: FlaskClient) -> None:
    address = {"canonical_url": "https://pier.example/a b"}
    post(rita, "/articles/new", text="Ships.", **FORM, **address)
    assert db.session.get_one(Article, 1).canonical_url == "https://pier.example/a%20b"
    answer = post(rita, "/articles/new", text=LINES, choice="version-1-1-1", **FORM, **address)
    assert "each line became a paragraph" in rita.get(answer.location).text
    assert text_of() == "Harbour\n\nShips."  # until it is opened
    other = post(rita, "/articles/new", text="Pier.", **{**FORM, "title": "Pier"})
    where = f"{path_of(other.location)}/update"
    answer = post(rita, where, text=LINES, seen="1")
    assert "each line became a paragraph" in rita.get(answer.location).text


def test_paragraphs_may_be_chosen_before_and_then_nothing_is_told(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/new", text=LINES, paragraphs="joined", **FORM)
    assert text_of() == "Harbour\n\nTwo ships go. One stays. Nobody pays."
    assert "paragraph" not in rita.get(answer.location).text.partition('id="notices"')[2].partition("</div>\n")[0]
    for name in ("paragraphs", "format"):
        refused = post(rita, "/articles/new", text=LINES, **FORM, **{name: "nonsense"})
        assert (refused.status_code, f'id="{name}-error"' in refused.text) == (422, True)


def test_what_was_chosen_stays_when_the_article_is_known(rita: FlaskClient) -> None:
    data = {**FORM, "canonical_url": "https://pier.example/1", "paragraphs": "blanks", "format": "text/plain"}
    post(rita, "/articles/new", text="Ships.", **data)
    known = post(rita, "/articles/new", text=LINES, **data)
    fields = form_of(known.text, "/articles/new").fields
    assert (fields["paragraphs"], fields["format"], fields["charset"]) == (["blanks"], ["text/plain"], [""])


@pytest.mark.parametrize("character", ["\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\x00", "\x08", "\x1b", "\x7f"])
def test_no_field_and_no_text_keeps_characters_that_no_text_may_have(rita: FlaskClient, character: str) -> None:
    dirty = {name: f"{value[:2]}{character}{value[2:]}" for name, value in FORM.items() if name != "is_undated"}
    data = {**dirty, "is_undated": "y", "publisher": f"Tarnby{character} Courier", "text": f"Two{character} ships\fgo."}
    assert post(rita, "/articles/new", **data).status_code == 303
    article = db.session.get_one(Article, 1)
    assert (article.title, article.publisher, article.language) == ("Harbour", "Tarnby Courier", "en")
    assert text_of() == "Harbour\n\nTwo ships\ngo."
    post(rita, "/articles/new", upload=upload(f"One{character} stays, she said".encode(), "b.txt"), **FORM)
    assert text_of(2) == "Harbour\n\nOne stays, she said"


def test_all_that_is_missing_is_told_at_once(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/new", upload=upload(HARD.encode("cp1252"), "a.txt"), canonical_url="nowhere")
    assert (answer.status_code, 'href="#charset"' in answer.text) == (422, True)  # details follow once it can be read
    data = {"text": "The harbour opens.", "shown": "x", "published_on": "June", "canonical_url": "nowhere"}
    page = post(rita, "/articles/new", **data).text
    for field in ("title", "language", "canonical_url", "published_on"):
        assert f'href="#{field}"' in page, field
