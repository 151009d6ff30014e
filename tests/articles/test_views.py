"""Articles over HTTP, without JavaScript."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.accounts.models import Role
from factcheck.articles.models import Article, Version
from factcheck.db import db
from tests.factories import hidden, make_article, make_user, sign_in
from tests.factories import post_files as post

FORM = {"title": "Harbour", "language": "en", "is_undated": "y"}
PAGE = b"<html lang=fi><body><article><h1>Satama</h1><p>Teksti.</p></article></body></html>"


def test_the_list_shows_searches_filters_and_teaches(rita: FlaskClient) -> None:
    assert "No articles yet" in rita.get("/articles").text
    assert "The archive is empty" in rita.get("/articles?state=archived").text
    make_article("The mayor spoke.", "Mayor")
    make_article("x" * 1500, "Long")
    page = rita.get("/articles").text
    assert "1,506 characters" in page
    assert page.index("Long</a>") < page.index("Mayor</a>")
    found = rita.get("/articles?q=SPOKE").text
    assert "Mayor</a>" in found
    assert "Long</a>" not in found
    for nothing in ("?q=airport", "?state=archived&q=mayor", "?language=fi", "?date=known", "?q=%22NEAR%28*%00"):
        answer = rita.get(f"/articles{nothing}")
        assert (answer.status_code, "No articles found" in answer.text) == (200, True)
    assert "Mayor</a>" in rita.get("/articles?date=unknown&language=en").text


def test_the_list_pages_on_with_its_filters(rita: FlaskClient) -> None:
    for number in range(31):
        make_article(f"Text {number}.", f"Piece {number}")
    first = rita.get("/articles?q=piece").text
    address = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = rita.get(address).text
    assert "q=piece" in address
    assert (first.count("row-title"), second.count("row-title")) == (30, 1)
    assert "Piece 0</a>" in second
    assert rita.get("/articles?after=damaged").status_code == 400


def test_particulars_are_mended_on_a_page(rita: FlaskClient) -> None:
    make_article("The mayor spoke.", "Mayor")
    page = rita.get("/articles/1/edit").text
    assert 'value="Mayor"' in page
    data = {"title": "Mayor speaks", "language": "ar", "published_on": "2026-06-06", "revision": 1}
    assert post(rita, "/articles/1/edit", **data).status_code == 303
    stale = post(rita, "/articles/1/edit", **{**data, "title": "Late"})
    assert stale.status_code == 409
    assert "Late" in stale.text
    assert "Mayor speaks" in stale.text
    assert post(rita, "/articles/1/edit", **{**data, "revision": "x"}).status_code == 400
    undecided = post(rita, "/articles/1/edit", **{**data, "revision": 2, "published_on": "", "title": "Kept"})
    assert (undecided.status_code, 'value="Kept"' in undecided.text) == (422, True)
    assert post(rita, "/articles/9/edit", **data).status_code == 404


def test_who_was_overtaken_gets_both_changes_of_the_particulars_in_the_form(app: Flask, rita: FlaskClient) -> None:
    make_article("The mayor spoke.", "Mayor")
    page = rita.get("/articles/1/edit").text
    form = {"title": "Mayor", "publisher": "Tarnby Courier", "language": "en", "is_undated": "y"}
    form |= {"canonical_url": "https://a.example/1", "revision": "1", "base": hidden(page, "base")}
    rob = sign_in(app.test_client(), make_user("Rob"))
    theirs = {"title": "Mayor speaks", "language": "sv", "published_on": "2026-06-06", "byline": "Bo Lind"}
    theirs |= {"is_undated": "", "canonical_url": "https://b.example/1"}
    assert post(rob, "/articles/1/edit", **{**form, **theirs}).status_code == 303
    mine = {"title": "The Mayor", "language": "fi", "canonical_url": "https://a.example/2"}
    answer = post(rita, "/articles/1/edit", **{**form, **mine})
    assert answer.status_code == 409
    for name, value in (("title", "The Mayor speaks"), ("byline", "Bo Lind"), ("published_on", "2026-06-06"),
                        ("canonical_url", "https://a.example/2")):  # fmt: skip
        assert re.search(rf'name="{name}" [^>]*value="{value}"', answer.text), name
    assert '<option value="fi" selected>' in answer.text
    assert 'checked id="is_undated"' not in answer.text
    assert "<ins>The </ins>" in answer.text
    assert "<del>sv</del> <ins>fi</ins>" in answer.text
    assert 'theirs is “<span dir="auto">https://b.example/1</span>”' in answer.text
    merged = {"title": "The Mayor speaks", "published_on": "2026-06-06", "is_undated": "", "byline": "Bo Lind"}
    again = {"revision": hidden(answer.text, "revision"), "base": hidden(answer.text, "base")}
    assert post(rita, "/articles/1/edit", **{**form, **mine, **merged, **again}).status_code == 303
    article = db.session.get_one(Article, 1)
    assert (article.title, article.language, article.byline) == ("The Mayor speaks", "fi", "Bo Lind")


def test_only_an_editor_archives_and_restores(app: Flask, rita: FlaskClient) -> None:
    make_article("The mayor spoke.", "Mayor")
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    assert "Archive article" not in rita.get("/articles/1/edit").text
    assert post(rita, "/articles/1/archive").status_code == 403
    assert post(edda, "/articles/1/archive").status_code == 303
    assert "Mayor</a>" not in rita.get("/articles").text
    assert "Mayor</a>" in rita.get("/articles?state=archived").text
    assert "Restore article" in edda.get("/articles/1/edit").text
    assert 'action="/articles/1/restore"' in edda.get("/articles?state=archived").text
    assert 'action="/articles/1/restore"' not in rita.get("/articles?state=archived").text
    assert post(edda, "/articles/1/archive").status_code == 409
    assert post(edda, "/articles/1/restore").status_code == 303
    assert "Mayor</a>" in rita.get("/articles").text


def test_an_outsider_sees_no_article(app: Flask) -> None:
    make_article()
    for url in ("/articles", "/articles/new", "/articles/1/edit"):
        assert app.test_client().get(url).status_code == 303


def test_the_commands_print_the_list_and_the_text_to_the_character(app: Flask) -> None:
    version = make_article("Гавань\u00a0🎉 “x”", "Mayor")
    run = app.test_cli_runner().invoke
    printed = run(args=["factcheck", "article", "text", "1"])
    assert printed.stdout_bytes == version.text.encode()
    assert run(args=["factcheck", "article", "text", "1", "--version", "1"]).stdout_bytes == version.text.encode()
    assert run(args=["factcheck", "article", "list"]).output == f"1\tin work\ten\t{version.length}\tMayor\n"
    for absent in (["2"], ["1", "--version", "2"]):
        refused = run(args=["factcheck", "article", "text", *absent])
        assert (refused.exit_code, "no such text" in refused.output) == (1, True)
    assert db.session.scalar(select(func.count()).select_from(Version)) == 1
