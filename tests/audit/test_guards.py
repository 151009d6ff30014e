"""What the database itself refuses to everybody."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.demo.loader import load_if_empty
from factcheck.integrity import checks
from factcheck.integrity.baseline import take_baseline
from factcheck.integrity.guards import guards
from tests.databases import IS_POSTGRESQL, States
from tests.factories import make_edition


@pytest.fixture
def newsroom(app: Flask, states: States) -> Flask:
    states.begin_from("demo", load_if_empty)
    return app


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE audit_events SET action = 'x' WHERE id = 1", "append-only"),
        ("DELETE FROM audit_events WHERE id = 1", "append-only"),
        ("UPDATE versions SET text = 'x' WHERE id = 1", "never changes"),
        ("DELETE FROM versions WHERE id = 1", "never deleted"),
        ("UPDATE editions SET headline = 'x' WHERE id = 1", "never changes"),
        ("UPDATE editions SET record = 'x' WHERE id = 1", "never changes"),
        ("UPDATE editions SET approver_id = NULL WHERE id = 1", "never"),
        ("UPDATE editions SET state = 'draft' WHERE id = 1", "never goes back"),
        ("DELETE FROM editions WHERE id = 1", "never deleted"),
    ],
)
def test_what_is_frozen_stays(app: Flask, statement: str, words: str) -> None:
    make_edition(state="published")
    with pytest.raises(DBAPIError, match=words):
        db.session.execute(text(statement))
    db.session.rollback()


@pytest.mark.on_sqlite  # PostgreSQL has no OR REPLACE
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
@pytest.mark.parametrize("with_pragma", [True, False])
@pytest.mark.parametrize("table", ["audit_events", "versions", "editions", "reviews", "stored_files", "withdrawals"])
def test_nothing_frozen_is_replaced(newsroom: Flask, verb: str, with_pragma: bool, table: str) -> None:
    db.session.rollback()
    with db.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA recursive_triggers={'ON' if with_pragma else 'OFF'}")
        frozen = " WHERE state = 'published'" if table == "editions" else ""
        row = connection.execute(text(f"SELECT min(rowid) FROM {table}{frozen}")).scalar()  # noqa: S608  # our names
        assert row is not None
        with pytest.raises(DBAPIError, match="never"):
            connection.execute(text(f"{verb} INTO {table} SELECT * FROM {table} WHERE rowid = :row"), {"row": row})  # noqa: S608
        connection.exec_driver_sql("PRAGMA recursive_triggers=ON")


@pytest.mark.on_sqlite  # PostgreSQL has no OR REPLACE
def test_an_update_or_replace_pushes_nothing_frozen_out(newsroom: Flask) -> None:
    frozen = db.session.execute(text("SELECT id FROM editions WHERE state = 'published'")).scalars().first()
    draft = db.session.execute(text("SELECT id FROM editions WHERE state = 'draft'")).scalars().first()
    statement = text("UPDATE OR REPLACE editions SET id = :frozen WHERE id = :draft")
    with pytest.raises(DBAPIError, match="never replaced"):
        db.session.execute(statement, {"frozen": frozen, "draft": draft})
    db.session.rollback()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE reviews SET rationale = 'x'", "a review never changes"),
        ("UPDATE reviews SET rating_id = rating_id + 1", "a review never changes"),
        ("DELETE FROM reviews", "never deleted"),
        ("UPDATE stored_files SET size = 0", "a stored file never changes"),
        ("DELETE FROM stored_files", "never deleted"),
        ("UPDATE send_backs SET reason = 'x'", "never change"),
        ("UPDATE ratings SET name = 'x'", "a rating in use never changes"),
        ("DELETE FROM ratings", "never deleted"),
        ("UPDATE scales SET name = 'x'", "a scale in use never changes"),
        ("UPDATE versions SET opened_at = NULL", "opened once|a version of a text never changes"),  # two guards
        ("DELETE FROM withdrawals", "a withdrawal never changes"),
    ],
)
def test_what_was_submitted_or_is_in_use_stays(newsroom: Flask, statement: str, words: str) -> None:
    with pytest.raises(DBAPIError, match=words):
        db.session.execute(text(statement))
    db.session.rollback()


@pytest.mark.on_postgresql  # SQLite has no TRUNCATE
@pytest.mark.parametrize(
    "table", ["audit_events", "editions", "versions", "reviews", "stored_files", "withdrawals", "ratings"]
)
def test_no_frozen_table_is_truncated(app: Flask, table: str) -> None:
    with pytest.raises(DBAPIError, match="never emptied"):
        db.session.execute(text(f"TRUNCATE {table} CASCADE"))
    db.session.rollback()


@pytest.mark.parametrize("attack", ["drop", "change", "add"])
def test_a_guard_that_was_changed_shows(app: Flask, attack: str) -> None:
    take_baseline()
    db.session.commit()
    assert list(guards()) == []
    on = " ON audit_events" if IS_POSTGRESQL else ""
    if attack == "change" and IS_POSTGRESQL:
        db.session.execute(text("ALTER TABLE audit_events DISABLE TRIGGER audit_no_update"))
    elif attack == "change":
        db.session.execute(text("PRAGMA writable_schema=ON"))
        db.session.execute(
            text("UPDATE sqlite_master SET sql = replace(sql, 'ABORT', 'IGNORE') WHERE name = 'audit_no_update'")
        )
    elif attack == "drop":
        db.session.execute(text(f"DROP TRIGGER audit_no_update{on}"))
    else:
        body = "FOR EACH ROW EXECUTE FUNCTION audit_no_update()" if IS_POSTGRESQL else "BEGIN SELECT 1; END"
        db.session.execute(text(f"CREATE TRIGGER audit_no_more BEFORE INSERT ON audit_events {body}"))
    (line,) = guards()
    assert ("audit_no_more" if attack == "add" else "audit_no_update") in line
    db.session.rollback()
    if attack == "change" and not IS_POSTGRESQL:
        db.session.execute(text("PRAGMA writable_schema=OFF"))
        db.session.rollback()


def test_the_chain_tells_that_a_record_was_changed(app: Flask) -> None:
    make_edition(state="published")
    runner = app.test_cli_runner()
    assert runner.invoke(args=["factcheck", "check"]).exit_code == 0
    sqlite = db.engine.dialect.name == "sqlite"
    db.session.execute(text("DROP TRIGGER audit_no_update" + ("" if sqlite else " ON audit_events")))
    db.session.execute(text("UPDATE audit_events SET actor_name = 'Mallory' WHERE id = 2"))
    db.session.flush()
    db.session.expire_all()
    assert db.session.get_one(Event, 2).actor_name == "Mallory"
    assert [fault for fault in list(checks.record()) if "2" in fault]
    db.session.rollback()
