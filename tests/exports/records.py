"""Fixed published snapshots, from which the golden files are made."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from factcheck.exports.addresses import Site
from factcheck.exports.formats.webannotation import Annotations
from factcheck.exports.queries import Deleted, Published
from factcheck.verdicts.editions.snapshot import EditionSnapshot, digest
from factcheck.verdicts.editions.snapshot_rows import (
    AnswerSnapshot,
    AppearanceSnapshot,
    ClaimantSnapshot,
    EvidenceSnapshot,
    PartSnapshot,
    QuestionSnapshot,
    RatingSnapshot,
)

SITE = Site("The Tarnby Desk", "https://checks.example")
TAKEN = {1: datetime(2026, 6, 6, 14, 3, 5, 250_000, tzinfo=UTC)}
TEXT = "Harbour opens in May 🎉\n\nمرفأ: Costs </script> were halved, she said. Costs were halved."
FALSE = RatingSnapshot("false", "False", "The evidence contradicts it.", 1, 1, 5, "Truth, five labels", 1)
UNPROVEN = RatingSnapshot("unproven", "Unproven", "Neither supported nor contradicted.", None, None, None, "Truth", 1)


def part(words: str) -> PartSnapshot:
    """The first occurrence of words in TEXT, in code points."""
    start = TEXT.index(words)
    end = start + len(words)
    return PartSnapshot(words, TEXT[max(0, start - 8) : start], TEXT[end : end + 8], start, end)


PLACE = AppearanceSnapshot(
    annotation_id=7,
    article_id=3,
    version=1,
    text_sha256="ab" * 32,
    title="Harbour “opens” & more",
    publisher="Tarnby Courier",
    byline="A. Holm",
    url="https://courier.example/harbour?a=1&b=2",
    language="en",
    direction="ltr",
    published_on="2026-06-06",
    parts=(part("Harbour opens in May 🎉"), part("Costs </script> were halved")),
)
PERMIT = EvidenceSnapshot(
    number=1,
    stance="refutes",
    quote="Opening: September.",
    locator="page 2",
    note="",
    title="Building permit",
    publisher="Town of Tarnby",
    author="",
    published_on="2026-03-01",
    url="https://tarnby.example/permit",
    kind="law",
    is_primary=True,
)
CORRECTED = EditionSnapshot(
    claim_id=12,
    slug="the-harbour-opens-in-september",
    number=2,
    statement="The harbour opens in May </script>",
    quoted="Harbour opens in May 🎉 […] Costs </script> were halved",
    claimant=ClaimantSnapshot("Signe Holt", "mayor", "person", "Q42"),
    said_on="2026-06-05",
    place="Tarnby",
    rating=FALSE,
    headline="=The harbour opens in September",
    summary="Not in May: the permit names September.",
    rationale="The permit says so [1].",
    would_change="A newer permit.",
    correction_class="clarification",
    public_note="We named the page.",
    author="Edda",
    approver="Emil",
    approved_at="2026-06-08T09:30:00+00:00",
    reviewers=("Rita", "Rob"),
    appearances=(PLACE,),
    evidence=(PERMIT,),
    language="en-GB",
)
OFF_LINE = EditionSnapshot(
    claim_id=13,
    slug="nobody-knows-13",
    number=1,
    statement="مرفأ is the oldest harbour",
    quoted="Costs were halved",
    claimant=None,
    said_on=None,
    place="",
    rating=UNPROVEN,
    headline="Nobody knows",
    summary="No register goes back so far.",
    rationale="None was found.",
    would_change="",
    correction_class=None,
    public_note="",
    author="Emil",
    approver="Edda",
    approved_at="2026-06-07T09:30:00+00:00",
    reviewers=(),
    appearances=(),
    evidence=(),
)


ASKED = replace(
    CORRECTED,
    questions=(
        QuestionSnapshot(
            1,
            "When does it open?",
            (
                AnswerSnapshot(1, "answered-by-quotation", "", 1),
                AnswerSnapshot(2, "answered-in-own-words", "In September.", 1),
                AnswerSnapshot(3, "answered-no", "Not in May.", 1),
            ),
        ),
        QuestionSnapshot(2, "Who pays?", (AnswerSnapshot(4, "no-answer-found", "The budgets.", None),)),
        QuestionSnapshot(3, "Was it promised?", ()),
    ),
)


def published(record: EditionSnapshot, day: int, begun: int | None = None) -> Published:
    """The record, published on that day of June 2026 at noon UTC; its verdict was first published on day `begun`."""
    text = record.to_json()
    moment, act = datetime(2026, 6, day, 12, tzinfo=UTC), f"{day}:{'cd' * 32}"
    first = datetime(2026, 6, begun or day, 12, tzinfo=UTC)
    return Published(text, moment, digest(text), record.slug, audit_head=act, begun_at=first)


ITEMS = (published(CORRECTED, 8, 6), published(OFF_LINE, 7))
WITHDRAWN = (
    replace(ITEMS[0], withdrawn_at=datetime(2026, 6, 9, 12, tzinfo=UTC), withdrawal_reason="The permit was <forged>."),
    ITEMS[1],
)
GONE = (Deleted(14, datetime(2026, 6, 10, 12, tzinfo=UTC)),)
NOTES = Annotations.of(3, ITEMS, TAKEN)
NOTHING = Annotations.of(3, (), TAKEN)
