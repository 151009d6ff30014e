"""Time the promises of `factcheck check` beside plain SELECTs of the same rows (benchmarks/results/check.md)."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.check.house import Archive
from factcheck.db import db, read_only
from factcheck.db.sqlite import sqlite_module
from factcheck.integrity.checks import CHECKS

TEXTS = "SELECT id, text FROM versions"
LIMITS = {  # by the name of the checking function: the rows that it reads, the counted ones first
    "parts": ("SELECT id, version_id, start, end, exact, prefix, suffix FROM parts", TEXTS),
    "carried": ("SELECT id, part_id, version_id, start, end, exact FROM placements", TEXTS),
    "texts": ("SELECT id, text, text_sha256, raw_sha256 FROM versions",),
    "approvals": ("SELECT id, record, record_sha256, author_id, approver_id FROM editions",),
    "record": ("SELECT * FROM audit_events ORDER BY id",),
    "findable": ("SELECT id FROM articles",),
}
HEAD = (
    "| promise | rows | seconds | rows per second | plain SELECT, seconds | ratio |\n"
    "|---|--:|--:|--:|--:|--:|"
)  # fmt: skip
Promise = Callable[[], Iterator[str]]


class Row(NamedTuple):
    """One line of the table."""

    name: str
    rows: int
    ours: float
    limit: float

    def __str__(self) -> str:
        rate = f"{self.rows / self.ours:,.0f}" if self.rows else ""
        ratio = f"{self.ours / self.limit:.1f}" if self.rows else ""
        return f"| {self.name} | {self.rows:,} | {self.ours:.2f} | {rate} | {self.limit:.2f} | {ratio} |"


def main() -> None:
    """Fill the database, run every promise and its limit in turn, print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, one round")
    asked = parser.parse_args()
    parts, editions, rounds = (20_000, 1_000, 1) if asked.quick else (200_000, 10_000, 3)
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        archive.approved(editions)
        archive.fill(parts)
        print(heading(parts + editions, rounds), HEAD, sep="\n\n", flush=True)
        found = []
        for name, promise in CHECKS.items():
            found.append(measured(name, promise, archive.database, rounds))
            print(found[-1], flush=True)
        ours, limit = (sum(column) for column in zip(*((it.ours, it.limit) for it in found), strict=True))
        print(Row("**all**", sum(it.rows for it in found), ours, limit))
        archive.close()


def measured(name: str, promise: Promise, database: Path, rounds: int) -> Row:
    """Medians of rounds that alternate between the promise and its limit."""
    ours, limit, rows = [], [], 0
    for _ in range(rounds):
        ours.append(_kept(promise))
        begun = time.perf_counter()
        rows = _selected(database, LIMITS.get(promise.__name__, ()))
        limit.append(time.perf_counter() - begun)
    return Row(name, rows, median(ours), median(limit))


def _kept(promise: Promise) -> float:
    """Seconds of the proof; every promise must hold."""
    begun = time.perf_counter()
    with read_only():
        broken = list(promise())
    seconds = time.perf_counter() - begun
    db.session.rollback()
    db.session.expunge_all()
    if broken:
        raise RuntimeError(f"{len(broken)} promises are broken: {broken[0]}")
    return seconds


def _selected(database: Path, statements: tuple[str, ...]) -> int:
    """Read the rows of all statements; returns the number of rows of the first."""
    connection = sqlite_module().connect(str(database))
    counts = [sum(1 for _ in connection.execute(statement)) for statement in statements]
    connection.close()
    return counts[0] if counts else 0


def heading(parts: int, rounds: int) -> str:
    """Date, machine and amount of data."""
    model = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    today = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {today}: {model.partition(':')[2].strip()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite. {parts:,} parts; medians of {rounds} rounds."
    )


if __name__ == "__main__":
    main()
