"""The list of articles: filters, and pages that stay stable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from factcheck.accounts.models import Role
from factcheck.articles import queries, service
from factcheck.articles.models import Article
from factcheck.articles.service import ArticleDetails
from factcheck.db import db, utcnow
from factcheck.web.paging import page
from tests.factories import make_article, make_user


@pytest.fixture(autouse=True)
def _with_app(app: Flask) -> None:
    """Every test here uses the database."""


def titles(**asked: object) -> list[str]:
    return [article.title for article in db.session.scalars(queries.listed(**asked))]  # type: ignore[arg-type]  # filters by name


def test_filters_by_state_language_and_date() -> None:
    rita, edda = make_user("Rita"), make_user("Edda", Role.EDITOR)
    one, two, three = (make_article(f"Text {name}.", name).article for name in ("One", "Two", "Three"))
    service.edit(rita, two, ArticleDetails("Two", "", "", date(2026, 6, 6), "fi"), two.revision)
    service.archive(edda, three)
    db.session.commit()
    assert titles() == ["Two", "One"]
    assert titles(archived=True) == ["Three"]
    assert titles(language="fi") == ["Two"]
    assert titles(is_dated=True) == ["Two"]
    assert titles(is_dated=False) == ["One"]
    assert titles(words="text", language="fi", is_dated=False) == []
    assert db.session.scalars(queries.languages()).all() == ["en", "fi"]
    assert db.session.scalars(queries.current_version(one.id)).one().number == 1


def test_pages_are_stable_while_articles_come(app: Flask) -> None:
    moment = utcnow()
    articles = [make_article(f"Text {number}.", str(number)).article for number in range(7)]
    for number, article in enumerate(articles):
        article.created_at = moment + timedelta(seconds=number // 3)  # three added in one moment
    db.session.commit()
    seen, url = [], "/articles"
    while url:
        with app.test_request_context(url):
            shown = page(queries.listed(), Article.created_at, Article.id, size=2)
        seen += [article.title for article in shown.items]
        url = shown.next_url or ""
        if len(seen) == 2:
            make_article("Newer.", "newer").article.created_at = moment + timedelta(hours=1)
            db.session.commit()
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]


def test_a_page_of_the_list_takes_two_questions_and_no_text() -> None:
    for number in range(5):
        make_article(f"Text {number}.", str(number))
    db.session.expunge_all()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    lengths = [article.versions[-1].length for article in db.session.scalars(queries.listed())]
    selects = [statement for statement in asked if statement.startswith("SELECT")]
    assert len(lengths) == 5
    assert len(selects) == 2
    assert not any("versions.text," in statement for statement in selects)
