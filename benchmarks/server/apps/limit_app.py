"""The bare application of limit.py; its database is named by LIMIT_DATABASE. Pages are sent as gzip."""

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

from benchmarks.server.apps import limit_sql
from factcheck.db.sqlite import sqlite_module

PAGE = """<!doctype html><html lang="en"><head><title>Limit</title></head><body>
<article>{{ text }}</article><ul>{% for id, start, stop, statement in rows %}
<li id="claim-{{ id }}" data-start="{{ start }}" data-end="{{ stop }}">
<a href="/claims/{{ id }}">{{ statement }}</a></li>
{% endfor %}</ul></body></html>"""
LIST = """<!doctype html><html lang="en"><head><title>Limit</title></head><body>
<ul>{% for id, title in rows %}<li><a href="/documents/{{ id }}">{{ title }}</a></li>{% endfor %}</ul></body></html>"""

app = Flask(__name__)
app.config.update({"COMPRESS_ALGORITHM": ["gzip"], "COMPRESS_LEVEL": 2})
Compress(app)
OPENED, LISTING = app.jinja_env.from_string(PAGE), app.jinja_env.from_string(LIST)
SQL = limit_sql.statements(os.environ.get("LIMIT_DATABASE", ""))
_local = threading.local()


def connect(database: str) -> Any:
    """A connection as durable as ours: SQLite with WAL and FULL, PostgreSQL as it is; each statement commits."""
    if database.startswith("postgresql:"):
        import psycopg  # SQLite needs no memory for it

        return psycopg.connect(database, autocommit=True, prepare_threshold=0)
    made = sqlite_module().connect(database, isolation_level=None, timeout=60)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("PRAGMA synchronous=FULL")
    return made


def run(statement: str, *values: object) -> Any:
    """The cursor of a statement, on this thread's connection."""
    if not hasattr(_local, "connection"):
        _local.connection = connect(os.environ["LIMIT_DATABASE"])
    return _local.connection.execute(SQL.of(statement), values)


def fetch(statement: str, *values: object) -> list[Any]:
    """All rows of a statement."""
    return list(run(statement, *values).fetchall())


@app.get("/login")
def ready() -> str:
    """Say that the server has started."""
    return ""


@app.post("/documents/<int:document>/annotations")
def create(document: int) -> tuple[dict[str, int], int]:
    """One INSERT and its COMMIT."""
    values = (document, *(request.json[name] for name in ("start", "end", "statement")))
    return {"id": fetch(limit_sql.INSERT, *values)[0][0]}, 201


@app.get("/documents/<int:document>/annotations")
def stored(document: int) -> list[int]:
    """The ids."""
    return [row[0] for row in fetch(limit_sql.ROWS, document)]


@app.get("/documents/<int:document>")
def show(document: int) -> str:
    """The text and its annotations."""
    return OPENED.render(text=fetch(limit_sql.TEXT, document)[0][0], rows=fetch(limit_sql.ROWS, document))


@app.get("/documents")
def listed() -> str:
    """The newest thirty, or those with a word."""
    word = request.args.get("q")
    return LISTING.render(rows=fetch(SQL.found, word) if word else fetch(limit_sql.LISTED))


@app.get("/records.<kind>")
def export(kind: str) -> Response:
    """All records, streamed."""
    rows = run(limit_sql.RECORDS)
    return Response((as_csv if kind == "csv" else as_json)(rows), mimetype="text/plain")


def as_json(rows: Any) -> Iterator[str]:
    """One line a record."""
    for (record,) in rows:
        yield json.dumps(json.loads(record), ensure_ascii=False) + "\n"


def as_csv(rows: Any) -> Iterator[str]:
    """One line of cells a record."""
    for (record,) in rows:
        out = io.StringIO()
        csv.writer(out).writerow(json.loads(record).values())
        yield out.getvalue()
