"""Readers see what the approved records say: whatever the newsroom changes afterwards moves no byte of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Column, Table, Text, cast, literal, not_, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import Enum, String

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as claims
from factcheck.articles import service as articles
from factcheck.articles.models import Article
from factcheck.db import Base, db, utcnow
from factcheck.verdicts.models import Edition
from tests.exports.public_routes import everything
from tests.factories import make_article, make_claim, make_correction, make_edition, make_user, make_withdrawal

OTHER = "Changed since"
SPEAKS = {  # columns that say themselves what readers are told, and change by an approved act alone
    ("verdicts", "slug"),
    ("editions", "published_at"),
    ("editions", "state"),
    ("takedowns", "decided_at"),
    ("takedowns", "decision"),
    ("annotations", "archived_at"),
    ("scales", "is_default"),
    ("report_settings", "text"),
    ("report_settings", "shows_progress"),
}
SYSTEM = {"audit_events", "sign_ins", "invitations", "jobs", "write_keys"}  # nothing of what readers see


@pytest.fixture
def editions(app: Flask) -> list[Edition]:
    """A verdict, one that was corrected, and one that was withdrawn, of one article."""
    version = make_article()
    words = ("The harbour will open in May", "Costs were halved", "not a day later")
    found = [make_edition(state="published", claim=make_claim(it, version)) for it in words]
    make_correction(found[1], "mixed")
    make_withdrawal(found[2])
    return found


def another(column: Column[Any]) -> Any:
    """Another value for a column, of its own kind; None where there is none to be had."""
    kind = column.type
    if isinstance(kind, Enum):
        return list(kind.enums)[-1]
    if isinstance(kind, String | Text):
        number = cast(column.table.c.id, Text) if "id" in column.table.c else literal("")
        return literal(OTHER[: kind.length and kind.length - 4]) + number if kind.length != 64 else None
    try:
        python = kind.python_type
    except NotImplementedError:
        return None
    if python is datetime:
        return utcnow() - timedelta(days=400)
    if python is bool:
        return not_(column)
    return {date: date(1999, 9, 9), int: literal(1000)}.get(python)


def columns() -> Iterator[tuple[Table, Column[Any], Any]]:
    """Every column that is no key of another table, with another value."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            value = another(column)
            is_key = column.primary_key or column.foreign_keys or column.name in {"revision", "superseded_at"}
            if not is_key and value is not None and table.name not in SYSTEM:
                yield table, column, value


def change_everything() -> dict[str, set[str]]:
    """Change every row by SQL, column by column; what the database let pass, by table."""
    passed: dict[str, set[str]] = {}
    for table, column, value in columns():
        if (table.name, column.name) in SPEAKS:
            continue
        try:
            with db.session.begin_nested():
                db.session.execute(update(table).values({column.name: value}))
            passed.setdefault(table.name, set()).add(column.name)
        except DBAPIError:
            pass  # a guard, or a rule of the table: of ratings in use, for example
    db.session.commit()
    return passed


def test_no_row_that_is_changed_after_the_approval_moves_a_byte_for_readers(
    app: Flask, editions: list[Edition]
) -> None:
    before = everything(app)
    passed = change_everything()
    assert passed["articles"] >= {"title", "publisher", "byline", "canonical_url", "published_on", "language"}
    assert passed["claims"] >= {"statement", "said_on", "place"}
    assert passed["claimants"] >= {"name", "role"}
    assert passed["sources"] >= {"title", "publisher", "interests", "url", "published_on"}
    assert passed["users"] >= {"name"}
    after = everything(app)
    assert {where for where in before if before[where] != after.get(where)} == set()
    assert not [where for where, text in after.items() if OTHER in text]


def test_a_claim_that_is_joined_to_another_article_is_in_its_report_only_once_that_was_approved(
    app: Flask, editions: list[Edition]
) -> None:
    other = make_article("Another text. The harbour will open in May, it says.", "Another article")
    before = everything(app)
    claims.join(make_user("Rita"), editions[0].verdict.claim, other, [Quote("The harbour will open in May")])
    db.session.commit()
    assert everything(app) == before
    assert app.test_client().get(f"/reports/{other.article_id}").status_code == 404


def test_words_that_are_detached_stay_in_the_report_until_a_correction_says_so(
    app: Flask, editions: list[Edition]
) -> None:
    claim, version = editions[0].verdict.claim, editions[0].verdict.claim.annotations[0].version
    claims.join(make_user("Rita"), claim, version, [Quote("on Monday")])
    before = everything(app)
    claims.detach(make_user("Rita"), claim.annotations[0])
    db.session.commit()
    assert everything(app) == before


def test_the_newest_approved_record_names_the_article(app: Flask, editions: list[Edition]) -> None:
    article = db.session.get_one(Article, 1)
    details = articles.ArticleDetails("Approved headline", language="en", canonical_url=article.canonical_url)
    articles.edit(make_user("Rita"), article, details, article.revision)
    db.session.commit()
    assert "Approved headline" not in app.test_client().get("/reports/1").text
    make_correction(editions[0], "mixed")
    assert "<title>Report: Approved headline" in app.test_client().get("/reports/1").text
