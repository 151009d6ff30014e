"""Everything published in the JSON form of AVeriTeC (Schlichtkrull et al. 2023), for research; pure.

Claims with their questions, answers and sources. https://fever.ai/dataset/averitec.html describes the fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from factcheck.exports.addresses import Site
from factcheck.exports.queries import Published
from factcheck.questions.answer_kinds import AnswerKind
from factcheck.urls import as_link
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import AnswerSnapshot, EvidenceSnapshot, RatingSnapshot

TYPES = {
    AnswerKind.QUOTED: "Extractive",
    AnswerKind.OWN_WORDS: "Abstractive",
    AnswerKind.YES: "Boolean",
    AnswerKind.NO: "Boolean",
    AnswerKind.NOT_FOUND: "Unanswerable",
}
NO_ANSWER = "No answer could be found."
MEDIA = {**dict.fromkeys(("page", "article", "post"), "Web text"), "image": "Image/graphic"}
OTHER = "Other"


def render(items: Iterable[Published], site: Site) -> Iterator[str]:
    """An array of claims; unknown values are null, as in the data set."""
    yield "["
    for index, item in enumerate(items):
        claim = json.dumps(_claim(item.record, site), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        yield ("," if index else "") + "\n" + claim
    yield "\n]\n"


def _claim(record: EditionSnapshot, site: Site) -> dict[str, Any]:
    place = record.appearances[0] if record.appearances else None
    return {
        "claim": record.statement,
        "claim_date": _day(record.said_on),
        "speaker": record.claimant.name if record.claimant else None,
        "original_claim_url": as_link(place.url) if place else None,
        "reporting_source": (place.publisher or None) if place else None,
        "fact_checking_article": site.check(record.slug),
        "label": _label(record.rating),
        "justification": record.rationale,
        "questions": [
            {"question": row.text, "answers": [_answer(it, record.evidence) for it in row.answers]}
            for row in record.questions
        ],
    }


def _answer(answer: AnswerSnapshot, evidence: Iterable[EvidenceSnapshot]) -> dict[str, Any]:
    source = next((it for it in evidence if it.number == answer.evidence), None)
    kind = AnswerKind(answer.kind)
    words = {
        AnswerKind.QUOTED: source.quote if source else "",
        AnswerKind.OWN_WORDS: answer.text,
        AnswerKind.YES: "Yes",
        AnswerKind.NO: "No",
        AnswerKind.NOT_FOUND: NO_ANSWER,
    }
    found = {"answer": words[kind], "answer_type": TYPES[kind]}
    if kind in {AnswerKind.YES, AnswerKind.NO}:
        found["boolean_explanation"] = answer.text
    return {
        **found,
        "source_url": as_link(source.url) if source else None,
        "source_medium": MEDIA.get(source.kind, OTHER) if source else None,
        "cached_source_url": None,  # copies of sources are the newsroom's own
    }


def _label(rating: RatingSnapshot) -> str:
    """The ends of the line are refuted and supported, what is between them conflicts; off it, evidence is missing."""
    ends = {rating.worst: "Refuted", rating.best: "Supported"}
    if rating.position is None:
        return "Not Enough Evidence"
    return ends.get(rating.position, "Conflicting Evidence/Cherrypicking")


def _day(day: str | None) -> str | None:
    """An ISO 8601 day as the data set writes it: day-month-year, without leading zeros."""
    return "-".join(str(int(it)) for it in reversed(day.split("-"))) if day else None
