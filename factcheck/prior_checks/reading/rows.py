"""The rows of a list of checks, and what is wrong with the others (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from factcheck.documents.languages import is_tag, spelt
from factcheck.documents.metadata.dates import day_of
from factcheck.documents.text import Unreadable, one_line
from factcheck.errors import Invalid, Refusals
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _, count
from factcheck.urls import as_address, is_web_address, key
from factcheck.web.input.days import is_future

MAX_CHARACTERS = {"claim": 2_000, "claimant": 200, "publisher": 200, "title": 500, "rating": 200}
NEEDED = {
    "claim": N_("The claim is missing."),
    "publisher": N_("The name of the newsroom that published the check is missing."),
    "url": N_("The address of the check is missing."),
    "rating": N_("The rating is missing."),
}
TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)


class RowError(NamedTuple):
    """What is wrong in one place: the row of the list, counted from 1, the name of its column, and why."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check by another newsroom, as a row of a list has it."""

    claim: str
    publisher: str
    url: str
    rating: str
    claimant: str = ""
    title: str = ""
    language: str = ""
    said_on: date | None = None
    reviewed_on: date | None = None

    @property
    def key(self) -> str:
        """The same for the same claim at the same address, however both are spelt."""
        return _natural_key(self.url, self.claim)


@lru_cache(maxsize=4_096)  # asked for when a list is read, compared and stored
def _natural_key(url: str, claim: str) -> str:
    return sha256_hex(f"{key(url)}\n{' '.join(claim.casefold().split())}")


FIELDS = tuple(CheckRow.__dataclass_fields__)


def row_of(values: Mapping[str, str]) -> CheckRow:
    """The row with these values by field; raises Invalid for all fields that are wrong, at once."""
    refusals = Refusals()
    found: dict[str, object] = {}
    for name in FIELDS:
        with refusals.gather():
            found[name] = READERS[name](name, values.get(name, "").strip())
    refusals.tell()
    return CheckRow(**found)  # type: ignore[arg-type]  # each reader returns what its field has


def _line(name: str, value: str) -> str:
    """Plain text on one line: lists have tags and references of HTML in their texts."""
    try:
        line = " ".join(one_line(unescape(TAG.sub("", value))).split())
    except Unreadable as error:
        raise Invalid(name, str(error)) from None
    if not line and name in NEEDED:
        raise Invalid(name, _(NEEDED[name]))
    if len(line) > MAX_CHARACTERS[name]:
        sizes = {"most": count(MAX_CHARACTERS[name]), "length": count(len(line))}
        raise Invalid(name, _("Enter at most %(most)s characters; this has %(length)s.", **sizes))
    return line


def _address(name: str, value: str) -> str:
    address = as_address(value)
    if not address:
        raise Invalid(name, _(NEEDED[name]))
    if not is_web_address(address):
        message = N_("“%(value)s” isn’t a full address that begins with https:// or http://.")
        raise Invalid(name, _(message, value=value[:80]))
    return address


def _day(name: str, value: str) -> date | None:
    if not value:
        return None
    day = day_of(value)
    if day is None:
        raise Invalid(name, _("“%(value)s” isn’t a certain date. Write it as YYYY-MM-DD.", value=value[:80]))
    if is_future(day):
        raise Invalid(name, _("“%(value)s” is in the future.", value=value[:80]))
    return day


def _language(name: str, value: str) -> str:
    tag = value.replace("_", "-")
    if tag and not is_tag(tag):
        raise Invalid(name, _("“%(value)s” isn’t a language code, such as en or pt-BR.", value=value[:80]))
    return spelt(tag) if tag else ""


READERS: dict[str, Callable[[str, str], object]] = {
    **dict.fromkeys(MAX_CHARACTERS, _line),
    "url": _address,
    "said_on": _day,
    "reviewed_on": _day,
    "language": _language,
}
