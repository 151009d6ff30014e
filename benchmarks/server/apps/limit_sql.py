"""The statements of the limit: on SQLite, and with the same parameters in the same order on PostgreSQL."""

from __future__ import annotations

from typing import NamedTuple


class Statements(NamedTuple):
    """What differs between the databases, and what doesn't."""

    schema: str
    found: str  # documents with a word
    place: str = "?"  # of a parameter
    rebuild: str = ""  # the index of words, after documents were inserted

    def of(self, statement: str) -> str:
        """A statement whose parameters are `?`."""
        return statement.replace("?", self.place)


INSERT_DOCUMENT = "INSERT INTO documents (text) VALUES (?) RETURNING id"
INSERT = "INSERT INTO annotations (document, start, stop, statement) VALUES (?, ?, ?, ?) RETURNING id"
INSERT_RECORD = "INSERT INTO records (record) VALUES (?)"
TEXT = "SELECT text FROM documents WHERE id = ?"
ROWS = "SELECT id, start, stop, statement FROM annotations WHERE document = ? ORDER BY start, stop DESC, id"
LISTED = "SELECT id, substr(text, 1, 60) FROM documents ORDER BY id DESC LIMIT 30"
RECORDS = "SELECT record FROM records ORDER BY id DESC"

SQLITE = Statements(
    """
    CREATE TABLE documents (id INTEGER PRIMARY KEY, text TEXT);
    CREATE TABLE annotations (id INTEGER PRIMARY KEY, document INTEGER, start INTEGER, stop INTEGER, statement TEXT);
    CREATE INDEX annotations_by_document ON annotations (document, start);
    CREATE VIRTUAL TABLE words USING fts5 (text, content='documents', content_rowid='id');
    CREATE TABLE records (id INTEGER PRIMARY KEY, record TEXT);
    """,
    found="SELECT id, substr(text, 1, 60) FROM documents"
    " WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?) ORDER BY id DESC LIMIT 30",
    rebuild="INSERT INTO words (words) VALUES ('rebuild')",
)
POSTGRESQL = Statements(
    """
    CREATE TABLE documents (id SERIAL PRIMARY KEY, text TEXT);
    CREATE TABLE annotations (id SERIAL PRIMARY KEY, document INTEGER, start INTEGER, stop INTEGER, statement TEXT);
    CREATE INDEX annotations_by_document ON annotations (document, start);
    CREATE INDEX words ON documents USING gin (to_tsvector('simple', text));
    CREATE TABLE records (id SERIAL PRIMARY KEY, record TEXT);
    """,
    found="SELECT id, substr(text, 1, 60) FROM documents"
    " WHERE to_tsvector('simple', text) @@ plainto_tsquery('simple', ?) ORDER BY id DESC LIMIT 30",
    place="%s",
    rebuild="ANALYZE",
)


def statements(address: str) -> Statements:
    """Those of the database at an address: a path of SQLite, or libpq's."""
    return POSTGRESQL if address.startswith("postgresql:") else SQLITE
