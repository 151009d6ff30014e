"""The shape of a verdict."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from factcheck.reviews.forms import RatedForm
from factcheck.reviews.models import Rating
from factcheck.verdicts.models import CorrectionClass, Edition
from factcheck.verdicts.service import VerdictDetails
from factcheck.web.forms import Filled, choices, text


class VerdictForm(RatedForm):
    """A draft."""

    headline = StringField("Headline", [Filled("Give the headline that readers see."), Length(max=110)])
    summary = TextAreaField("Summary, for ten seconds", [Filled("Say it in two sentences."), Length(max=500)])
    rationale = TextAreaField("Rationale", [Filled("Say why."), Length(max=20_000)])
    would_change = TextAreaField("What would change our mind", [Length(max=1000)])
    revision = HiddenField()

    def details(self, ratings: Sequence[Rating]) -> VerdictDetails:
        """What was typed, as the service takes it."""
        rating = next(rating for rating in ratings if rating.key == self.rating.data)
        fields = (self.headline, self.summary, self.rationale, self.would_change)
        return VerdictDetails(rating, *(text(field) for field in fields))

    @classmethod
    def of(cls, edition: Edition) -> VerdictForm:
        """The form as the edition stands now."""
        return cls(
            rating=edition.rating.key,
            headline=edition.headline,
            summary=edition.summary,
            rationale=edition.rationale,
            would_change=edition.would_change,
            revision=str(edition.revision),
        )


class CorrectionForm(VerdictForm):
    """A new edition of a published verdict."""

    correction_class = RadioField(
        "What kind of change is it?",
        [Filled("Choose the kind of change.")],
        choices=choices((kind.value, kind.value.replace("-", " ").capitalize()) for kind in CorrectionClass),
    )
    public_note = TextAreaField("Note to readers", [Filled("Tell readers what changed and why."), Length(max=1000)])
