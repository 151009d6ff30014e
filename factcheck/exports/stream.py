"""How exports leave: text as it is made, in chunks, so that memory doesn't grow with what is published."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextvars import copy_context

from flask import current_app

from factcheck.db import read_only

CHUNK = 65_536  # code points


def chunks(pieces: Iterable[str]) -> Iterator[str]:
    """The same text in chunks of CHUNK code points or a little more: each chunk has its price on the way out."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)


def stream(make: Callable[[], Iterable[str]]) -> Iterator[str]:
    """The chunks of what `make` gives, from one read transaction that lasts until the last chunk or until it is closed.

    A generator runs in the context of its caller. Each step runs in a copy of the context, so that the caller sees
    neither app nor transaction between two chunks.
    """
    app, context = current_app._get_current_object(), copy_context()  # type: ignore[attr-defined]  # the real object

    def steps() -> Generator[str, None, None]:
        with app.app_context(), read_only():
            yield from chunks(make())

    source = steps()
    try:
        while (chunk := context.run(next, source, None)) is not None:
            yield chunk
    finally:
        context.run(source.close)
