"""The one search over many claims as a browser asks: the page of results and the suggestions; prints median and p95.

`python -m benchmarks.searching.everything [ROWS]`; on the empty database of FACTCHECK_DATABASE_URL where that is set.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
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

TIMES = 20
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
    print("| query | request | median, ms | p95, ms |\n|---|---|--:|--:|")
    every = []
    for name, words in QUESTIONS.items():
        requests = [(f"results{more}", "/search", {"q": words, **values}) for more, values in FILTERS.items()]
        for what, path, query in [*requests, ("suggestions", "/search/suggestions", {"q": words})]:
            found = sorted(timed(client, path, query) for _ in range(TIMES))
            every += found
            print(f"| {name} | {what} | {median(found):.1f} | {quantiles(found, n=20)[-1]:.1f} |", flush=True)
    print(f"| all | all | {median(every):.1f} | {quantiles(every, n=20)[-1]:.1f} |")


def timed(client: FlaskClient, path: str, query: dict[str, str]) -> float:
    """The milliseconds that one request takes; raises AssertionError unless it is answered with 200."""
    begun = time.perf_counter()
    answer = client.get(path, query_string=query)
    assert answer.status_code == 200, answer.status
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    raise SystemExit(main())
