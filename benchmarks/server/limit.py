"""The limit: Flask, one statement a request, no ORM, no accounts, no checks; pages are sent as gzip.

It reads the database of the same run, named by LIMIT_DATABASE, and writes to its own table.
"""

from __future__ import annotations

import csv
import io
import json
import os
import threading
from collections.abc import Iterator
from typing import Any

from flask import Flask, Response, request
from flask_compress import Compress

from factcheck.db.sqlite import sqlite_module

DATABASE = os.environ["LIMIT_DATABASE"]
ROWS = """
    SELECT a.claim_id, a.id, p.start, p.end, c.state, c.rating_key, c.statement, k.name
    FROM parts p JOIN annotations a ON a.id = p.annotation_id JOIN claims c ON c.id = a.claim_id
    LEFT JOIN claimants k ON k.id = c.claimant_id
    WHERE p.version_id = ? AND a.archived_at IS NULL AND c.archived_at IS NULL ORDER BY p.start, p.end DESC, p.id
"""
PAGE = """<!doctype html><html lang="en"><head><title>Limit</title></head><body>
<article>{{ text }}</article><ul>{% for row in rows %}
<li id="claim-{{ row[0] }}" data-annotation="{{ row[1] }}" data-start="{{ row[2] }}" data-end="{{ row[3] }}">
<a href="/claims/{{ row[0] }}">{{ row[6] }}</a> <span>{{ row[7] }}</span> <em>{{ row[5] or row[4] }}</em></li>
{% endfor %}
</ul></body></html>"""
EDITIONS = "SELECT record, published_at, record_sha256 FROM editions WHERE state = 'published' ORDER BY id DESC"

app = Flask(__name__)
app.config.update({"COMPRESS_ALGORITHM": ["gzip"], "COMPRESS_LEVEL": 2})
Compress(app)
TEMPLATE = app.jinja_env.from_string(PAGE)
_local = threading.local()


def connection() -> Any:
    """This thread's connection, as durable as ours: WAL, FULL."""
    if not hasattr(_local, "connection"):
        _local.connection = sqlite_module().connect(DATABASE, isolation_level=None, timeout=60)
        _local.connection.execute("PRAGMA journal_mode=WAL")
        _local.connection.execute("PRAGMA synchronous=FULL")
        _local.connection.execute(
            "CREATE TABLE IF NOT EXISTS limits"
            " (id INTEGER PRIMARY KEY, article, exact, prefix, suffix, start, statement)"
        )
    return _local.connection


@app.post("/articles/<int:article_id>/claims")
def create(article_id: int) -> tuple[str, int]:
    """One INSERT and its COMMIT."""
    names = ("exact", "prefix", "suffix", "hint", "statement")
    values = (article_id, *(request.form[name] for name in names))
    connection().execute(
        "INSERT INTO limits (article, exact, prefix, suffix, start, statement) VALUES (?, ?, ?, ?, ?, ?)", values
    )
    return "", 201


@app.get("/articles/<int:version_id>")
def show(version_id: int) -> str:
    """The same rows by one query in one template."""
    text = connection().execute("SELECT text FROM versions WHERE id = ?", (version_id,)).fetchone()[0]
    return TEMPLATE.render(text=text, rows=connection().execute(ROWS, (version_id,)).fetchall())


@app.get("/exports/<name>")
def export(name: str) -> Response:
    """The same snapshots by one query, streamed."""
    rows = connection().execute(EDITIONS)
    return Response(as_csv(rows) if name.endswith("csv") else as_json(rows), mimetype="text/plain")


def as_json(rows: Any) -> Iterator[str]:
    """One line a snapshot."""
    for record, published_at, digest in rows:
        facts = {**json.loads(record), "published_at": published_at, "record_sha256": digest}
        yield json.dumps(facts, ensure_ascii=False) + "\n"


def as_csv(rows: Any) -> Iterator[str]:
    """One line of cells a snapshot."""
    for record, published_at, digest in rows:
        out = io.StringIO()
        facts = {**json.loads(record), "published_at": published_at, "record_sha256": digest}
        csv.writer(out).writerow([value for value in facts.values() if not isinstance(value, list | dict)])
        yield out.getvalue()
