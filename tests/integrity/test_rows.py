"""`factcheck check` compares every row with the last act that tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import JSON, Boolean, Date, Float, Integer, func, inspect, literal_column, select, text, update

from factcheck.accounts.models import Role, User
from factcheck.audit.service import record
from factcheck.claims import service as claims
from factcheck.claims.models import Tag
from factcheck.claims.service import ClaimDetails
from factcheck.db import UTCDateTime, db, insert
from factcheck.db.row_states import audited_tables, columns_of
from factcheck.demo.loader import load_if_empty
from factcheck.integrity.baseline import take_baseline
from factcheck.integrity.rows import rows
from tests.databases import IS_POSTGRESQL, States
from tests.factories import make_claim, make_edition, make_user


@pytest.fixture
def newsroom(app: Flask, states: States) -> Flask:
    """The demo newsroom, of which every row is told."""
    states.begin_from("told", fill)
    return app


def fill() -> None:
    take_baseline()
    db.session.commit()
    load_if_empty()


def line_of(table: str, key: object, name: str) -> str:
    """How the line about a changed column begins; of a source that is confidential now it tells no values."""
    return f"{table} {key} (confidential) differs" if name == "confidential_since" else f"{table} {key}: {name} is "


def test_every_told_column_that_is_changed_shows(newsroom: Flask) -> None:
    assert list(rows()) == []
    unguard()
    changes = {table: changed_columns(table, columns_of(kind)) for table, kind in audited_tables().items()}
    filled = {table: iter(found) for table, found in changes.items() if count(table)}
    assert len(filled) > 20, "the demo newsroom has too little in it"
    for _ in range(max(map(len, changes.values()))):
        savepoint = db.session.begin_nested()
        expected = {line_of(table, *it) for table, columns in filled.items() for it in one(columns)}
        found = list(rows())
        assert {line for line in expected if not any(it.startswith(line) for it in found)} == set()
        assert len(found) == len(expected)
        savepoint.rollback()
        db.session.expire_all()
    db.session.rollback()


def test_a_savepoint_that_is_rolled_back_takes_no_notes_of_before_it_along(app: Flask) -> None:
    rita, claim = make_user("Rita"), make_claim("The harbour will open in May")
    take_baseline()
    db.session.commit()
    claim.statement, claim.place = "The harbour opens in May", "Port Lisse"
    savepoint = db.session.begin_nested()
    db.session.add(Tag(name="never"))
    claim.place = "Nowhere"
    db.session.flush()
    insert(Tag, {"name": "never either"})
    savepoint.rollback()
    record(rita, "claim:edit", ("claim", claim.id))
    db.session.commit()
    assert (claim.statement, claim.place) == ("The harbour opens in May", "Port Lisse")
    assert list(rows()) == []


def test_a_row_that_no_act_made_and_one_that_none_deleted_show(newsroom: Flask) -> None:
    unguard()
    db.session.execute(text("DELETE FROM tags WHERE id = (SELECT min(id) FROM tags)"))
    db.session.execute(text("INSERT INTO tags (id, name) VALUES (999, 'forged')"))
    found = "\n".join(rows())
    assert "tags 1 is gone, but no entry deleted it" in found
    assert "tags 999 exists, but no entry in the log mentions it" in found
    db.session.rollback()


def test_tags_are_told_with_their_claim(newsroom: Flask) -> None:
    unguard()
    pair = db.session.execute(text("SELECT claim_id, tag_id FROM claim_tags ORDER BY 1, 2 LIMIT 1")).one()
    db.session.execute(
        text("DELETE FROM claim_tags WHERE claim_id = :claim AND tag_id = :tag"),
        dict(zip(("claim", "tag"), pair, strict=True)),
    )
    (line,) = rows()
    assert line.startswith(f"claims {pair[0]}: tags is ")
    db.session.rollback()


def test_the_command_says_what_which_row_which_act_and_what_stands(app: Flask) -> None:
    claim = make_claim()
    db.session.execute(text("UPDATE claims SET statement = 'The moon is cheese' WHERE id = 1"))
    db.session.commit()
    answer = app.test_cli_runner().invoke(args=["factcheck", "check"])
    assert answer.exit_code == 1
    assert f'claims {claim.id}: statement is "The moon is cheese", but entry 2 left "The harbour opens' in answer.output


def test_a_later_act_on_another_column_does_not_cover_it_up(app: Flask) -> None:
    claim = make_claim()
    db.session.execute(text("UPDATE claims SET statement = 'The moon is cheese' WHERE id = 1"))
    db.session.commit()
    db.session.expire_all()
    rita = make_user("Rita")
    details = ClaimDetails("The moon is cheese", place="Tarnby")
    claims.edit(rita, claim, details, claim.revision)
    db.session.commit()
    assert any(line.startswith("claims 1: statement is ") for line in rows())


def test_a_role_that_no_act_gave_shows(newsroom: Flask) -> None:
    db.session.execute(text("UPDATE users SET role = 'admin' WHERE role = 'reviewer'"))
    assert any('role is "admin"' in line for line in rows())
    db.session.rollback()


def test_what_is_accepted_is_told_with_its_reason_and_named_ever_after(app: Flask) -> None:
    make_claim()
    db.session.execute(text("UPDATE claims SET place = 'Åbo'"))
    db.session.commit()
    runner = app.test_cli_runner()
    answer = runner.invoke(args=["factcheck", "check", "--accept", "mended by hand after a crash"])
    assert answer.exit_code == 0, answer.output
    assert (
        "accepted 1 rows as they were: mended by hand after a crash"
        in runner.invoke(args=["factcheck", "check"]).output
    )


def test_the_rest_of_a_transaction_is_told_at_its_end(app: Flask) -> None:
    edition = make_edition(state="published")
    claims.edit(
        make_user("Rita"), edition.verdict.claim, ClaimDetails("It opens in June"), edition.verdict.claim.revision
    )
    db.session.commit()
    assert list(rows()) == []


def test_secrets_are_told_nowhere(app: Flask) -> None:
    user = User(
        name="Uma", email="uma@newsroom.example", role=Role.REVIEWER, password="argon-of-hers", fs_uniquifier="u" * 32
    )
    db.session.add(user)
    db.session.flush()
    make_claim()
    told = str(db.session.execute(text("SELECT row_states FROM audit_events")).all())
    assert "uma@newsroom.example" in told
    assert "argon-of-hers" not in told
    assert "u" * 32 not in told


def unguard() -> None:
    """Take away, in this transaction, what would refuse the changes of somebody who owns the database."""
    if IS_POSTGRESQL:
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
        for table in inspect(db.session.connection()).get_table_names():
            for check in inspect(db.session.connection()).get_check_constraints(table):
                db.session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {check['name']}"))
        return
    for (name,) in db.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
        db.session.execute(text(f"DROP TRIGGER {name}"))
    db.session.execute(text("PRAGMA defer_foreign_keys=ON"))
    db.session.execute(text("PRAGMA ignore_check_constraints=ON"))


def count(table: str) -> int:
    return db.session.scalar(select(func.count()).select_from(audited_tables()[table])) or 0


def changed_columns(table: str, names: list[str]) -> list[str]:
    return [f"{table}.{name}" for name in names]


def one(columns: Iterator[str]) -> Iterator[tuple[Any, str]]:
    """Change the next column of a table's first row; answers its key and the column, or nothing at the end."""
    if (column := next(columns, None)) is None:
        return
    table, name = column.split(".")
    made: Any = audited_tables()[table].__table__  # type: ignore[attr-defined]
    (primary,) = made.primary_key
    key = db.session.scalar(select(func.min(primary)))
    value = literal_column(other(made.c[name].type, f'"{name}"'))
    db.session.execute(update(made).where(primary == key).values({name: value}))
    yield key, name


def other(kind: Any, name: str) -> str:
    """Another value for a column of this type, in SQL."""
    if isinstance(kind, Boolean):
        return f"NOT {name}"
    if isinstance(kind, Integer | Float):
        return f"COALESCE({name}, 0) + 1000"
    if isinstance(kind, UTCDateTime):
        return "'1999-12-31 23:59:59.000000'"
    if isinstance(kind, Date):
        return "'1999-12-31'"
    return "'[\"x\"]'" if isinstance(kind, JSON) else "'x'"


def test_what_is_changed_without_any_act_is_told_by_the_system(app: Flask) -> None:
    take_baseline()
    db.session.commit()
    answer = app.test_cli_runner().invoke(
        args=["factcheck", "admin", "ada@newsroom.example", "Ada", "--password", "a long enough passphrase"]
    )
    assert answer.exit_code == 0, answer.output
    assert list(rows()) == []
    db.session.execute(text("UPDATE users SET active = NOT active"))
    assert [line for line in rows() if line.startswith("users 1: active is ")]
    db.session.rollback()
