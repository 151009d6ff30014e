"""Faults of databases and disks have the same kinds on both databases."""

from __future__ import annotations

import errno
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from factcheck.db.errors import Fault, kind_of
from factcheck.db.sqlite import sqlite_module


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("23505", Fault.DUPLICATE),
        ("23503", Fault.RULE),
        ("40001", Fault.CLASH),
        ("40P01", Fault.CLASH),
        ("40003", Fault.GONE),
        ("55P03", Fault.LOCKED),
        ("53100", Fault.FULL),
        ("53300", Fault.GONE),
        ("25006", Fault.READ_ONLY),
        ("57P01", Fault.GONE),
        ("08006", Fault.GONE),
        ("XX001", Fault.DAMAGED),
        ("42P01", None),
    ],
)
def test_a_state_of_postgresql_has_a_kind(state: str, kind: Fault | None) -> None:
    assert kind_of(DBAPIError("SELECT 1", {}, psycopg.errors.lookup(state)("words"))) is kind


def test_a_connection_that_was_cut_has_a_kind() -> None:
    assert kind_of(OperationalError("SELECT 1", {}, psycopg.OperationalError("server closed"))) is Fault.GONE


def test_an_error_of_a_connection_that_is_not_wrapped_has_a_kind() -> None:
    assert kind_of(psycopg.OperationalError("consuming input failed: server closed the connection")) is Fault.GONE
    assert kind_of(psycopg.errors.lookup("53100")("words")) is Fault.FULL


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("INSERT INTO t VALUES (1, 2, 1)", Fault.DUPLICATE),
        ("INSERT INTO t VALUES (2, 1, 1)", Fault.DUPLICATE),
        ("INSERT INTO t VALUES (2, 2, NULL)", Fault.RULE),
        ("INSERT INTO t VALUES (2, 2, -1)", Fault.RULE),
    ],
)
def test_a_refusal_of_sqlite_has_a_kind(statement: str, kind: Fault) -> None:
    engine = create_engine("sqlite://", module=sqlite_module())
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE, c NOT NULL CHECK (c > 0))"))
        connection.execute(text("INSERT INTO t VALUES (1, 1, 1)"))
        with pytest.raises(IntegrityError) as caught:
            connection.execute(text(statement))
    assert kind_of(caught.value) is kind


def test_a_lock_that_somebody_else_holds_has_a_kind(tmp_path: Path) -> None:
    path = tmp_path / "held.sqlite3"
    with closing(sqlite_module().connect(path, isolation_level=None)) as holder:
        holder.execute("CREATE TABLE t (a)")
        holder.execute("BEGIN EXCLUSIVE")
        engine = create_engine(f"sqlite:///{path}", module=sqlite_module(), connect_args={"timeout": 0})
        with engine.connect() as connection, pytest.raises(OperationalError) as caught:
            connection.execute(text("SELECT * FROM t"))
        engine.dispose()
    assert kind_of(caught.value) is Fault.LOCKED


def test_a_file_that_is_not_a_database_has_a_kind(tmp_path: Path) -> None:
    (tmp_path / "none.sqlite3").write_bytes(b"no database at all" * 1000)
    engine = create_engine(f"sqlite:///{tmp_path / 'none.sqlite3'}", module=sqlite_module())
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.execute(text("SELECT * FROM t"))
    engine.dispose()
    assert kind_of(caught.value) is Fault.DAMAGED


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, Fault.FULL), (errno.EDQUOT, Fault.FULL), (errno.EROFS, Fault.READ_ONLY)]
)
def test_a_refusal_of_the_disk_has_a_kind(number: int, kind: Fault) -> None:
    assert kind_of(OSError(number, "words")) is kind


def test_an_error_raised_from_a_fault_has_its_kind() -> None:
    error = RuntimeError("the capture wasn't written")
    error.__cause__ = OSError(errno.ENOSPC, "no space left")
    assert kind_of(error) is Fault.FULL


def test_other_errors_have_no_kind() -> None:
    assert kind_of(ValueError("words")) is None
    assert kind_of(None) is None
