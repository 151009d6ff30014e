"""Approved editions compared with the records that were frozen at their approval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from factcheck.db import db
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import APPROVED, Edition

TEXTS = ("number", "headline", "summary", "rationale", "would_change", "correction_class", "public_note")
RATING = ("key", "name", "definition", "position")


def snapshots() -> Iterator[str]:
    """Every approved edition, its rating and its address are as its record has them."""
    query = select(Edition).where(Edition.state.in_(APPROVED)).order_by(Edition.id)
    query = query.options(undefer(Edition.record), joinedload(Edition.rating), joinedload(Edition.verdict))
    for edition in db.session.scalars(query.execution_options(yield_per=100)):
        try:
            frozen = EditionSnapshot.from_json(edition.record or "")
        except (ValueError, KeyError, TypeError):
            yield f"the record of edition {edition.id} can't be read"
            continue
        for name, (stored, approved) in _pairs(edition, frozen).items():
            if stored != approved:
                yield f"edition {edition.id}: {name} is {_short(stored)}, but {_short(approved)} was approved"
        db.session.expunge(edition)


def _pairs(edition: Edition, frozen: EditionSnapshot) -> dict[str, tuple[Any, Any]]:
    """What is stored of an edition beside its record, and what was approved."""
    pairs = {name: (getattr(edition, name), getattr(frozen, name)) for name in TEXTS}
    pairs |= {f"rating {name}": (getattr(edition.rating, name), getattr(frozen.rating, name)) for name in RATING}
    approved_at = edition.approved_at.isoformat(timespec="seconds") if edition.approved_at else ""
    return pairs | {
        "address": (edition.verdict.slug, frozen.slug),
        "claim": (edition.verdict.claim_id, frozen.claim_id),
        "time of approval": (approved_at, frozen.approved_at),
    }


def _short(value: Any) -> str:
    text = repr(str(value)) if value is not None else "nothing"
    return text if len(text) <= 60 else f"{text[:60]}…"
