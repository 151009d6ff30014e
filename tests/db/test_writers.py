"""One transaction writes at a time; readers never wait, and may become writers."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from factcheck.accounts.models import User
from factcheck.db import connection, db, read_only, slow, writers
from factcheck.db.transactions import UnsavedWork, let_others_write
from tests.factories import make_user
from tests.processes.peers import until

PATIENCE = 30.0  # seconds until a test fails; it never waits that long


def rename(name: str) -> None:
    db.session.execute(update(User).values(name=name))


def meanwhile(app: Flask, name: str) -> None:
    """Rename everybody in another transaction."""

    def act() -> None:
        with app.app_context():
            rename(name)
            db.session.commit()

    other = threading.Thread(target=act)
    other.start()
    other.join(PATIENCE)
    assert not other.is_alive(), "the lock is held"


@pytest.fixture
def rita(app: Flask) -> User:
    rita = make_user("Rita")
    db.session.remove()
    return rita


def names() -> list[str]:
    return list(db.session.scalars(select(User.name)))


def test_readers_block_nobody(app: Flask, rita: User) -> None:
    with read_only():
        assert names() == ["Rita"]
        meanwhile(app, "Ruth")
    assert names() == ["Ruth"]


def test_a_reader_may_write_after_others_have_written(app: Flask, rita: User) -> None:
    writers.promise(writers.Mode.READS)
    try:
        assert names() == ["Rita"]
        meanwhile(app, "Ruth")
        db.session.execute(update(User).where(User.name == "Ruth").values(name="Romy"))
        assert slow.is_writing() or not app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite")
        db.session.commit()
    finally:
        writers.promise(writers.Mode.WRITES)
    assert names() == ["Romy"]


def test_a_page_is_drawn_while_others_write(app: Flask, rita: User) -> None:
    assert names() == ["Rita"]
    assert slow.is_writing()
    assert let_others_write()
    meanwhile(app, "Ruth")
    db.session.rollback()


def test_writes_are_never_dropped_unsaved(app: Flask, rita: User) -> None:
    rename("Ruth")
    assert not let_others_write()
    with pytest.raises(UnsavedWork), read_only():
        pass
    db.session.commit()
    assert names() == ["Ruth"]


def test_the_lock_is_free_after_a_failure(app: Flask, rita: User) -> None:
    names()
    with pytest.raises(Exception, match="no_such_table"):
        db.session.execute(text("INSERT INTO no_such_table VALUES (1)"))
    db.session.rollback()
    assert not slow.is_writing()
    meanwhile(app, "Ruth")


def test_the_time_that_the_lock_was_held_is_logged(app: Flask, rita: User) -> None:
    held: list[float] = []
    writers.on_release.append(held.append)
    try:
        rename("Ruth")
        db.session.commit()
    finally:
        writers.on_release.remove(held.append)
    assert len(held) == 1
    assert held[0] > 0


@pytest.mark.on_sqlite
def test_one_that_waits_for_the_lock_has_no_connection_yet(app: Flask, rita: User) -> None:
    line, found = writers.queue(db.engine.url.database), list[int]()

    def act() -> None:
        with app.app_context():
            found.append(connection().execute(select(func.count(User.id))).scalar_one())
            db.session.rollback()

    assert line.acquire(PATIENCE)
    other = threading.Thread(target=act)
    other.start()
    until(lambda: bool(line._waiting))
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a pool of connections has it
    line.release()
    other.join(PATIENCE)
    assert found == [1]
    assert not line.is_taken


@pytest.mark.on_sqlite
def test_a_place_in_the_line_that_no_transaction_takes_is_left(app: Flask) -> None:
    with writers.lined_up(db.engine.url.database):
        assert writers.queue(db.engine.url.database).is_taken
    assert not writers.queue(db.engine.url.database).is_taken
