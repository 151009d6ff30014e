"""What a form for a verdict writes, and the snapshot that its present state would make; nothing of it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import url_for

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.documents.languages import is_tag
from factcheck.i18n import N_, _
from factcheck.reviews.models import Rating
from factcheck.verdicts.correcting import corrected
from factcheck.verdicts.editions.build_snapshot import basis_of, rating_snapshot
from factcheck.verdicts.editions.correction_class import GIVEN
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import RatingSnapshot
from factcheck.verdicts.forms import CorrectionForm, VerdictForm
from factcheck.verdicts.models import Edition, Verdict
from factcheck.verdicts.workflow import UNFINISHED
from factcheck.web.input.fields import text

UNWRITTEN = {  # what the page shows in brackets in place of a field that is still empty
    "headline": N_("Headline"),
    "summary": N_("Short summary"),
    "rationale": N_("Rationale"),
}
UNRATED = N_("Rating")


class Writing(NamedTuple):
    """What one person writes for a claim: their unfinished edition, or the next one."""

    claim: Claim
    verdict: Verdict | None
    edition: Edition | None

    @classmethod
    def of(cls, writer: User, claim: Claim, verdict: Verdict | None) -> Writing:
        """What this person writes when a form of the claim's verdict is sent."""
        newest = verdict.editions[-1] if verdict and verdict.editions else None
        is_own = newest is not None and newest.author_id == writer.id and newest.state in UNFINISHED
        return cls(claim, verdict, newest if is_own else None)

    @property
    def number(self) -> int:
        """The number of the edition."""
        if self.edition is not None:
            return self.edition.number
        return 1 + max((it.number for it in self.verdict.editions), default=0) if self.verdict else 1

    @property
    def before(self) -> EditionSnapshot | None:
        """The published edition that it corrects; None for a first edition."""
        return corrected(self.verdict, self.number) if self.verdict else None

    @property
    def form(self) -> type[VerdictForm]:
        """The kind of form that it is written in."""
        return CorrectionForm if self.before else VerdictForm

    @property
    def url(self) -> str:
        """The address that the form is sent to."""
        if self.edition is not None:
            return url_for("verdicts.edit", edition_id=self.edition.id)
        if self.verdict is not None and self.before:
            return url_for("verdicts.correct", verdict_id=self.verdict.id)
        return url_for("verdicts.propose", claim_id=self.claim.id)


def unsaved(writer: User, writing: Writing, form: VerdictForm, ratings: Sequence[Rating]) -> EditionSnapshot:
    """The snapshot of the edition as the form has it now, valid or not; empty fields are named in brackets."""
    texts: dict[str, Any] = {name: text(form[name]) or f"[{_(words)}]" for name, words in UNWRITTEN.items()}
    language = text(form.language)
    note = text(form.public_note) if isinstance(form, CorrectionForm) else ""
    return EditionSnapshot(
        **basis_of(writing.claim.id),
        **texts,
        slug=(writing.verdict.slug if writing.verdict else None) or "",
        number=writing.number,
        rating=_rating(form, ratings),
        would_change=text(form.would_change),
        correction_class=_class(form),
        public_note=note,
        author=writer.name,
        approver="",
        approved_at="",
        language=language if is_tag(language) else "",
    )


def _class(form: VerdictForm) -> str | None:
    chosen = form.correction_class.data if isinstance(form, CorrectionForm) else None
    return chosen if chosen in set(GIVEN) else None


def _rating(form: VerdictForm, ratings: Sequence[Rating]) -> RatingSnapshot:
    """The chosen rating; before one is chosen, a place for it that counts as one on the line."""
    chosen = next((it for it in ratings if it.key == form.rating.data), None)
    if chosen is not None:
        return rating_snapshot(chosen)
    scale = ratings[0].scale
    return RatingSnapshot("none", f"[{_(UNRATED)}]", "", 0, None, None, scale.name, scale.version)
