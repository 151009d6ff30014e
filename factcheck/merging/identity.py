"""What tells that two records are of one source: a DOI, an ISBN, or title, authors and date together (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from factcheck.hashing import sha256_hex
from factcheck.urls import doi_address

PARTS_OF_BOOKS = frozenset({"chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"})
ISBN = re.compile(r"\d(?:[ -]?\d){8,11}[ -]?[\dXx]")


def keys_of(
    title: str, authors: Sequence[str], published_on: date | None, url: str | None, record: Mapping[str, Any]
) -> frozenset[str]:
    """The keys of a source, each with its kind before a colon; two sources with one key may be one.

    `record` is CSL-JSON. Its ISBN doesn't count if it is of the book that the source is a part of. A title alone isn't
    enough: “Annual report” needs its authors or its date.
    """
    return frozenset([*_doi(url, record), *_isbn(record), *_title(title, authors, published_on)])


def kind_of(key: str) -> str:
    """The kind of a key: `doi`, `isbn` or `title`."""
    return key.partition(":")[0]


def _doi(url: str | None, record: Mapping[str, Any]) -> Iterator[str]:
    address = doi_address(url or "") or doi_address(str(record.get("DOI") or ""))
    if address:
        yield f"doi:{sha256_hex(address.casefold())}"


def _isbn(record: Mapping[str, Any]) -> Iterator[str]:
    if record.get("type") not in PARTS_OF_BOOKS:
        for found in ISBN.findall(str(record.get("ISBN") or "")):
            if number := isbn_13(found):
                yield f"isbn:{number}"


def isbn_13(written: str) -> str:
    """An ISBN in 13 digits (ISO 2108), whether it is written in 10 or 13; empty if its check digit is wrong."""
    digits = [it for it in written.upper() if it in "0123456789X"]
    if len(digits) == 10 and "X" not in digits[:9]:
        total = sum((10 - place) * (10 if it == "X" else int(it)) for place, it in enumerate(digits))
        return _with_check([*"978", *digits[:9]]) if total % 11 == 0 else ""
    if len(digits) == 13 and "X" not in digits and _with_check(digits[:12])[-1] == digits[12]:
        return "".join(digits)
    return ""


def _with_check(digits: Sequence[str]) -> str:
    """Twelve digits with their check digit."""
    total = sum(int(it) * (3 if place % 2 else 1) for place, it in enumerate(digits))
    return f"{''.join(digits)}{-total % 10}"


def _title(title: str, authors: Iterable[str], published_on: date | None) -> Iterator[str]:
    names = sorted(" ".join(sorted(_words(name))) for name in authors)
    words = " ".join(_words(title))
    if words and (any(names) or published_on):
        yield f"title:{sha256_hex(repr((words, names, published_on)))}"


def _words(text: str) -> list[str]:
    """The words of a text without case, marks and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (it if it.isalnum() else " " for it in plain if not unicodedata.combining(it))
    return "".join(kept).split()
