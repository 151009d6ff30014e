"""Migrations: up, down and up again with filled tables; models and tables agree."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from factcheck.accounts.models import Role
from factcheck.articles.models import Article
from factcheck.articles.queries import listed
from factcheck.audit.service import record
from factcheck.claims.queries import listed as claims_listed
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.sources.models import Source
from factcheck.sources.queries import library
from factcheck.urls import key
from tests.factories import make_claim, make_correction, make_edition, make_evidence, make_user


def test_models_and_tables_agree(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: not (kind == "table" and "_fts" in (name or ""))}
        )
        assert compare_metadata(context, db.metadata) == []


def test_down_and_up_again_with_filled_tables(app: Flask) -> None:
    make_user("Rita")
    record(None, "house:open", ("house", 1))
    db.session.commit()
    db.session.remove()
    downgrade(revision="0002_audit")
    assert db.session.scalar(text("SELECT count(*) FROM users")) == 1
    db.session.remove()
    upgrade()
    assert db.session.scalar(text("SELECT count(*) FROM ratings")) == 7
    assert db.session.scalar(text("SELECT count(*) FROM audit_events")) == 1


def test_a_filled_newsroom_survives_the_newest_migrations_down_and_up(app: Flask) -> None:
    make_edition(state="published")
    before = counts()
    downgrade(revision="0010_default_scale")
    upgrade()
    assert counts() == before | {"exposures": 1}  # Emil could see Edda's draft before exposures were recorded
    runner = app.test_cli_runner()
    assert runner.invoke(args=["factcheck", "check", "--accept", "the way back"]).exit_code == 0  # it lost columns
    assert found() == ["Harbour will open in May, mayor says", "The harbour opens in May", "Building permit"]


def found() -> list[str]:
    """What a word of each finds."""
    articles, claims = db.session.scalars(listed("harbour")), db.session.scalars(claims_listed("HOLT"))
    sources = db.session.scalars(library("permit building"))
    return [*(it.title for it in articles), *(it.statement for it in claims), *(it.title for it in sources)]


def test_rows_that_the_search_index_lacks_are_noticed_and_added(app: Flask) -> None:
    make_edition(state="published")
    whole = found()
    for name in ("article_fts", "claim_fts", "source_fts"):
        db.session.execute(text(f"DELETE FROM {name}"))  # noqa: S608 - our own names
    db.session.commit()
    assert found() == []
    runner = app.test_cli_runner()
    told = runner.invoke(args=["factcheck", "check"]).output
    for name in ("article 1", "claim 1", "source 1"):
        assert f"{name} isn't in the search index" in told
    assert "index: 3." in runner.invoke(args=["factcheck", "article", "reindex"]).output
    assert found() == whole


def test_a_newsroom_from_before_the_search_index_is_found_after_the_migration(app: Flask) -> None:
    make_edition(state="published")
    whole = found()
    db.session.remove()
    downgrade(revision="0045_left_out")
    assert db.session.scalar(text("SELECT count(*) FROM article_fts")) == 0
    db.session.remove()
    upgrade()
    assert found() == whole


def test_a_verdict_that_was_voided_is_withdrawn_and_the_last_reasons_are_kept(app: Flask) -> None:
    voided = make_correction(make_edition(state="published"), "false", state="submitted")
    values = {"id": voided.id, "by": make_user("Edda", Role.EDITOR).id}
    db.session.execute(
        text(
            "UPDATE editions SET correction_class = 'void', public_note = 'We were wrong.', state = 'published',"
            " approver_id = :by, record = '{}', published_at = created_at, sent_back_at = created_at,"
            " sent_back_by_id = :by, sent_back_reason = 'Which page?' WHERE id = :id"
        ),
        values,
    )
    db.session.commit()
    db.session.remove()
    downgrade(revision="0026_withdrawals")
    upgrade()
    rows = db.session.execute(text("SELECT edition_id, reason FROM withdrawals")).all()
    assert [tuple(row) for row in rows] == [(values["id"], "We were wrong.")]
    assert db.session.execute(text("SELECT state, rating_key FROM claims")).one() == ("in-review", None)
    assert db.session.execute(text("SELECT reason, record FROM send_backs")).one() == ("Which page?", None)


def test_stored_addresses_get_comparison_keys(app: Flask) -> None:
    odd = "https://Courier.example/é/?q=%2f&utm_source=x&gbraid=1#/news/7"
    twin = odd.replace("utm_source=x", "utm_source=y")
    make_edition()
    db.session.execute(text("UPDATE articles SET canonical_url = :url"), {"url": odd})
    db.session.execute(text("UPDATE sources SET url = :url, url_key = 'as before'"), {"url": odd})
    other = "INSERT INTO sources (title, publisher, url, url_key, kind, origin, added_by_id, revision,"
    other += " created_at) SELECT 'B', '', :url, :url, kind, '', added_by_id, 1, created_at FROM sources"
    db.session.execute(text(other), {"url": twin})
    db.session.commit()
    db.session.remove()
    downgrade(revision="0025_bulk")
    upgrade()
    assert db.session.scalars(select(Article.url_key)).all() == [key(odd)]
    keys = db.session.scalars(select(Source.url_key).order_by(Source.id)).all()
    assert keys == [key(odd), twin]  # equal by the new rule: the later one stays unchanged
    again = db.session.scalars(select(Source).order_by(Source.id)).first()
    assert again is not None
    assert again.url == odd


def counts() -> dict[str, int]:
    """The number of rows of each of our tables."""
    db.session.remove()
    names = [table.name for table in db.metadata.sorted_tables]
    found = {name: int(db.session.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0) for name in names}  # noqa: S608
    db.session.remove()
    return found


@pytest.mark.parametrize("change", ["UPDATE audit_events SET action = 'x'", "DELETE FROM audit_events"])
def test_the_database_refuses_to_change_the_record(app: Flask, change: str) -> None:
    record(None, "house:open", ("house", 1))
    db.session.commit()
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(text(change))
    db.session.rollback()


def test_evidence_from_before_there_was_an_order_keeps_its_place(app: Flask) -> None:
    row = make_evidence(make_claim())
    evidence.add(make_user("Rita"), row.claim, row.source, evidence.EvidenceDetails(Stance.CONTEXT, "More."))
    db.session.commit()
    db.session.remove()
    downgrade(revision="0053_plain_names")
    upgrade()
    assert db.session.execute(text("SELECT number, position, revision FROM evidence ORDER BY id")).all() == [
        (1, 1, 1),
        (2, 2, 1),
    ]
