"""The snapshot of an approved edition, a frozen value; every public page and export is made from it (pure).

Canonical JSON: keys sorted, no spaces, UTF-8, dates in ISO 8601; equal snapshots give equal bytes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from factcheck.evidence.balance import Balance, CountedEvidence, balance
from factcheck.formulas.records import TableRecord
from factcheck.hashing import sha256_hex
from factcheck.reviews.citations import label_of
from factcheck.verdicts.editions.snapshot_rows import (
    ARTICLE,
    WORDS,
    AnswerSnapshot,
    AppearanceSnapshot,
    ClaimantSnapshot,
    ClaimPartSnapshot,
    EvidenceSnapshot,
    PartSnapshot,
    QuestionSnapshot,
    RatingSnapshot,
    RelationSnapshot,
    ReplySnapshot,
)
from factcheck.web.input.json_reader import fits, read_json

# Fields that appearances and evidence have had since later; left out at these values: equal snapshots give equal bytes.
LATER = {"scope": WORDS, "medium": ARTICLE, "fragment": "", "source_class": "", "interests": "", "origin": None}


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
    questions: tuple[QuestionSnapshot, ...] = ()  # likewise
    tables: tuple[TableRecord, ...] = ()  # likewise
    parts: tuple[ClaimPartSnapshot, ...] = ()  # likewise
    relations: tuple[RelationSnapshot, ...] = ()  # likewise
    confidential: tuple[int, ...] = ()  # numbers that “a source known to the newsroom” stands for

    @property
    def balance(self) -> Balance:
        """The counts of its evidence."""
        return balance(CountedEvidence(it.stance, it.origin, (it.title, it.url), it.is_primary) for it in self.evidence)

    @property
    def labels(self) -> frozenset[str]:
        """The labels of what its rationale can cite (`reviews/citations.py`)."""
        numbers = (*(row.number for row in self.evidence), *self.confidential)
        evidence = (label_of("", number) for number in numbers)
        questions = (label_of("Q", row.number) for row in self.questions)
        return frozenset((*evidence, *questions, *(label_of("T", row.number) for row in self.tables)))

    @property
    def cited_by_tables(self) -> set[str]:
        """The labels of the evidence that cells of its tables cite."""
        return {label_of("", number) for table in self.tables for number in table.cites()}

    def to_json(self) -> str:
        """The canonical JSON of this snapshot."""
        data = asdict(self)
        for row in (*data["appearances"], *data["evidence"]):
            for name in LATER.keys() & row.keys():
                if row[name] == LATER[name]:
                    del row[name]
        for name in ("language", "tags", "replies", "questions", "tables", "parts", "relations", "confidential"):
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
        data["confidential"] = tuple(data.get("confidential", ()))
        data["replies"] = tuple(ReplySnapshot(**row) for row in data.get("replies", ()))
        data["questions"] = tuple(
            QuestionSnapshot(**{**row, "answers": tuple(AnswerSnapshot(**it) for it in row["answers"])})
            for row in data.get("questions", ())
        )
        data["tables"] = tuple(TableRecord.of(row) for row in data.get("tables", ()))
        data["parts"] = tuple(
            ClaimPartSnapshot(**{**row, "rating": RatingSnapshot(**row["rating"]) if row["rating"] else None})
            for row in data.get("parts", ())
        )
        data["relations"] = tuple(RelationSnapshot(**row) for row in data.get("relations", ()))
        data["evidence"] = tuple(EvidenceSnapshot(**row) for row in data["evidence"])
        data["appearances"] = tuple(
            AppearanceSnapshot(**{**row, "parts": tuple(PartSnapshot(**part) for part in row["parts"])})
            for row in data["appearances"]
        )
        return cls(**data)


def digest(text: str) -> str:
    """The SHA-256 of a snapshot's JSON, in hexadecimal."""
    return sha256_hex(text)
