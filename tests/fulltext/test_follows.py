"""The index follows its rows: in the same transaction, whatever changes them."""

from __future__ import annotations

import pytest
from flask import Flask

from factcheck.accounts.models import User
from factcheck.articles.queries import listed as articles
from factcheck.articles.service import open_version
from factcheck.claims import service as claims
from factcheck.claims.queries import listed
from factcheck.db import db
from factcheck.sources import service as sources
from factcheck.sources.queries import library
from factcheck.undo import service as undoing
from tests.factories import make_article, make_claim, make_evidence, make_next_version, make_user

BODY = "The pier opens in May.\n\nNothing else stands here."


@pytest.fixture
def rita(app: Flask) -> User:
    return make_user("Rita")


def found(asked: str) -> tuple[int, int, int]:
    """How many articles, claims and sources are found."""
    queries = (articles(asked), listed(asked), library(asked))
    first, second, third = (len(db.session.scalars(query).unique().all()) for query in queries)
    return first, second, third


def test_a_claim_is_found_as_it_reads_now_also_after_an_undo(rita: User) -> None:
    claim = make_claim()
    details = claims.ClaimDetails("Śluza opens late", claims.ClaimantDetails("Bo Lindström"))
    claims.edit(rita, claim, details, claim.revision)
    db.session.commit()
    assert (found("sluza lindstrom"), found("holt")) == ((0, 1, 0), (1, 0, 0))
    undoing.undo(rita)
    db.session.commit()
    assert (found("sluza"), found("holt opens")) == ((0, 0, 0), (0, 1, 0))
    undoing.redo(rita)
    db.session.commit()
    assert found("lindstrom") == (0, 1, 0)


def test_a_source_is_found_as_it_reads_now(rita: User) -> None:
    source = make_evidence(make_claim()).source
    url = "https://town.example/%D0%BF%D1%80%D0%B8%D1%87%D0%B0%D0%BB/2016-05.pdf"
    sources.edit(rita, source, sources.SourceDetails("Permis de bâtir", url=url), source.revision)
    db.session.commit()
    assert found("permit") == (0, 0, 0)
    for asked in ("BATIR permis", "причал", "town.example", url, "2016-05.pdf"):
        assert found(asked) == (0, 0, 1), asked


def test_what_is_rolled_back_is_not_found(rita: User) -> None:
    claim = make_claim()
    claims.edit(rita, claim, claims.ClaimDetails("A volcano"), claim.revision)
    assert found("volcano") == (0, 1, 0)
    db.session.rollback()
    assert found("volcano") == (0, 0, 0)
    assert found("holt")[1] == 1


def test_an_article_is_found_by_its_newest_open_text(rita: User) -> None:
    version = make_article(BODY, "Pier")
    waiting = make_next_version(version.article, BODY.replace("May", "Août"), is_open=False)
    assert (found("may"), found("aout")) == ((1, 0, 0), (0, 0, 0))
    open_version(None, waiting)
    db.session.commit()
    assert (found("may"), found("AOUT")) == ((0, 0, 0), (1, 0, 0))
