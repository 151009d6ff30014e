"""The limit of the server benchmark is a bare Flask app, which is served without our jobs and streams."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.server.client import Client
from benchmarks.server.process import Server


def test_the_limit_stores_what_it_is_sent(tmp_path: Path) -> None:
    database = tmp_path / "limit.sqlite3"
    claim = {"exact": "The harbour opens", "prefix": "", "suffix": " in May", "hint": 0, "statement": "It opens in May"}
    with Server("benchmarks.server.limit:app", {"LIMIT_DATABASE": str(database)}) as server:
        assert Client(server.port).post("/articles/7/claims", claim).status == 201
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT article, statement FROM limits").fetchall() == [(7, "It opens in May")]
