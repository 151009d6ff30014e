"""What finds what, in every script: the table of the documentation, without a database and on both."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from flask import Flask

from factcheck.annotations.queries import to_join
from factcheck.articles.queries import listed as articles
from factcheck.claims.queries import listed as claims
from factcheck.claims.service import ClaimantDetails, ClaimDetails, edit
from factcheck.db import db
from factcheck.sources import service as sources
from factcheck.sources.queries import library
from tests.databases import States
from tests.factories import make_article, make_claim, make_user
from tests.fulltext.table import answers, rows

ROWS = rows()
QUESTIONS = [(row, asked, True) for row in ROWS for asked in row.found_by]
QUESTIONS += [(row, asked, False) for row in ROWS for asked in row.not_found_by]


def fill() -> None:
    """An article, a claim and a source with the text of each row, all with the row's number."""
    version = make_article()
    rita = make_user("Rita")
    for number, row in enumerate(ROWS, 2):
        make_article(row.text, f"No. {number}")
        sources.add(rita, sources.SourceDetails(f"No. {number}", authors=(row.text,)))
        claim = make_claim(version=version)
        edit(rita, claim, ClaimDetails(row.text, ClaimantDetails(f"No. {number}")), claim.revision)
    db.session.commit()


@pytest.fixture
def filled(app: Flask, states: States) -> None:
    states.begin_from("scripts", fill)


def test_the_table_has_what_it_should() -> None:
    assert len({row.language for row in ROWS}) == len(ROWS) >= 25
    assert all(len(row.found_by) >= 3 and len(row.not_found_by) >= 2 for row in ROWS)


def test_each_text_is_found_as_its_readers_expect() -> None:
    wrong = [(row.language, asked) for row, asked, is_found in QUESTIONS if answers(row.text, asked) != is_found]
    assert wrong == []


@cache
def found_without(asked: str) -> set[int]:
    """The numbers of the rows that words find without a database."""
    return {number for number, row in enumerate(ROWS, 2) if answers(row.text, asked)}


KINDS: dict[str, Callable[[str], list[int]]] = {
    "articles": lambda asked: [int(it.title[4:]) for it in db.session.scalars(articles(asked)) if it.id > 1],
    "claims": lambda asked: [it.id + 1 for it in db.session.scalars(claims(asked)).unique()],
    "sources": lambda asked: [it.id + 1 for it in db.session.scalars(library(asked))],
    "join": lambda asked: [it.id + 1 for it in db.session.scalars(to_join(1, asked)).unique()],
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_database_finds_the_same(filled: None, kind: str) -> None:
    wrong = []
    for row, asked, _is_found in QUESTIONS:
        if set(KINDS[kind](asked)) != found_without(asked):
            wrong.append((row.language, asked, found_without(asked)))
    assert wrong == []
