"""Our own app, as `python3 app.py` serves it, on all its processes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from sqlalchemy import NullPool, create_engine, text

from benchmarks.server.apps.app import App, listed_texts, span_of
from benchmarks.server.client import Client
from benchmarks.server.house import EMAIL, PASSWORD, House, Spot
from benchmarks.server.process import app_server


class Factcheck(App):
    """A newsroom that is filled through its own services; claims are sent by htmx, as the workbench does."""

    name = "factcheck"
    documents: dict[str, Spot]

    def start(self) -> None:
        """Fill it, start it, and sign in."""
        house = House(self.folder, self.postgresql.url if self.postgresql else "")
        self.documents = {name: house.article(*size) for name, size in self.plan.documents.items()}
        house.list_articles(listed_texts(self.plan.listed))
        house.published(self.plan.published)
        house.close()
        self._url = self.postgresql.url if self.postgresql else f"sqlite:///{house.database}"
        self.server = app_server(house.env, beside=self.beside).__enter__()
        self._reviewer = Client(self.server.port).sign_in(EMAIL, PASSWORD)

    def clients(self, count: int) -> list[Client]:
        """Connections of Rita, a reviewer."""
        return [self._reviewer.twin() for _ in range(count)]

    def create(self, client: Client, document: str, number: int) -> str:
        """The highlighter's form, answered with what changed on the page."""
        spot = self.documents[document]
        client.post(f"/articles/{spot.article_id}/claims", words(spot, number), partial=True).expect(200)
        return statement(spot, number)

    def stored(self, client: Client, document: str) -> list[str]:
        """The statements of the created claims."""
        query = text("SELECT statement FROM claims WHERE statement LIKE :pattern")
        with create_engine(self._url, poolclass=NullPool).connect() as connection:
            return list(connection.scalars(query, {"pattern": statement(self.documents[document], "%")}))

    def open(self, client: Client, document: str) -> None:
        """The workbench."""
        client.get(f"/articles/{self.documents[document].article_id}").expect(200)

    def list(self, client: Client) -> None:
        """The list of articles."""
        client.get("/articles").expect(200)

    def search(self, client: Client, word: str) -> None:
        """The articles with a word."""
        client.get("/articles?" + urlencode({"q": word})).expect(200)

    def export(self, client: Client, kind: str) -> None:
        """The public export."""
        client.drain(f"/exports/checks.{kind}")


def words(spot: Spot, number: int) -> dict[str, Any]:
    """The form that the highlighter fills for the `number`th words of an article."""
    start, end = span_of(spot.text, number)
    return {
        "exact": spot.text[start:end],
        "prefix": spot.text[start - 32 : start],
        "suffix": spot.text[end : end + 32],
        "hint": start,
        "statement": statement(spot, number),
        "kind": "checkable",
        "claimant_kind": "person",
    }


def statement(spot: Spot, number: int | str) -> str:
    """The statement of the `number`th created claim of an article."""
    return f"Measured {spot.article_id}.{number}"
