"""Compares the basis of an approved edition with its present state (pure).

Compares what the snapshot has of claim, words, articles and evidence. What was added since isn't a change, because the
edition never rested on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck.claims.details import LABELS, READER_COLUMNS
from factcheck.formulas.records import TableRecord
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import (
    AnswerSnapshot,
    AppearanceSnapshot,
    ClaimPartSnapshot,
    EvidenceSnapshot,
    QuestionSnapshot,
    ReplySnapshot,
)

NAMES = {  # fields of a claim, an appearance, and a piece of evidence
    **{name: label.alone for name, label in LABELS.items()},
    "wikidata_id": LABELS["claimant_wikidata"].alone,  # as records of questions have it
    "words": N_("Words in the article"),
    "scope": N_("What the claim is about"),
    "article_title": N_("Headline of the article"),
    "article_publisher": N_("Publisher of the article"),
    "article_byline": N_("Byline of the article"),
    "article_url": N_("Address of the article"),
    "article_published_on": N_("Publication date of the article"),
    "article_language": N_("Language of the article"),
    "article_medium": N_("What the text is"),
    "quote": N_("Quotation"),
    "stance": N_("Stance"),
    "locator": N_("Where in the source"),
    "note": N_("Note on the evidence"),
    "title": N_("Title of the source"),
    "publisher": N_("Publisher of the source"),
    "author": N_("Author of the source"),
    "published_on": N_("Publication date of the source"),
    "url": N_("Address of the source"),
    "source_kind": N_("Kind of source"),
    "rank": N_("Class of the source"),
    "interests": N_("Interests of the source"),
    "answer": N_("Answer to our request"),
    "asked_of": N_("Request for a reply"),
    "part": N_("Part of the claim"),
    "part_rating": N_("Rating of a part"),
    "question": N_("Question"),
    "answer_kind": N_("Kind of answer"),
    "answer_evidence": N_("Evidence of the answer"),
    "answer_text": N_("Answer in our words"),
    "table": N_("Table of numbers"),
}
CODED = frozenset(
    {"claimant_kind", "scope", "stance", "source_kind", "rank", "article_medium", "answer_kind"}
)  # fields with codes, which have labels
# Fields shown of something that is gone.
WHOLE = {"words", "quote", "part", "question", "answer_kind", "answer_text", "table"}
Fields = Mapping[str, str]


class BasisChange(NamedTuple):
    """A difference from the approved state: its name (a key of NAMES), the article or source, and both sides.

    `of` is empty for fields of the claim itself; `after` is None if the article or the evidence is gone.
    """

    name: str
    of: str
    before: str
    after: str | None


def changes(approved: EditionSnapshot, now: EditionSnapshot) -> list[BasisChange]:
    """What differs between the approved snapshot and a current one, in the order of the snapshot."""
    found = list(_differing("", _claim(approved), _claim(now)))
    places = {row.annotation_id: row for row in now.appearances}
    for appearance in approved.appearances:
        there = places.get(appearance.annotation_id)
        found += _differing(appearance.title, _appearance(appearance), _appearance(there) if there else None)
    numbered = {row.number: row for row in now.evidence}
    for row in approved.evidence:
        same = numbered.get(row.number)
        found += _differing(f"[{row.number}] {row.title}", _evidence(row), _evidence(same) if same else None)
    parts = {row.claim_id: _part(row) for row in now.parts}
    for part in approved.parts:
        found += _differing("", _part(part), parts.get(part.claim_id))
    questions = {row.number: row for row in now.questions}
    for asked in approved.questions:
        found += _asked(asked, questions.get(asked.number))
    found += _tables(approved.tables, now.tables)
    return found + list(_answers(approved.replies, now.replies))


def digest(found: Sequence[BasisChange]) -> str:
    """The SHA-256 of these changes, in hexadecimal: equal changes have equal digests."""
    return sha256_hex(json.dumps(found, ensure_ascii=False))


def _differing(of: str, before: Fields, after: Fields | None) -> Iterator[BasisChange]:
    if after is None:
        yield from (BasisChange(name, of, value, None) for name, value in before.items() if name in WHOLE)
        return
    for name, value in before.items():
        is_added = name == "wikidata_id" and not value  # the same claimant with more details
        if value != after[name] and not is_added:
            yield BasisChange(name, of, value, after[name])


def _asked(approved: QuestionSnapshot, now: QuestionSnapshot | None) -> Iterator[BasisChange]:
    """How a question and its answers differ; one that was asked since isn't compared, an answer that came since is."""
    of = f"Q{approved.number}"
    yield from _differing(of, {"question": approved.text}, {"question": now.text} if now else None)
    if now is None:
        return
    present = {row.answer_id: _answer(row) for row in now.answers}
    for row in approved.answers:
        yield from _differing(of, _answer(row), present.pop(row.answer_id, None))
    for added in present.values():
        yield from (BasisChange(name, of, "", value) for name, value in added.items() if value)


def _tables(approved: Sequence[TableRecord], now: Sequence[TableRecord]) -> Iterator[BasisChange]:
    there = {row.number: {"table": str(row)} for row in now}
    for row in approved:
        yield from _differing(f"[T{row.number}]", {"table": str(row)}, there.get(row.number))


def _answers(approved: Sequence[ReplySnapshot], now: Sequence[ReplySnapshot]) -> Iterator[BasisChange]:
    """Answers that came, changed or went since, and requests that were removed; a new one changes nothing."""
    before = {row.request_id: row.answer for row in approved}
    for row in now:
        if row.answer != before.get(row.request_id, ""):
            yield BasisChange("answer", row.asked_of, before.get(row.request_id, ""), row.answer)
    for gone in approved:
        if gone.request_id not in {row.request_id for row in now}:
            yield BasisChange("asked_of", "", gone.asked_of, None)


def _claim(record: EditionSnapshot) -> Fields:
    who = record.claimant
    claimant = {
        "claimant": who.name if who else "",
        "claimant_role": who.role if who else "",
        "claimant_kind": who.kind if who else "",
        "wikidata_id": (who.wikidata_id or "") if who else "",
    }
    columns = {name: getattr(record, name) or "" for name in READER_COLUMNS}
    return {"statement": record.statement, **claimant, **columns}


def _appearance(row: AppearanceSnapshot) -> Fields:
    return {
        "words": " […] ".join(part.exact for part in row.parts),
        "scope": row.scope,
        "article_title": row.title,
        "article_publisher": row.publisher,
        "article_byline": row.byline,
        "article_url": row.url or "",
        "article_published_on": row.published_on or "",
        "article_language": row.language,
        "article_medium": row.medium,
    }


def _evidence(row: EvidenceSnapshot) -> Fields:
    return {
        "quote": row.quote,
        "stance": row.stance,
        "locator": row.locator,
        "note": row.note,
        "title": row.title,
        "publisher": row.publisher,
        "author": row.author,
        "published_on": row.published_on or "",
        "url": row.url or "",
        "source_kind": row.kind,
        "rank": "primary" if row.is_primary else row.source_class or "unclassified",
        "interests": row.interests,
    }


def _part(row: ClaimPartSnapshot) -> Fields:
    return {"part": row.statement, "part_rating": row.rating.name if row.rating else ""}


def _answer(row: AnswerSnapshot) -> Fields:
    evidence = f"[{row.evidence}]" if row.evidence is not None else ""
    return {"answer_kind": row.kind, "answer_evidence": evidence, "answer_text": row.text}
