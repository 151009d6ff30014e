"""The limit: a bare Flask application on our web server, with one SQL statement a request (limit_app.py)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from benchmarks.server.apps.app import App, listed_texts, span_of, spread, text_of
from benchmarks.server.client import Browser
from benchmarks.server.process import plain_server

SCHEMA = """
    CREATE TABLE documents (id INTEGER PRIMARY KEY, text TEXT);
    CREATE TABLE annotations (id INTEGER PRIMARY KEY, document INTEGER, start INTEGER, end INTEGER, statement TEXT);
    CREATE INDEX annotations_by_document ON annotations (document, start);
    CREATE VIRTUAL TABLE words USING fts5 (text, content='documents', content_rowid='id');
    CREATE TABLE records (id INTEGER PRIMARY KEY, record TEXT);
"""
RATIONALE = "The permit, which the town council gave in March, names September as the month of opening [1]. " * 4
RECORD = {"headline": "It opens in September", "summary": "Not in May.", "rating": "false", "rationale": RATIONALE}


class Limit(App):
    """No ORM, no accounts, no checks."""

    name = "limit"

    def start(self) -> None:
        """Fill it, start it, and sign in."""
        database = self.folder / "limit.sqlite3"
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.executescript(SCHEMA)
            for seed, (name, (length, annotations)) in enumerate(self.plan.documents.items(), start=1):
                text = text_of(length, seed)
                self.documents[name] = (self._insert(connection, text, annotations), text)
            for text in listed_texts(self.plan.listed):
                self._insert(connection, text, 0)
            connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
            records = ((json.dumps(RECORD | {"statement": f"Claim {id_}"}),) for id_ in range(self.plan.published))
            connection.executemany("INSERT INTO records (record) VALUES (?)", records)
        self.server = plain_server(
            "benchmarks.server.apps.limit_app:app", {"LIMIT_DATABASE": str(database)}
        ).__enter__()

    def _insert(self, connection: sqlite3.Connection, text: str, annotations: int) -> int:
        id_ = connection.execute("INSERT INTO documents (text) VALUES (?)", (text,)).lastrowid
        rows = [(id_, start, end, text[start:end]) for start, end in spread(text, annotations)]
        connection.executemany("INSERT INTO annotations (document, start, end, statement) VALUES (?, ?, ?, ?)", rows)
        return int(id_ or 0)

    def clients(self, count: int) -> list[Browser]:
        """Nobody signs in."""
        return [Browser(self.server.port) for _ in range(count)]

    def create(self, client: Browser, document: str, number: int) -> Any:
        """One INSERT and its COMMIT."""
        id_, text = self.documents[document]
        start, end = span_of(text, number)
        sent = {"start": start, "end": end, "statement": text[start:end]}
        return client.json("POST", f"/documents/{id_}/annotations", sent)["id"]

    def stored(self, client: Browser, document: str) -> list[Any]:
        """By one query."""
        return list(client.json("GET", f"/documents/{self.documents[document][0]}/annotations"))

    def open(self, client: Browser, document: str) -> None:
        """One page by one query."""
        client.get(f"/documents/{self.documents[document][0]}").expect(200)

    def list(self, client: Browser) -> None:
        """Thirty rows by one query."""
        client.get("/documents").expect(200)

    def search(self, client: Browser, word: str) -> None:
        """Thirty rows by one query."""
        client.get(f"/documents?q={word}").expect(200)

    def export(self, client: Browser, kind: str) -> None:
        """All rows by one query, streamed."""
        client.drain(f"/records.{kind}")
