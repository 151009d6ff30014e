"""The one search over many claims as a browser asks: the page of results and the suggestions; median and p95.

Processor time of the process, in which SQLite runs too, and of PostgreSQL's process for it where that is on the same
machine: it doesn't depend on what else the machine does.

`python -m benchmarks.searching.everything [ROWS]`; on the empty database of FACTCHECK_DATABASE_URL where that is set.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import text

from benchmarks.searching.__main__ import QUESTIONS, ROWS, fill
from factcheck import create_app
from factcheck.accounts.models import SignIn, User
from factcheck.config import PROJECT, Settings
from factcheck.db import db
from factcheck.fulltext.index import index_missing
from factcheck.hashing import sha256_hex

TIMES = 10
SERVERS: list[Path] = []
FILTERS = {"": {}, ", in one state": {"state": "open"}, ", of one claimant": {"claimant": "Signe Holt"}}


def main() -> int:
    """Fill a database, send each request, print the table and the figures of all requests."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({**os.environ, "FACTCHECK_HOME": folder, "FACTCHECK_DEMO": "0"}))
        with app.app_context():
            upgrade(directory=str(PROJECT / "factcheck" / "migrations"))
            fill(rows)
            index_missing()
            db.session.execute(text("ANALYZE"))
            db.session.commit()
            print(f"{rows:,} claims on {db.engine.dialect.name}\n")
            SERVERS.extend(servers())
            db.session.rollback()
            table(signed_in(app))
    return 0


def signed_in(app: Flask) -> FlaskClient:
    """A client of the one person of the database."""
    user, token, client = db.session.get_one(User, 1), secrets.token_urlsafe(16), app.test_client()
    db.session.add(SignIn(user_id=user.id, token_sha256=sha256_hex(token), address="127.0.0.1", device="a benchmark"))
    user.active = True
    db.session.commit()
    with client.session_transaction() as session:
        session.update({"_user_id": user.fs_uniquifier, "_fresh": True, "sign_in": token, "fs_cc": "set"})
    return client


def table(client: FlaskClient) -> None:
    """Print the median and the 95th percentile of each request, and of all."""
    print("| query | request | median, ms | p95, ms | elapsed p95, ms |\n|---|---|--:|--:|--:|")
    every = []
    timed(client, "/search", {"q": "warm"})  # compiles the templates
    for name, words in QUESTIONS.items():
        requests = [(f"results{more}", "/search", {"q": words, **values}) for more, values in FILTERS.items()]
        for what, path, query in [*requests, ("suggestions", "/search/suggestions", {"q": words})]:
            found = [timed(client, path, query) for _ in range(TIMES)]
            every += found
            print(row(name, what, found), flush=True)
    print(row("all", "all", every))


def row(name: str, what: str, found: list[tuple[float, float]]) -> str:
    """A line of the table, of the processor time and the elapsed time of each request."""
    used, elapsed = zip(*found, strict=True)
    return f"| {name} | {what} | {median(used):.1f} | {p95(used):.1f} | {p95(elapsed):.1f} |"


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]


def processor() -> float:
    """Processor seconds of this process, and of the database's process for it."""
    used = time.process_time()
    for process in SERVERS:
        used += int(process.read_text().split()[0]) / 1e9
    return used


def servers() -> list[Path]:
    """Where the kernel counts the time of PostgreSQL's processes for this one; none for SQLite or a remote server."""
    if db.engine.dialect.name != "postgresql":
        return []
    query = text(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
    )
    found = [Path(f"/proc/{pid}/schedstat") for pid in db.session.scalars(query)]
    return [path for path in found if path.is_file()]


def timed(client: FlaskClient, path: str, query: dict[str, str]) -> tuple[float, float]:
    """Processor and elapsed milliseconds of one request; raises AssertionError unless it is answered with 200."""
    used, begun = processor(), time.perf_counter()
    answer = client.get(path, query_string=query)
    assert answer.status_code == 200, answer.status
    return 1000 * (processor() - used), 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    raise SystemExit(main())
