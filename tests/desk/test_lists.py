"""Recent activity, and the bar of an article's progress."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from flask.testing import FlaskClient

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotations
from factcheck.articles import service as articles
from factcheck.db import db
from tests.factories import make_article, make_claim, make_edition, make_evidence, make_sentences, make_user, selects_of


def test_recent_activity_says_which_words_it_was_about(rita: FlaskClient) -> None:
    make_claim()
    page = rita.get("/undo").text
    assert 'href="/claims/1"' in page
    assert ">The harbour" in page
    assert ">Harbour will open in May, mayor says</bdi>" in page


def test_recent_activity_says_which_quote_of_a_claim_was_added_or_removed(rita: FlaskClient) -> None:
    claim = make_claim()
    added = annotations.join(make_user("Rita"), claim, claim.annotations[0].version, [Quote("Costs were halved")])
    annotations.detach(make_user("Rita"), added)
    annotations.reattach(make_user("Rita"), added)
    db.session.commit()
    found = re.findall(r'([A-Z][a-z]+ quote): <a\s+href="/claims/1"\s+dir="auto">([^<]*)</a>', rita.get("/undo").text)
    assert found == [(act, "Costs were halved") for act in ("Restored quote", "Removed quote", "New quote")]


def test_recent_activity_asks_no_more_for_many_events_than_for_few(rita: FlaskClient) -> None:
    version, counts = make_sentences(), []
    for numbers in (range(1, 4), range(4, 12)):
        for number in numbers:
            make_evidence(make_claim(f"sentence number {number}.", version))
        counts.append(selects_of(lambda: rita.get("/undo")))
    assert counts[0] == counts[1]


def test_an_article_shows_its_progress_as_one_bar_of_its_claims(rita: FlaskClient) -> None:
    version = make_sentences()
    make_edition(state="published", claim=make_claim("sentence number 1.", version))
    for number in (2, 3):
        make_claim(f"sentence number {number}.", version)
    page = rita.get("/articles").text
    parts = re.findall(r'<rect data-part="([a-z-]+)" x="(\d+)" width="(\d+)"', page)
    assert parts == [("published", "0", "1"), ("open", "1", "2")]
    assert "1 of 3 claims published" in page


def test_articles_have_five_orders_and_a_total(rita: FlaskClient) -> None:
    first, _second, third = (make_article(f"Text {name}.", name) for name in ("a pier", "Budget", "Costs"))
    first.article.published_on, third.article.published_on = date(2026, 1, 2), date(2026, 3, 4)
    details = replace(articles.ArticleDetails("a pier", language="en"), published_on=date(2026, 1, 2))
    articles.edit(make_user("Rita"), first.article, details, first.article.revision)
    db.session.commit()
    orders = {
        "": ["Costs", "Budget", "a pier"],
        "oldest": ["a pier", "Budget", "Costs"],
        "published": ["Costs", "a pier", "Budget"],
        "title": ["a pier", "Budget", "Costs"],
        "changed": ["a pier", "Costs", "Budget"],
    }
    for name, titles in orders.items():
        page = rita.get(f"/articles?sort={name}").text
        assert re.findall(r'class="row-title"[^>]*>([^<]*)<', page) == titles, name
    assert 'Articles <span class="count">3</span>' in page
