"""Versions over HTTP, without JavaScript."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.articles import service
from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.intake import service as intake
from tests.factories import make_article, make_claim, make_next_version, make_user


@pytest.fixture
def article(app: Flask) -> Article:
    return make_article("It opens in May.", "Harbour").article


def test_the_list_tells_of_each_version_what_it_changed_and_that_one_waits(rita: FlaskClient, article: Article) -> None:
    make_next_version(article, "It opens in June, at last.")
    waiting = make_next_version(article, "It opens in July.", is_open=False)
    page = rita.get("/articles/1/versions").text
    assert page.index("Version 3") < page.index("Carrying over highlights") < page.index("Version 2</a>")
    assert "3 words added</ins> · <del>1 word removed" in page
    assert 'href="/articles/1/versions/1/diff/2"' in page
    assert 'href="/articles/1/versions/3"' not in page
    assert 'href="/articles/1/versions/2/diff/3"' not in page
    assert "</time> by Rob" in page
    assert 'href="/articles/1/update"' in page
    assert waiting.raw_sha256[:12] in page


def test_any_two_versions_are_compared(rita: FlaskClient, article: Article) -> None:
    make_next_version(article, "It opens in June.")
    for url in ("/articles/1/versions/1/diff/2", "/articles/1/diff?old=1&new=2", "/articles/1/diff"):
        page = rita.get(url).text
        assert "It opens in <del>May</del><ins>June</ins>." in page
        assert "1 word added" in page
    assert "<del>June</del><ins>May</ins>" in rita.get("/articles/1/versions/2/diff/1").text
    assert "texts are identical" in rita.get("/articles/1/versions/2/diff/2").text
    for absent in ("/articles/1/versions/1/diff/3", "/articles/1/diff?old=0&new=2", "/articles/9/versions"):
        assert rita.get(absent).status_code == 404


def test_a_diff_shows_markup_as_text_and_reads_from_its_own_side(rita: FlaskClient, app: Flask) -> None:
    details = service.ArticleDetails("عنوان", language="ar")
    added = intake.add(make_user("Rita"), "نص قديم".encode(), "text/plain", details)
    db.session.commit()
    make_next_version(added.article, "نص جديد <script>")
    page = rita.get("/articles/1/versions/1/diff/2").text
    assert 'class="article-text diff" lang="ar" dir="rtl"' in page
    assert "<ins>جديد &lt;script&gt;</ins>" in page


def test_an_older_version_is_read_as_it_stood_with_its_marks_and_nothing_to_change(
    rita: FlaskClient, app: Flask
) -> None:
    version = make_article()
    make_claim("Costs were halved", version)
    make_next_version(version.article, "Nothing of it stayed.")
    old = rita.get("/articles/1/versions/1").text
    assert re.search(r"<mark[^>]*>Costs were halved</mark>", old)
    assert "You are reading version 1 of 2" in old
    assert 'href="/articles/1">Read the latest version' in old
    assert "<claim-highlighter" not in old
    assert 'id="claim-form"' not in old
    assert "Add a new version" not in old
    newest = rita.get("/articles/1/versions/2").text
    assert "You are reading version" not in newest
    assert "<claim-highlighter" in newest
    assert 'href="/articles/1/update"' in newest
    assert "version 2 of 2" in newest
    assert rita.get("/articles/1/versions/3").status_code == 404


def test_an_older_version_keeps_its_headline_and_is_not_sent_again(rita: FlaskClient, article: Article) -> None:
    version = intake.update(make_user("Rob"), article, b"June.", "text/plain", seen_number=1, title="Later")
    service.open_version(None, version)
    db.session.commit()
    answer = rita.get("/articles/1/versions/1")
    begins_with_it = '<div class="bar-heading" data-titled>'  # so that it isn't shown twice
    assert 'title="Harbour">Harbour</h1>' in answer.text
    assert begins_with_it in answer.text
    newest = rita.get("/articles/1").text
    assert 'title="Later">Later</h1>' in newest
    assert begins_with_it in newest
    again = rita.get("/articles/1/versions/1", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    article.title = "Another"
    db.session.commit()
    renamed = rita.get("/articles/1").text
    assert 'title="Another">Another</h1>' in renamed
    assert begins_with_it not in renamed
    assert answer.headers["ETag"] != rita.get("/articles/1").headers["ETag"]
