"""The readers of foreign formats by media type, as functions from bytes to values that JSON knows (pure).

They are called in a process of their own, which answers `read` or a refusal with its message and values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import decode
from factcheck.documents.foreign.docx import read_docx
from factcheck.documents.foreign.transcript import read_transcript
from factcheck.documents.formats import DOCX, PDF, TRANSCRIPT
from factcheck.documents.left_out import LeftOut, kept, stored
from factcheck.documents.pdf import read_pdf
from factcheck.documents.text import Block, Unreadable, UnreadableFile


def pdf(data: bytes) -> dict[str, Any]:
    """A text PDF."""
    found = read_pdf(data)
    return _values(found.title, found.byline, found.blocks, found.left_out) | {"pages": found.pages}


def docx(data: bytes) -> dict[str, Any]:
    """A Word file."""
    found = read_docx(data)
    return _values(found.title, found.byline, found.blocks, found.comments)


def transcript(data: bytes) -> dict[str, Any]:
    """A transcript, in UTF-8 or the likeliest encoding."""
    try:
        text = decode(data).text
    except Doubtful as doubt:
        text = decode(data, chosen=doubt.candidates[0].encoding).text
    return _values("", "", read_transcript(text), ())


READERS: dict[str, Callable[[bytes], dict[str, Any]]] = {PDF: pdf, DOCX: docx, TRANSCRIPT: transcript}


def _values(title: str, byline: str, blocks: Iterable[Block], left_out: Iterable[LeftOut]) -> dict[str, Any]:
    rows = [[kind.value, text] for kind, text in blocks]
    return {"title": title, "byline": byline, "blocks": rows, "left_out": stored(kept(left_out))}


def answer(data: bytes, media_type: str) -> dict[str, Any]:
    """What a file says, under `read`, or why it can't be read, under `refused` and `values`."""
    try:
        return {"read": READERS[media_type](data)}
    except UnreadableFile as refusal:
        return {"refused": refusal.message, "values": refusal.values}
    except Unreadable as refusal:
        return {"refused": str(refusal), "values": {}}
