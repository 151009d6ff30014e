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

from factcheck.db.sqlite import sqlite_module

ROWS = "SELECT id, start, end, statement FROM annotations WHERE document = ? ORDER BY start, end DESC, id"
LISTED = "SELECT id, substr(text, 1, 60) FROM documents ORDER BY id DESC LIMIT 30"
FOUND = (
    "SELECT id, substr(text, 1, 60) FROM documents"
    " WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?) ORDER BY id DESC LIMIT 30"
)
PAGE = """<!doctype html><html lang="en"><head><title>Limit</title></head><body>
<article>{{ text }}</article><ul>{% for id, start, end, statement in rows %}
<li id="claim-{{ id }}" data-start="{{ start }}" data-end="{{ end }}">
<a href="/claims/{{ id }}">{{ statement }}</a></li>
{% endfor %}</ul></body></html>"""
LIST = """<!doctype html><html lang="en"><head><title>Limit</title></head><body>
<ul>{% for id, title in rows %}<li><a href="/documents/{{ id }}">{{ title }}</a></li>{% endfor %}</ul></body></html>"""

app = Flask(__name__)
app.config.update({"COMPRESS_ALGORITHM": ["gzip"], "COMPRESS_LEVEL": 2})
Compress(app)
OPENED, LISTING = app.jinja_env.from_string(PAGE), app.jinja_env.from_string(LIST)
_local = threading.local()


def connection() -> Any:
    """This thread's connection, as durable as ours: WAL, FULL."""
    if not hasattr(_local, "connection"):
        _local.connection = sqlite_module().connect(os.environ["LIMIT_DATABASE"], isolation_level=None, timeout=60)
        _local.connection.execute("PRAGMA journal_mode=WAL")
        _local.connection.execute("PRAGMA synchronous=FULL")
    return _local.connection


@app.get("/login")
def ready() -> str:
    """Say that the server has started."""
    return ""


@app.post("/documents/<int:document>/annotations")
def create(document: int) -> tuple[dict[str, int], int]:
    """One INSERT and its COMMIT."""
    values = (document, *(request.json[name] for name in ("start", "end", "statement")))
    insert = "INSERT INTO annotations (document, start, end, statement) VALUES (?, ?, ?, ?)"
    return {"id": connection().execute(insert, values).lastrowid}, 201


@app.get("/documents/<int:document>/annotations")
def stored(document: int) -> list[int]:
    """The ids."""
    return [row[0] for row in connection().execute(ROWS, (document,))]


@app.get("/documents/<int:document>")
def show(document: int) -> str:
    """The text and its annotations."""
    text = connection().execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()[0]
    return OPENED.render(text=text, rows=connection().execute(ROWS, (document,)).fetchall())


@app.get("/documents")
def listed() -> str:
    """The newest thirty, or those with a word."""
    word = request.args.get("q")
    rows = connection().execute(FOUND, (word,)) if word else connection().execute(LISTED)
    return LISTING.render(rows=rows.fetchall())


@app.get("/records.<kind>")
def export(kind: str) -> Response:
    """All records, streamed."""
    rows = connection().execute("SELECT record FROM records ORDER BY id DESC")
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
