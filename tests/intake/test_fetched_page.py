"""An article by its address: the page is fetched, previewed like a file, and frozen; refusals keep what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.articles.models import Article, Version
from factcheck.db import db
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from tests.factories import post_files as post
from tests.fetching.hostile import HostileServer, answer, sending, serving
from tests.forms import Form, upload_form

NEW = "/articles/new"
PARAGRAPHS = [f"The ferry of route {number} sails at nine from the new quay." for number in range(5)]
PAGE = (
    "<!doctype html><html lang=en><title>Ferries sail again</title><article><h1>Ferries sail again</h1>"
    + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    + "</article></html>"
)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))


@pytest.fixture
def paper() -> Iterator[HostileServer]:
    with serving(sending(answer(PAGE.encode(), Content_Type="text/html"))) as server:
        yield server


def form_of(page: str) -> Form:
    return upload_form(page, NEW)


def previewed(rita: FlaskClient, address: str) -> str:
    sent = post(rita, NEW, choice="preview", text=f" {address} ")
    assert sent.status_code == 303, sent.text
    return rita.get(sent.location).text


def test_an_address_is_previewed_and_added(rita: FlaskClient, paper: HostileServer) -> None:
    address = paper.url("/ferries.html")
    page = previewed(rita, address)
    assert PARAGRAPHS[4] in page
    fields = {**form_of(page).fields, "choice": "add"}
    assert fields["title"] == ["Ferries sail again"]
    assert fields["canonical_url"] == [address]
    assert post(rita, NEW, **fields).status_code == 303
    article = db.session.get_one(Article, 1)
    assert (article.title, article.canonical_url) == ("Ferries sail again", address)
    assert article.newest.text.endswith(PARAGRAPHS[4])
    assert len(paper.requests) == 1


def test_an_article_that_is_added_without_a_preview_keeps_its_address(rita: FlaskClient, paper: HostileServer) -> None:
    sent = post(rita, NEW, text=paper.url("/one"), publisher="Courier", language="en", is_undated="y")
    assert sent.status_code == 303, sent.text
    assert db.session.get_one(Article, 1).canonical_url == paper.url("/one")


def test_the_next_address_replaces_a_page_and_an_address_that_was_refused(
    rita: FlaskClient, paper: HostileServer
) -> None:
    refused = post(rita, NEW, choice="preview", text="http://10.0.0.1/a")
    fields = form_of(refused.text).fields
    preview = form_of(previewed(rita, paper.url("/one"))).fields
    again = form_of(rita.get(post(rita, NEW, **{**preview, "choice": "text"}).location).text).fields
    assert again["kept_file"] != [""]
    sent = post(rita, NEW, **{**fields, **again, "choice": "preview", "text": paper.url("/two")})
    page = form_of(rita.get(sent.location).text).fields
    assert page["canonical_url"] == [paper.url("/two")]


def test_programs_add_an_article_by_its_address_at_once(rita: FlaskClient, paper: HostileServer) -> None:
    assert post(rita, NEW, text=paper.url("/a"), title="", language="", canonical_url="").status_code == 303
    assert db.session.get_one(Article, 1).title == "Ferries sail again"


def test_a_page_that_needs_more_details_is_kept_with_its_refusal(rita: FlaskClient, paper: HostileServer) -> None:
    refused = post(rita, NEW, text=paper.url("/a"), title="", language="Klingon")
    assert refused.status_code == 422
    kept = form_of(refused.text).fields["kept_file"]
    assert kept != [""]
    assert len(paper.requests) == 1
    again = post(rita, NEW, text="", title="", language="en", kept_file=kept[0])
    assert again.status_code == 303
    assert len(paper.requests) == 1


def test_the_next_version_is_fetched(rita: FlaskClient, paper: HostileServer) -> None:
    post(rita, NEW, text=paper.url("/a"), title="", language="", canonical_url="")
    changed = PAGE.replace("at nine", "at ten")
    with serving(sending(answer(changed.encode(), Content_Type="text/html"))) as server:
        sent = post(rita, "/articles/1/update", text=server.url("/a"), title="", seen="1")
    assert sent.status_code == 303, sent.text
    newest = db.session.scalars(select(Version).order_by(Version.id.desc())).first()
    assert newest is not None
    assert "at ten" in newest.text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (answer(b"", status="404 Not Found"), "has no page at this address (status 404)."),
        (answer(b"", status="403 Forbidden"), "It may need a sign-in."),
        (answer(b"%PDF-1.7", Content_Type="application/pdf"), "This PDF is damaged"),
        (answer(b"{}", Content_Type="application/json"), "a file of type application/json, not to a page"),
        (answer(b"\x89PNG\r\n", Content_Type="application/octet-stream"), "This is an image."),
        (answer(PAGE.encode(), Content_Type="text/html")[:-50], "closed the connection before the page was complete"),
    ],
)
@pytest.mark.parametrize("where", [NEW, "/articles/1/update"])
def test_a_page_that_cant_be_had_is_refused_with_what_was_typed(
    rita: FlaskClient, paper: HostileServer, sent: bytes, words: str, where: str
) -> None:
    post(rita, NEW, text=paper.url("/a"), title="", language="", canonical_url="")
    with serving(sending(sent)) as server:
        refused = post(rita, where, text=server.url("/b"), choice="preview" if where == NEW else "", seen="1")
    assert refused.status_code == 422
    assert words in refused.text
    assert db.session.get(Article, 2) is None


def test_an_address_is_refused_in_words_where_nothing_is_fetched(rita: FlaskClient, app: Flask) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, fetch_networks=None)
    try:
        refused = post(rita, NEW, choice="preview", text="www.courier.example/a")
    finally:
        app.extensions["settings"] = settings
    assert refused.status_code == 422
    assert "This installation doesn’t fetch pages. Open the page in your browser" in refused.text
    fields = form_of(refused.text).fields
    assert fields["text"] == ["www.courier.example/a"]


@pytest.mark.parametrize(
    ("declared", "body_charset", "is_kept"),
    [("text/html; charset=windows-1251", "", True), ("text/html; charset=koi8-r", "windows-1251", False)],
)
def test_the_encoding_is_the_pages_own_else_that_of_its_server(
    rita: FlaskClient, declared: str, body_charset: str, is_kept: bool
) -> None:
    meta = f'<meta charset="{body_charset}">' if body_charset else ""
    text = "".join(f"<p>Паром номер {number} отходит в девять часов от новой пристани.</p>" for number in range(6))
    raw = f"<!doctype html>{meta}<title>Паромы</title><article><h1>Паромы</h1>{text}</article>".encode("cp1251")
    with serving(sending(answer(raw, Content_Type=declared))) as server:
        page = previewed(rita, server.url("/a"))
    assert "Паром номер 5" in page
    assert (form_of(page).fields["charset"] == ["windows-1251"]) is is_kept
