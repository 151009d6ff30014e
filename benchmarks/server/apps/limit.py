"""The limit: a bare Flask application on our web server, with one SQL statement a request (limit_app.py)."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

from benchmarks.server.apps import limit_sql
from benchmarks.server.apps.app import App, listed_texts, span_of, spread, text_of
from benchmarks.server.apps.limit_app import connect
from benchmarks.server.client import Browser
from benchmarks.server.process import plain_server

RATIONALE = "The permit, which the town council gave in March, names September as the month of opening [1]. " * 4
RECORD = {"headline": "It opens in September", "summary": "Not in May.", "rating": "false", "rationale": RATIONALE}


class Limit(App):
    """No ORM, no accounts, no checks."""

    name = "limit"

    def start(self) -> None:
        """Fill it, start it, and sign in."""
        database = self.postgresql.address if self.postgresql else str(self.folder / "limit.sqlite3")
        sql = limit_sql.statements(database)
        with closing(connect(database)) as connection:
            for statement in sql.schema.strip().split(";\n"):
                connection.execute(statement)
            connection.execute("BEGIN")
            self._fill(connection.cursor(), sql)
            connection.execute("COMMIT")
        self.server = plain_server(
            "benchmarks.server.apps.limit_app:app", {"LIMIT_DATABASE": database}, beside=self.beside
        ).__enter__()

    def _fill(self, cursor: Any, sql: limit_sql.Statements) -> None:
        for seed, (name, (length, count)) in enumerate(self.plan.documents.items(), start=1):
            text = text_of(length, seed)
            self.documents[name] = (id_ := self._insert(cursor, sql, text), text)
            rows = [(id_, start, end, text[start:end]) for start, end in spread(text, count)]
            cursor.executemany(sql.of(limit_sql.INSERT).removesuffix(" RETURNING id"), rows)
        for text in listed_texts(self.plan.listed):
            self._insert(cursor, sql, text)
        cursor.execute(sql.rebuild)
        records = ((json.dumps(RECORD | {"statement": f"Claim {id_}"}),) for id_ in range(self.plan.published))
        cursor.executemany(sql.of(limit_sql.INSERT_RECORD), records)

    def _insert(self, cursor: Any, sql: limit_sql.Statements, text: str) -> int:
        cursor.execute(sql.of(limit_sql.INSERT_DOCUMENT), (text,))
        return int(cursor.fetchone()[0])

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
