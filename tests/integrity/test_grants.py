"""The app's own PostgreSQL role: enough for the app, and no way round the guards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import ProgrammingError

from factcheck import create_app
from factcheck.config import Settings, SettingsError
from factcheck.db import db
from factcheck.health.alarms import alarms_of_app
from factcheck.integrity.grants import excess, statements, watch_role
from launch.preparing import prepare
from tests.factories import make_correction, make_edition, make_thread, make_withdrawal

pytestmark = pytest.mark.on_postgresql
ROLE, OWNER = "factcheck_test_app", "postgres"


@pytest.fixture
def lesser(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The app, connected by a role that has just what the command says."""
    owner = create_engine(db.engine.url, isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text(f"CREATE ROLE {ROLE} LOGIN"))
        for statement in statements(ROLE, OWNER, str(db.engine.url.database)):
            connection.execute(text(statement))
    url = db.engine.url.set(drivername="postgresql", username=ROLE).render_as_string(hide_password=False)
    settings = Settings.from_env(
        {"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_DATABASE_URL": url, "FACTCHECK_DEMO": "0"}
    )
    made = create_app(settings)
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()
    with owner.connect() as connection:
        connection.execute(text(f"DROP OWNED BY {ROLE}"))
        connection.execute(text(f"DROP ROLE {ROLE}"))
    owner.dispose()


def test_it_is_enough_for_a_start_the_work_and_the_check(lesser: Flask) -> None:
    prepare(lesser, lesser.extensions["settings"])
    make_thread()
    make_withdrawal(make_correction(make_edition(state="published"), "true"))
    answer = lesser.test_cli_runner().invoke(args=["factcheck", "check"])
    assert answer.exit_code == 0, answer.output
    answer = lesser.test_cli_runner().invoke(args=["factcheck", "db", "grants"])
    assert (answer.exit_code, "and no others" in answer.output) == (0, True)
    assert alarms_of_app().current() == []


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE audit_events CASCADE",
        "TRUNCATE editions CASCADE",
        "ALTER TABLE audit_events DISABLE TRIGGER ALL",
        "ALTER TABLE editions DISABLE TRIGGER edition_no_update",
        "DROP TRIGGER audit_no_update ON audit_events",
        "DROP TABLE audit_events CASCADE",
        "CREATE OR REPLACE FUNCTION audit_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
        "SET session_replication_role = replica",
        "UPDATE audit_events SET action = 'x'",
        "DELETE FROM stored_files",
        "UPDATE alembic_version SET version_num = 'x'",
        "CREATE TABLE mine (id int)",
        "GRANT postgres TO factcheck_test_app",
    ],
)
def test_it_can_not_get_round_the_guards(lesser: Flask, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner|privilege"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_an_owner_and_a_superuser_are_told_of_in_a_banner_until_they_are_lesser(app: Flask) -> None:
    assert [line for line in watch_role() if "superuser" in line]
    assert [alarm.key for alarm in alarms_of_app().current()] == ["database-role"]
    answer = app.test_cli_runner().invoke(args=["factcheck", "db", "grants", "--role", "app", "--owner", "boss"])
    assert answer.exit_code == 1
    assert 'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "public" TO "app";' in answer.output
    assert "is a superuser" in answer.output
    alarms_of_app().remove("database-role")


@pytest.mark.parametrize(
    ("grant", "words"),
    [
        ("GRANT TRUNCATE ON editions TO factcheck_test_app", "may empty editions"),
        ("GRANT TRIGGER ON editions TO factcheck_test_app", "may create triggers on editions"),
        ("GRANT DELETE ON audit_events TO factcheck_test_app", "may delete rows of audit_events"),
        ("GRANT CREATE ON SCHEMA public TO factcheck_test_app", "may create tables"),
        ("GRANT SET ON PARAMETER session_replication_role TO factcheck_test_app", "session_replication_role"),
        ("ALTER TABLE tags OWNER TO factcheck_test_app", "owns tables"),
        ("ALTER ROLE factcheck_test_app SUPERUSER", "is a superuser"),
    ],
)
def test_each_right_too_much_is_named(app: Flask, lesser: Flask, grant: str, words: str) -> None:
    with app.app_context():
        owner = create_engine(db.engine.url, isolation_level="AUTOCOMMIT")
    assert list(excess()) == []
    db.session.rollback()
    with owner.connect() as connection:
        connection.execute(text(grant))
        found = "; ".join(excess())
        db.session.rollback()
        connection.execute(text("ALTER ROLE factcheck_test_app NOSUPERUSER"))
        connection.execute(text("ALTER TABLE tags OWNER TO postgres"))
        connection.execute(text("REVOKE SET ON PARAMETER session_replication_role FROM factcheck_test_app"))
    owner.dispose()
    assert words in found


def test_a_role_that_may_not_migrate_says_who_must(lesser: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    db.session.rollback()
    owner = create_engine(db.engine.url.set(username="postgres"), isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        newest = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        connection.execute(text("UPDATE alembic_version SET version_num = '0033_refusals'"))
        with pytest.raises(SettingsError, match="may not migrate"):
            prepare(lesser, lesser.extensions["settings"])
        connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest})
    owner.dispose()
