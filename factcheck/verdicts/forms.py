"""The shape of a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from wtforms import Form, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Regexp

from factcheck.articles.merge_forms import based
from factcheck.reviews.forms import RatedForm
from factcheck.reviews.models import Rating
from factcheck.verdicts.models import CorrectionClass, Edition, Outcome
from factcheck.verdicts.service import TEXTS, VerdictDetails
from factcheck.web.forms import Filled, choices, text


class VerdictForm(RatedForm):
    """A draft."""

    headline = StringField("Headline", [Filled("Give the headline that readers see."), Length(max=110)])
    summary = TextAreaField("Summary, for ten seconds", [Filled("Say it in two sentences."), Length(max=500)])
    rationale = TextAreaField("Rationale", [Filled("Say why."), Length(max=20_000)])
    would_change = TextAreaField("What would change our mind", [Length(max=1000)])
    revision = HiddenField()
    base = HiddenField()  # the texts that the writer saw

    def details(self, ratings: Sequence[Rating]) -> VerdictDetails:
        """What was typed, as the service takes it."""
        rating = next(rating for rating in ratings if rating.key == self.rating.data)
        fields = (self.headline, self.summary, self.rationale, self.would_change)
        return VerdictDetails(rating, *(text(field) for field in fields))

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """The form as the edition stands now."""
        return cls(
            rating=edition.rating.key,
            headline=edition.headline,
            summary=edition.summary,
            rationale=edition.rationale,
            would_change=edition.would_change,
            revision=str(edition.revision),
            base=based({name: getattr(edition, name) for name in TEXTS}),
        )


class CorrectionForm(VerdictForm):
    """A new edition of a published verdict."""

    correction_class = RadioField(
        "What kind of change is it?",
        [Filled("Choose the kind of change.")],
        choices=choices((kind.value, kind.value.replace("-", " ").capitalize()) for kind in CorrectionClass),
    )
    public_note = TextAreaField("Note to readers", [Filled("Tell readers what changed and why."), Length(max=1000)])


OUTCOMES = {
    Outcome.STANDS: "The verdict stands as it is",
    Outcome.CORRECTED: "The publisher corrected it, and says so",
    Outcome.STEALTH_EDIT: "Stealth edit: the publisher changed it without saying so",
}


class ChangeForm(Form):
    """What an editor says of words that changed after their verdict; `seen` are the places as they were shown."""

    outcome = RadioField(
        "What does the change mean?",
        [Filled("Say what the change means.")],
        choices=choices((kind.value, words) for kind, words in OUTCOMES.items()),
    )
    note = TextAreaField("Why, and where you looked", [Filled("Say why."), Length(max=1000)])
    seen = HiddenField(validators=[Regexp(r"^(\d+-\d+( \d+-\d+)*)?$", message="Reload the page.")])

    def places(self) -> list[tuple[int, int]]:
        """The number and revision of every place that was shown."""
        pairs = [it.split("-") for it in (self.seen.data or "").split()]
        return [(int(number), int(revision)) for number, revision in pairs]
