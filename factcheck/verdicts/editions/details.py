"""The details of a verdict: as typed, as an edition has them, and as the audit log records them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from factcheck.claims.models import Claim
from factcheck.errors import EditConflict, Invalid
from factcheck.i18n import N_, _
from factcheck.reviews.models import Rating
from factcheck.verdicts import correcting
from factcheck.verdicts.editions import language as edition_language
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import CorrectionClass, Edition

TEXTS = ("headline", "summary", "rationale", "would_change")
FIRST = {  # fields that every verdict needs
    "headline": N_("Enter the headline that readers see."),
    "summary": N_("Enter the summary, in two sentences."),
}


@dataclass(frozen=True, slots=True)
class VerdictDetails:
    """The details of a verdict, as typed."""

    rating: Rating
    headline: str
    summary: str
    rationale: str
    would_change: str = ""
    correction_class: CorrectionClass | None = None  # of a correction, as chosen; None: unchanged
    public_note: str | None = None
    names_confidential: bool = False  # tell readers that the rationale cites “a source known to the newsroom”
    language: str = ""  # of the text (BCP 47); if empty, edition_language.resolve_language() finds it


class ProposedMeanwhile(EditConflict):
    """Somebody else has started the verdict on this claim; `edition` is None if it may not be seen."""

    def __init__(self, edition: Edition | None, yours: VerdictDetails) -> None:
        super().__init__(_("This claim already has a verdict. Publish a correction instead."))
        self.edition = edition
        if edition is not None:
            self.sides = [{"field": "rating", "yours": yours.rating.key, "theirs": edition.rating.key}]
            texts = [{"field": it, "yours": getattr(yours, it), "theirs": getattr(edition, it)} for it in TEXTS]
            self.sides = [*self.sides, *texts]


def write(edition: Edition, details: VerdictDetails, before: EditionSnapshot | None, claim: Claim) -> None:
    """Give an edition these details, and its language; `before` is what it corrects.

    Raises Invalid naming the field that is missing.
    """
    for name, refusal in FIRST.items():
        if not getattr(details, name).strip():
            raise Invalid(name, _(refusal))
    note = edition.public_note if details.public_note is None else details.public_note
    chosen = details.correction_class or edition.correction_class
    correcting.describe(edition, before, details.rating, chosen, note or "")
    edition.rating, edition.names_confidential = details.rating, details.names_confidential
    for name in TEXTS:
        setattr(edition, name, getattr(details, name).strip())
    texts, spoken = (edition.headline, edition.summary), edition.language or (before.language if before else "")
    edition.language = edition_language.resolve_language(details.language, texts, claim, spoken)


def snapshot(edition: Edition) -> dict[str, Any]:
    """The details of an edition, for the audit log."""
    names = (*TEXTS, "language", "names_confidential")
    fields = {
        "edition": edition.number,
        "rating": edition.rating.key,
        **{name: getattr(edition, name) for name in names},
    }
    if edition.correction_class is None:
        return fields
    return {**fields, "correction_class": edition.correction_class, "public_note": edition.public_note}
