"""Forms of reviews and assignments."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from factcheck.accounts.models import User
from factcheck.i18n import N_
from factcheck.reviews.models import Confidence, Rating
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, DueDay, Filled, choices, labelled
from factcheck.web.input.numbers import number


class RatedForm(Form):
    """A rating of the default scale; the choices come from the data."""

    rating = RadioField(N_("Rating"), [Filled(N_("Choose a rating."))])

    def offer(self, ratings: Iterable[Rating]) -> None:
        """Set the ratings to choose from."""
        self.rating.choices = choices((rating.key, rating.name) for rating in ratings)

    def chosen(self, ratings: Iterable[Rating]) -> Rating:
        """The chosen rating; the form is valid."""
        return next(rating for rating in ratings if rating.key == self.rating.data)


class ReviewForm(RatedForm):
    """A review."""

    for_newsroom = frozenset({"rating", "rationale", "confidence"})

    rationale = TextAreaField(N_("Rationale"), [Filled(N_("Explain why.")), AtMost(10_000)])
    confidence = RadioField(
        N_("How sure are you?"), [Filled(N_("Choose how sure you are."))], choices=labelled(Confidence)
    )
    seen = HiddenField()  # the id of one's own review when the form was opened, 0 for none

    def review(self, ratings: Iterable[Rating]) -> tuple[Rating, str, Confidence]:
        """The values of the form, which is valid."""
        return self.chosen(ratings), self.rationale.data or "", Confidence(self.confidence.data)

    def seen_own(self) -> int | None:
        """That id; None if the form doesn't say."""
        found = re.fullmatch(r"[0-9]{1,9}", self.seen.data or "")
        return int(found[0]) if found else None


class AssignmentForm(Form):
    """Who is assigned to review, until when."""

    for_newsroom = frozenset({"due_on"})

    reviewer = SelectField(N_("Reviewer"), coerce=number)
    due_on = DueDay(N_("Due date"))

    def offer(self, people: Iterable[User]) -> None:
        """Set the people to choose from, by name."""
        self.reviewer.choices = [SelectChoice(user.id, user.name) for user in people]
