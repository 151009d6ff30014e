"""Corrections: the published edition that they correct, and the class that the change of rating allows."""

from __future__ import annotations

from sqlalchemy import select

from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _
from factcheck.reviews.models import Rating
from factcheck.verdicts.editions.correction_class import class_of
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import CorrectionClass, Edition, EditionState, Verdict


def corrected(verdict: Verdict, number: int | None = None) -> EditionSnapshot | None:
    """The snapshot of the newest published edition (before that number); None if nothing was published."""
    editions = (it for it in verdict.editions if it.state is EditionState.PUBLISHED)
    newest = next(reversed([it for it in editions if number is None or it.number < number]), None)
    return EditionSnapshot.from_json(newest.record or "") if newest else None


def describe(
    edition: Edition, before: EditionSnapshot | None, rating: Rating, chosen: CorrectionClass | None, note: str
) -> None:
    """Set the class and the note to readers of a correction of `before`; a first edition has neither.

    Raises Invalid for `correction_class` or `public_note`.
    """
    if before is None:
        return
    edition.correction_class = class_of(before.rating, rating.key, rating.name, chosen)
    edition.public_note = note.strip()
    if not edition.public_note:
        raise Invalid("public_note", _("Tell readers what changed and why."))


def check(edition: Edition) -> None:
    """Raise Conflict for a correction whose class contradicts the change of rating, and one of a closed verdict."""
    refuse_taken_down(edition.verdict)
    before = corrected(edition.verdict, edition.number)
    if before is None:
        return
    try:
        class_of(before.rating, edition.rating.key, edition.rating.name, edition.correction_class)
    except Invalid as refusal:
        raise Conflict(refusal.message) from None


def hold(verdict: Verdict) -> None:
    """Until the transaction ends, nobody else publishes or withdraws an edition of this verdict."""
    db.session.scalar(select(Verdict.id).where(Verdict.id == verdict.id).with_for_update())


def refuse_taken_down(verdict: Verdict) -> None:
    """Raise Conflict if the verdict was taken down for legal reasons."""
    if verdict.takedown is not None:
        raise Conflict(_("This verdict was taken down for legal reasons. It can no longer be changed."))
