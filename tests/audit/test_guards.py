"""What the database itself refuses, whoever asks it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from factcheck import checks
from factcheck.audit.models import Event
from factcheck.db import db
from tests.factories import make_edition


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
