"""Connections to PostgreSQL; the rules need no server, so they are tested with any connection that can be cut."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import ProgrammingError

from factcheck.db import postgres
from factcheck.db.sqlite import sqlite_module


@pytest.fixture
def cut(tmp_path: Path) -> Engine:
    """An engine whose one connection was cut while it rested."""
    engine = create_engine(f"sqlite:///{tmp_path / 'cut.sqlite3'}", module=sqlite_module())
    event.listen(engine, "checkin", postgres._rest)
    event.listen(engine, "checkout", partial(postgres._ping, engine.dialect))
    used = engine.raw_connection()
    raw = used.driver_connection
    used.close()
    assert raw is not None
    raw.close()
    return engine


def test_a_connection_that_was_cut_while_it_rested_is_replaced(cut: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PING_AFTER", 0.0)
    with cut.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    cut.dispose()


def test_a_connection_that_was_used_a_moment_ago_is_not_asked(cut: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PING_AFTER", 3600.0)
    with pytest.raises(ProgrammingError, match="closed"), cut.connect() as connection:
        connection.scalar(text("SELECT 1"))
    cut.dispose()
