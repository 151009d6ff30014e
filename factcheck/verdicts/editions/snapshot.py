"""The snapshot of an approved edition, a frozen value; every public page and export is made from it (pure).

Canonical JSON: keys sorted, no spaces, UTF-8, dates in ISO 8601; equal snapshots give equal bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from factcheck.evidence.balance import Balance, CountedEvidence, balance
from factcheck.hashing import sha256_hex
from factcheck.web.input.json_reader import fits, read_json

WORDS, ARTICLE = "words", "article"
# Fields that appearances and evidence have had since later; left out at these values: equal snapshots give equal bytes.
LATER = {"scope": WORDS, "medium": ARTICLE, "fragment": "", "source_class": "", "interests": "", "origin": None}


@dataclass(frozen=True, slots=True)
class PartSnapshot:
    """Words of a text: a quote selector and a position selector (W3C), code points, end exclusive."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AppearanceSnapshot:
    """A place where the claim appears: an annotation of one frozen text.

    Its scope is `words`; `omission`, something is missing after its parts; or `article`, the whole, by its headline.
    `medium` is what the text comes from (`articles/medium.py`).
    """

    annotation_id: int
    article_id: int
    version: int
    text_sha256: str
    title: str
    publisher: str
    byline: str
    url: str | None
    language: str
    direction: str
    published_on: str | None
    parts: tuple[PartSnapshot, ...]
    scope: str = WORDS
    medium: str = ARTICLE


@dataclass(frozen=True, slots=True)
class EvidenceSnapshot:
    """A piece of evidence with the source it comes from."""

    number: int
    stance: str
    quote: str
    locator: str
    note: str
    title: str
    publisher: str
    author: str
    published_on: str | None
    url: str | None
    kind: str
    is_primary: bool
    # empty in snapshots from before there were these fields:
    fragment: str = ""  # the text directive that leads to the quotation
    source_class: str = ""  # of a source that isn't primary, if somebody classified it
    interests: str = ""
    origin: int | None = None  # the lowest number of evidence with the same origin; None as above


@dataclass(frozen=True, slots=True)
class RatingSnapshot:
    """The rating, and the scale as it was that day; `position`, `best` and `worst` are None for ratings off it."""

    key: str
    name: str
    definition: str
    position: int | None
    worst: int | None
    best: int | None
    scale: str
    scale_version: int


@dataclass(frozen=True, slots=True)
class ClaimantSnapshot:
    """The claimant."""

    name: str
    role: str
    kind: str
    wikidata_id: str | None


@dataclass(frozen=True, slots=True)
class ReplySnapshot:
    """What somebody was asked for, and how far it was on the day of the approval (`replies/status.py`)."""

    request_id: int
    kind: str
    asked_of: str
    channel: str
    asked_on: str
    answer_by: str
    status: str
    answer: str
    answered_on: str | None


@dataclass(frozen=True, slots=True)
class EditionSnapshot:
    """One approved edition of a verdict."""

    claim_id: int
    slug: str
    number: int
    statement: str
    quoted: str
    claimant: ClaimantSnapshot | None
    said_on: str | None
    place: str
    rating: RatingSnapshot
    headline: str
    summary: str
    rationale: str
    would_change: str
    correction_class: str | None
    public_note: str
    author: str
    approver: str
    approved_at: str
    reviewers: tuple[str, ...]
    appearances: tuple[AppearanceSnapshot, ...]
    evidence: tuple[EvidenceSnapshot, ...]
    language: str = ""  # of its text (BCP 47); empty in snapshots from before there was a field
    tags: tuple[str, ...] = ()  # of the claim; none in snapshots from before there was a field
    replies: tuple[ReplySnapshot, ...] = ()  # likewise

    @property
    def balance(self) -> Balance:
        """The counts of its evidence."""
        return balance(CountedEvidence(it.stance, it.origin, (it.title, it.url), it.is_primary) for it in self.evidence)

    def to_json(self) -> str:
        """The canonical JSON of this snapshot."""
        data = asdict(self)
        for row in (*data["appearances"], *data["evidence"]):
            for name in LATER.keys() & row.keys():
                if row[name] == LATER[name]:
                    del row[name]
        for name in ("language", "tags", "replies"):
            if not data[name]:
                del data[name]
        return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> EditionSnapshot:
        """The snapshot from the JSON of to_json()."""
        return cls.of(json.loads(text))

    @classmethod
    def from_page(cls, text: str) -> EditionSnapshot:
        """The snapshot from what a browser sends back; raises ValueError if it isn't one."""
        try:
            record = cls.of(read_json(text))
        except (TypeError, KeyError, AttributeError):
            raise ValueError("not a record") from None
        if not fits(record, cls):
            raise ValueError("not a record")
        return record

    @classmethod
    def of(cls, data: dict[str, Any]) -> EditionSnapshot:
        """The snapshot from its parsed JSON."""
        data["claimant"] = ClaimantSnapshot(**data["claimant"]) if data["claimant"] else None
        data["rating"] = RatingSnapshot(**data["rating"])
        data["reviewers"] = tuple(data["reviewers"])
        data["tags"] = tuple(data.get("tags", ()))
        data["replies"] = tuple(ReplySnapshot(**row) for row in data.get("replies", ()))
        data["evidence"] = tuple(EvidenceSnapshot(**row) for row in data["evidence"])
        data["appearances"] = tuple(
            AppearanceSnapshot(**{**row, "parts": tuple(PartSnapshot(**part) for part in row["parts"])})
            for row in data["appearances"]
        )
        return cls(**data)


def digest(text: str) -> str:
    """The SHA-256 of a snapshot's JSON, in hexadecimal."""
    return sha256_hex(text)
