"""The filter is where statements are made: what would pass it is refused, and every model with a source has it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.orm import aliased

from factcheck.db import Base, db, everything_visible, fetch, visible_to
from factcheck.db.visibility import Guarded, Unfiltered
from factcheck.evidence.models import Evidence
from factcheck.integrity.rows import rows
from factcheck.sources.models import Source
from tests.confidential import newsroom
from tests.confidential.newsroom import PLANTED
from tests.databases import States

WITHOUT_WORDS = {  # tables with a source, a piece of evidence or a capture that say nothing of it
    "proven_captures",  # its place under a digest
    "graphic_marks",  # whether its picture is blurred
}
OF_SOURCES = {"sources", "evidence", "capture_records"}


def test_every_table_that_refers_to_a_source_is_guarded(app: Flask) -> None:
    guarded = {it.local_table.name for it in Base.registry.mappers if issubclass(it.class_, Guarded)}  # type: ignore[attr-defined]
    referring = {
        table.name
        for table in Base.metadata.tables.values()
        if {key.column.table.name for key in table.foreign_keys} & OF_SOURCES
    }
    assert OF_SOURCES | referring == (guarded | WITHOUT_WORDS) & (OF_SOURCES | referring)


@pytest.mark.parametrize(
    "statement",
    [
        select(Source.__table__.c.title),
        text("SELECT title FROM sources"),
        select(func.count()).select_from(Base.metadata.tables["evidence"]),
    ],
    ids=str,
)
def test_a_statement_past_the_filter_is_refused(app: Flask, statement: object) -> None:
    with visible_to(None), pytest.raises(Unfiltered):
        db.session.execute(statement)
    with everything_visible():
        db.session.execute(statement)


def test_joins_aliases_counts_subqueries_and_unions_are_filtered(app: Flask, states: States) -> None:
    states.begin_from("confidential", newsroom.fill)
    other, secret = aliased(Source), newsroom.secret().id
    counted = select(func.count()).where(Evidence.source_id == secret).scalar_subquery()
    questions = [
        select(Source.id).where(Source.id == secret),
        select(other.id).where(other.id == secret),
        select(Evidence.id).join(Evidence.source).where(Source.id == secret),
        select(Source.id).where(Source.id.in_(select(Evidence.source_id)), Source.id == secret),
        select(Source.id).where(Source.id == secret).union(select(other.id).where(other.id == secret)),
    ]
    with visible_to(None):
        assert [fetch(it) for it in questions] == [[]] * len(questions)
        assert fetch(select(counted)) == [(0,)]
        assert db.session.get(Source, secret, populate_existing=True) is None
    with visible_to(newsroom.make_user("Rita").id):
        assert all(fetch(it) for it in questions)


def test_a_report_of_damage_has_no_values_of_it(app: Flask, states: States) -> None:
    states.begin_from("confidential", newsroom.fill)
    db.session.execute(text(f"UPDATE sources SET publisher = '{PLANTED}damage' WHERE id = {newsroom.secret().id}"))  # noqa: S608
    assert list(rows()) == [f"sources {newsroom.secret().id} (confidential) differs"]
