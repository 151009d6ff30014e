"""The body of a comment: plain text with mentions and links; other markup has no meaning (pure)."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

import regex
from markupsafe import Markup, escape

from factcheck.urls import is_web_address

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"  # scripts without spaces
BEFORE = rf"(?<![[\p{{L}}\p{{M}}\p{{N}}_.+-]--[{UNSPACED}]])"  # not within an e-mail address
AFTER = rf"(?:(?![\p{{L}}\p{{M}}\p{{N}}_])|(?<=[{UNSPACED}]))"
ADDRESS = regex.compile(rf"{BEFORE}https?://[^\s<>\"“”«»]+", regex.V1)
AT_ITS_END = ".,;:!?'’…*_"  # part of the sentence, not of the address
PAIRS = {")": "(", "]": "[", "}": "{"}


class PieceKind(enum.Enum):
    """The kind of a piece of a body."""

    TEXT = enum.auto()
    MENTION = enum.auto()
    ADDRESS = enum.auto()


class Piece(NamedTuple):
    """Some characters of a body; all pieces in order are the body."""

    kind: PieceKind
    text: str


class KnownNames(NamedTuple):
    """Names to search for."""

    pattern: regex.Pattern[str]
    keys: set[str]


def clean(typed: str) -> str:
    """A body as stored: one character per line end, trimmed, without characters that no database stores."""
    return typed.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def key(name: str) -> str:
    """A name for comparison: without case, in composed characters, its words separated by one space."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def mentioned(body: str, names: Collection[str]) -> set[str]:
    """The keys of those names that a body mentions as `@Name`, the longest name first."""
    return {key(piece.text[1:]) for piece in pieces(body, names) if piece.kind is PieceKind.MENTION}


def render(body: str, names: Collection[str], own: str = "") -> Markup:
    """A body as HTML: escaped, mentions marked (one's own more), addresses as links; no character is lost."""
    return Markup("").join(_html(piece, key(own)) for piece in pieces(body, names))


def pieces(body: str, names: Collection[str]) -> Iterator[Piece]:
    """A body split into addresses, mentions of these names, and the text between."""
    at, candidates = 0, _known(body, names)
    for found in ADDRESS.finditer(body):
        address = _trimmed(found.group())
        if is_web_address(address):
            yield from _mentions(body[at : found.start()], candidates)
            yield Piece(PieceKind.ADDRESS, address)
            at = found.start() + len(address)
    yield from _mentions(body[at:], candidates)


def _mentions(text: str, candidates: KnownNames) -> Iterator[Piece]:
    at = 0
    for found in candidates.pattern.finditer(text) if candidates.keys else ():
        if key(found.group()[1:]) in candidates.keys:
            if found.start() > at:
                yield Piece(PieceKind.TEXT, text[at : found.start()])
            yield Piece(PieceKind.MENTION, found.group())
            at = found.end()
    if at < len(text):
        yield Piece(PieceKind.TEXT, text[at:])


def _known(body: str, names: Collection[str]) -> KnownNames:
    """The names that the body may mention; a cheap filter, because a newsroom has many people."""
    folded = key(body) if "@" in body else ""
    near = {name for name in names if name.strip() and key(name) in folded}
    spelt = {unicodedata.normalize(form, name) for name in near for form in ("NFC", "NFD")}
    words = sorted((name.split() for name in spelt), key=lambda it: -len(" ".join(it)))
    longest_first = "|".join(r"[ \u00a0]+".join(regex.escape(word) for word in name) for name in words)
    pattern = regex.compile(rf"{BEFORE}@(?:{longest_first}){AFTER}", regex.V1 | regex.IGNORECASE)
    return KnownNames(pattern, {key(name) for name in near})


def _trimmed(address: str) -> str:
    """An address without the punctuation that belongs to the sentence; brackets that it opened are kept."""
    while address:
        last = address[-1]
        is_odd = last in PAIRS and address.count(last) > address.count(PAIRS[last])
        if last not in AT_ITS_END and not is_odd:
            break
        address = address[:-1]
    return address


def _html(piece: Piece, own: str) -> Markup:
    if piece.kind is PieceKind.ADDRESS:
        return Markup('<a href="{0}" rel="noreferrer" dir="ltr">{0}</a>').format(piece.text)
    if piece.kind is PieceKind.MENTION:
        is_own = key(piece.text[1:]) == own
        return Markup('<bdi class="mention"{}>{}</bdi>').format(Markup(" data-own") if is_own else "", piece.text)
    return escape(piece.text)
