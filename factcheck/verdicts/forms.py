"""The shape of a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Regexp

from factcheck.articles.merge_forms import based
from factcheck.language import N_
from factcheck.reviews.forms import RatedForm
from factcheck.reviews.models import Rating
from factcheck.verdicts.models import CorrectionClass, Edition, Outcome
from factcheck.verdicts.service import VerdictDetails
from factcheck.web.forms import Filled, Form, choices, labelled, text


class VerdictForm(RatedForm):
    """A draft."""

    headline = StringField(N_("Headline"), [Filled(N_("Give the headline that readers see.")), Length(max=110)])
    summary = TextAreaField(N_("Summary, for ten seconds"), [Filled(N_("Say it in two sentences.")), Length(max=500)])
    rationale = TextAreaField(N_("Rationale"), [Filled(N_("Say why.")), Length(max=20_000)])
    would_change = TextAreaField(N_("What would change our mind"), [Length(max=1000)])
    revision = HiddenField()
    base = HiddenField()  # what the writer saw

    def details(self, ratings: Sequence[Rating]) -> VerdictDetails:
        """What was typed, as the service takes it."""
        rating = next(rating for rating in ratings if rating.key == self.rating.data)
        fields = (self.headline, self.summary, self.rationale, self.would_change)
        return VerdictDetails(rating, *(text(field) for field in fields))

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """The form as the edition stands now."""
        form = cls(
            rating=edition.rating.key,
            headline=edition.headline,
            summary=edition.summary,
            rationale=edition.rationale,
            would_change=edition.would_change,
            revision=str(edition.revision),
        )
        return based(form)


class CorrectionForm(VerdictForm):
    """A new edition of a published verdict."""

    correction_class = RadioField(
        N_("What kind of change is it?"),
        [Filled(N_("Choose the kind of change."))],
        choices=labelled(CorrectionClass),
    )
    public_note = TextAreaField(
        N_("Note to readers"), [Filled(N_("Tell readers what changed and why.")), Length(max=1000)]
    )


OUTCOMES = {
    Outcome.STANDS: N_("The verdict stands as it is"),
    Outcome.CORRECTED: N_("The publisher corrected it, and says so"),
    Outcome.STEALTH_EDIT: N_("Stealth edit: the publisher changed it without saying so"),
}


class ChangeForm(Form):
    """What an editor says of words that changed after their verdict; `seen` are the places as they were shown."""

    outcome = RadioField(
        N_("What does the change mean?"),
        [Filled(N_("Say what the change means."))],
        choices=choices((kind.value, words) for kind, words in OUTCOMES.items()),
    )
    note = TextAreaField(N_("Why, and where you looked"), [Filled(N_("Say why.")), Length(max=1000)])
    seen = HiddenField(validators=[Regexp(r"^(\d+-\d+( \d+-\d+)*)?$", message=N_("Reload the page."))])

    def places(self) -> list[tuple[int, int]]:
        """The number and revision of every place that was shown."""
        pairs = [it.split("-") for it in (self.seen.data or "").split()]
        return [(int(number), int(revision)) for number, revision in pairs]


class QuestionForm(Form):
    """Why a verdict stands although the newsroom changed what it rests on; `revision` is that of the question."""

    note = TextAreaField(N_("Why the verdict still stands"), [Filled(N_("Say why.")), Length(max=1000)])
    revision = HiddenField(validators=[Regexp(r"^\d*$", message=N_("Reload the page."))])

    def seen_revision(self) -> int:
        """The state of the question that was shown; 0 when the form does not say."""
        return int(self.revision.data or 0)
