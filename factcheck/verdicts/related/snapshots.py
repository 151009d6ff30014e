"""What the snapshot of an edition has of other claims: its parts, and checks that it relates to."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.orm import undefer

from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.relations.models import RelatedClaim
from factcheck.relations.parts import lettered
from factcheck.relations.queries import of_claim, whole_of
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import ClaimPartSnapshot, RatingSnapshot, RelationSnapshot
from factcheck.verdicts.models import Edition, Verdict
from factcheck.verdicts.queries import published


class PublishedRating(NamedTuple):
    """What readers have of another claim: the address of its page, and its rating."""

    slug: str
    rating: RatingSnapshot


def part_snapshots(claim_id: int) -> tuple[ClaimPartSnapshot, ...]:
    """The parts of a claim, with the ratings that readers see."""
    parts = lettered(claim_id)
    found = _published([it.claim for it in parts])
    return tuple(_part(it.letter, it.claim, found.get(it.claim.id)) for it in parts)


def relation_snapshots(claim_id: int) -> tuple[RelationSnapshot, ...]:
    """How a claim relates to those of which readers have a verdict, the one that it is part of first."""
    rows = (row for query in (whole_of(claim_id), of_claim(claim_id)) for row in db.session.scalars(query))
    related = [RelatedClaim.seen_from(claim_id, row) for row in rows]
    found = _published([it.claim for it in related])
    return tuple(
        RelationSnapshot(it.reads, it.claim.id, it.claim.statement, found[it.claim.id].slug)
        for it in related
        if it.claim.id in found
    )


def _part(letter: str, claim: Claim, check: PublishedRating | None) -> ClaimPartSnapshot:
    rating, slug = (check.rating, check.slug) if check else (None, "")
    return ClaimPartSnapshot(letter, claim.id, claim.statement, rating, slug)


def _published(claims: list[Claim]) -> dict[int, PublishedRating]:
    """By claim: its verdict that is published and wasn't withdrawn."""
    if not claims:
        return {}
    query = published().where(Verdict.claim_id.in_([it.id for it in claims])).options(undefer(Edition.record))
    rows = db.session.scalars(query).unique().all()
    return {it.verdict.claim_id: PublishedRating(it.verdict.slug or "", _rating(it)) for it in rows}


def _rating(edition: Edition) -> RatingSnapshot:
    return EditionSnapshot.from_json(edition.record or "").rating
