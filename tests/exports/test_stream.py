"""Exports leave in chunks: whole, with bounded memory, and without their context leaking into the reader's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from factcheck.db import writers
from factcheck.exports.register import FORMATS
from factcheck.exports.stream import CHUNK, chunks, stream
from tests.factories import make_edition

PIECE = "x" * 10_000


@given(st.lists(st.integers(0, CHUNK * 2)))
def test_chunks_are_the_whole_text_and_at_most_one_piece_too_long(lengths: list[int]) -> None:
    pieces = [chr(97 + index % 26) * length for index, length in enumerate(lengths)]
    found = list(chunks(pieces))
    assert "".join(found) == "".join(pieces)
    assert all(CHUNK <= len(chunk) < CHUNK + max(lengths) for chunk in found[:-1])


def test_no_more_is_made_than_was_asked_for(app: Flask) -> None:
    made = []

    def make() -> Iterator[str]:
        for number in range(1_000):
            made.append(number)
            yield PIECE

    text = stream(make)
    assert made == []
    next(text)
    assert len(made) == -(-CHUNK // len(PIECE))
    assert len("".join(text)) == 1_000 * len(PIECE) - 7 * len(PIECE)


def test_a_reader_who_leaves_ends_the_transaction(app: Flask) -> None:
    ended = []

    def make() -> Iterator[str]:
        try:
            while True:
                yield PIECE
        finally:
            ended.append(writers.mode())

    text = stream(make)
    next(text)
    assert writers.mode() is writers.Mode.WRITES  # outside, between two chunks
    text.close()  # type: ignore[attr-defined]  # a generator
    assert ended == [writers.Mode.READS]
    assert writers.mode() is writers.Mode.WRITES


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_streamed_as_the_command_writes_it(app: Flask, name: str) -> None:
    make_edition(state="published")
    made, article = FORMATS[name], 1 if FORMATS[name].needs_article else None
    assert "".join(stream(lambda: made.make(article))) == "".join(made.make(article))
