"""What is asked of every app: to start with some documents, and to answer its front end's requests."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from benchmarks.server.postgresql import PostgreSQL
from benchmarks.server.process import Server

WORDS = ("harbour", "budget", "council", "minister", "permit", "barley", "ferry", "winter", "report", "crane", "signal")
RARE = "zygomorphic"  # in one of the listed documents
LISTED_LENGTH = 6_000  # code points of a listed document


class Size(NamedTuple):
    """Code points of a document, and its annotations."""

    length: int
    annotations: int


class Plan(NamedTuple):
    """What each app has before it is measured."""

    documents: Mapping[str, Size]
    listed: int = 0  # more documents, without annotations
    published: int = 0  # records to export


class App(ABC):
    """One app; a context manager that fills it, starts it, signs a person in, and stops it.

    `folder` is its own and empty, and so is `postgresql`, without which it uses SQLite. A client is whatever the app's
    operations take as one browser of that person.
    """

    name: ClassVar[str]
    server: Server
    documents: dict[str, Any]

    def __init__(self, folder: Path, plan: Plan, postgresql: PostgreSQL | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.plan, self.documents = folder, plan, {}
        self.postgresql = postgresql

    def __enter__(self) -> App:
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if hasattr(self, "server"):
            self.server.__exit__()

    @property
    def beside(self) -> Sequence[int]:
        """The processes of its PostgreSQL."""
        return [self.postgresql.pid] if self.postgresql else []

    @abstractmethod
    def start(self) -> None:
        """Fill the app, start its server and sign a person in."""

    @abstractmethod
    def clients(self, count: int) -> list[Any]:
        """This many connections of the person."""

    @abstractmethod
    def create(self, client: Any, document: str, number: int) -> Any:
        """Store the `number`th annotation as the front end does, and return its key once that is confirmed."""

    @abstractmethod
    def stored(self, client: Any, document: str) -> list[Any]:
        """The keys of all annotations of a document that `create` stored."""

    @abstractmethod
    def open(self, client: Any, document: str) -> None:
        """All that the front end reads to show a document, without static files."""

    def add(self, client: Any, document: str, number: int) -> None:
        """Store one more annotation on an open document, with all that the front end reads afterwards."""
        self.create(client, document, number)

    @abstractmethod
    def list(self, client: Any) -> None:
        """The first page of all documents."""

    @abstractmethod
    def search(self, client: Any, word: str) -> None:
        """The documents with a word."""

    def export(self, client: Any, kind: str) -> None:
        """All published records as "json" or "csv"; NotImplementedError where there is no such thing."""
        raise NotImplementedError(f"{self.name} exports no published records as {kind}.")


def text_of(length: int, seed: int) -> str:
    """Generated prose of about `length` code points in paragraphs of about 600; deterministic by seed."""
    chance = random.Random(seed)  # noqa: S311 - generated prose, not a secret
    paragraphs, size = [f"Article {seed} of the measured newsroom"], 0
    while size < length:
        sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(7)]
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def listed_texts(count: int) -> Iterator[str]:
    """The texts of the listed documents; RARE is in the one in the middle."""
    for number in range(count):
        yield text_of(LISTED_LENGTH, 10_000 + number) + (f"\n\nA {RARE} flower." if number == count // 2 else "")


def span_of(text: str, number: int) -> tuple[int, int]:
    """Start and end of the words that the `number`th created annotation is on."""
    start = 40 + (number * 7919) % (len(text) - 200)
    return start, start + 60


def spread(text: str, count: int) -> list[tuple[int, int]]:
    """Start and end of the annotations that a document has from the start: 40 to 129 code points each."""
    last = len(text) - 160
    starts = [60 + number * (last - 60) // max(count, 1) for number in range(count)]
    return [(start, start + 40 + start % 90) for start in starts]
