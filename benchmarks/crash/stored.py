"""What a server has stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

STORED = "SELECT id, statement FROM claims WHERE statement LIKE 'Measured%'"


def rows(database: Path, query: str) -> list[tuple[int, str]]:
    """The rows of a query."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()
