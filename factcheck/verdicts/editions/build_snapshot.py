"""Builds the snapshot of an edition from the current state of the rooms below."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from factcheck.annotations.models import Annotation
from factcheck.annotations.queries import whole
from factcheck.calculations.results import tables_of
from factcheck.captures.quotes import quote_statuses
from factcheck.claims.details import READER_COLUMNS
from factcheck.claims.models import Claim, Claimant
from factcheck.db import db, visible_to
from factcheck.evidence.models import Evidence
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.origins.counting import first_of_origin
from factcheck.questions.models import ClaimQuestion
from factcheck.questions.queries import of_claim as questions_of
from factcheck.replies.models import ReplyRequest
from factcheck.replies.service import requests_of
from factcheck.replies.status import ReplyStatus
from factcheck.reviews.citations import cited, label_of
from factcheck.reviews.models import Rating
from factcheck.reviews.queries import of_claim as reviews_of
from factcheck.sources.models import Source, SourceClass
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import (
    AnswerSnapshot,
    AppearanceSnapshot,
    ClaimantSnapshot,
    EvidenceSnapshot,
    PartSnapshot,
    QuestionSnapshot,
    RatingSnapshot,
    ReplySnapshot,
)
from factcheck.verdicts.models import Edition
from factcheck.verdicts.related.snapshots import part_snapshots, relation_snapshots

OTHER_CLASSES = {SourceClass.SECONDARY, SourceClass.TERTIARY}  # `is_primary` has the first


def build_snapshot(edition: Edition, slug: str, approver: str, approved_at: datetime | None) -> EditionSnapshot:
    """The snapshot of an edition; for a draft, as if it were approved now."""
    return EditionSnapshot(
        **basis_of(edition.verdict.claim_id),
        slug=slug,
        number=edition.number,
        rating=rating_snapshot(edition.rating),
        headline=edition.headline,
        summary=edition.summary,
        rationale=edition.rationale,
        would_change=edition.would_change,
        correction_class=edition.correction_class.value if edition.correction_class else None,
        public_note=edition.public_note,
        author=edition.author.name,
        approver=approver,
        approved_at=approved_at.isoformat(timespec="seconds") if approved_at else "",
        language=edition.language,
        confidential=_confidential(edition) if edition.names_confidential else (),
    )


def _confidential(edition: Edition) -> tuple[int, ...]:
    """The numbers of the evidence from confidential sources that the rationale cites, as far as its author sees it."""
    query = select(Evidence.number).join(Evidence.source).where(Source.confidential_since.is_not(None))
    query = query.where(Evidence.claim_id == edition.verdict.claim_id, Evidence.archived_at.is_(None))
    with visible_to(edition.author.id):
        numbers = db.session.scalars(query.order_by(Evidence.number)).all()
    return tuple(number for number in numbers if label_of("", number) in cited(edition.rationale))


@visible_to(None)
def basis_of(claim_id: int) -> dict[str, Any]:
    """What a snapshot has of the claim as it is now: its details, appearances, evidence and reviewers.

    It is built as nobody sees the claim, so it has nothing of a confidential source, and is the same for everybody.
    """
    as_stored = whole(claim_id).execution_options(populate_existing=True)
    claim = db.session.scalars(as_stored).unique().one()
    return {
        **_columns(claim),
        "claim_id": claim.id,
        "quoted": claim.quoted,
        "claimant": _claimant(claim.claimant),
        "reviewers": tuple(sorted({row.reviewer.name for row in db.session.scalars(reviews_of(claim.id))})),
        "appearances": _appearances(claim),
        "evidence": _all_evidence(claim.id),
        "tags": tuple(tag.name for tag in claim.tags),
        "replies": tuple(_reply(row, status) for row, status in requests_of(claim.id)),
        "questions": tuple(_question(row) for row in db.session.scalars(questions_of(claim.id))),
        "tables": tuple(table for _row, table in tables_of(claim.id)),
        "parts": part_snapshots(claim.id),
        "relations": relation_snapshots(claim.id),
    }


def _columns(claim: Claim) -> dict[str, Any]:
    """The details of a claim that readers see; a date as its ISO 8601 form."""
    values = {name: getattr(claim, name) for name in READER_COLUMNS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _claimant(claimant: Claimant | None) -> ClaimantSnapshot | None:
    if claimant is None:
        return None
    return ClaimantSnapshot(claimant.name, claimant.role, claimant.kind.value, claimant.wikidata_id)


def rating_snapshot(rating: Rating) -> RatingSnapshot:
    """A rating, and the scale as it reads now."""
    on_line = [other.position for other in rating.scale.ratings if other.position is not None]
    worst, best = (min(on_line), max(on_line)) if rating.position is not None else (None, None)
    scale = rating.scale
    return RatingSnapshot(
        rating.key, rating.name, rating.definition, rating.position, worst, best, scale.name, scale.version
    )


def _appearances(claim: Claim) -> tuple[AppearanceSnapshot, ...]:
    return tuple(_appearance(row) for row in claim.annotations if row.archived_at is None)


def _appearance(row: Annotation) -> AppearanceSnapshot:
    article, version = row.article, row.version
    return AppearanceSnapshot(
        annotation_id=row.id,
        article_id=article.id,
        version=version.number,
        text_sha256=version.text_sha256,
        title=article.title,
        publisher=article.publisher,
        byline=article.byline,
        url=article.canonical_url,
        language=article.language,
        direction=article.direction,
        published_on=article.published_on.isoformat() if article.published_on else None,
        parts=tuple(
            PartSnapshot(target.exact, target.prefix, target.suffix, target.start, target.end) for target in row.targets
        ),
        scope=row.scope.value,
        medium=article.medium.value,
    )


def _all_evidence(claim_id: int) -> tuple[EvidenceSnapshot, ...]:
    rows = db.session.scalars(evidence_of(claim_id)).all()
    statuses, first = quote_statuses(rows), first_of_origin(rows)
    fragments = {row.id: statuses[row.id].fragment if row.id in statuses else "" for row in rows}
    return tuple(_evidence(row, fragments[row.id], first[row.id]) for row in rows)


def _evidence(row: Evidence, fragment: str, origin: int) -> EvidenceSnapshot:
    source = row.source
    return EvidenceSnapshot(
        number=row.number,
        stance=row.stance.value,
        quote=row.quote,
        locator=row.locator,
        note=row.note,
        title=source.title,
        publisher=source.publisher,
        author=source.author,
        published_on=source.published_on.isoformat() if source.published_on else None,
        url=source.url,
        kind=source.kind.value,
        is_primary=source.is_primary,
        fragment=fragment,
        source_class=source.source_class.value if source.source_class in OTHER_CLASSES else "",
        interests=source.interests,
        origin=origin,
    )


def _reply(row: ReplyRequest, status: ReplyStatus) -> ReplySnapshot:
    return ReplySnapshot(
        request_id=row.id,
        kind=row.kind.value,
        asked_of=row.asked_of,
        channel=row.channel.value,
        asked_on=row.asked_on.isoformat(),
        answer_by=row.answer_by.isoformat(),
        status=status.value,
        answer=row.answer,
        answered_on=row.answered_on.isoformat() if row.answered_on else None,
    )


def _question(row: ClaimQuestion) -> QuestionSnapshot:
    answers = (
        AnswerSnapshot(it.id, it.kind.value, it.text, it.evidence.number if it.evidence else None)
        for it in row.valid_answers
    )
    return QuestionSnapshot(row.number, row.text, tuple(answers))
