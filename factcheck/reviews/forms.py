"""The shape of a review and of an assignment."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import Form, RadioField, SelectField, TextAreaField
from wtforms.validators import Length

from factcheck.reviews.models import Confidence, Rating
from factcheck.web.forms import Day, Filled, choices


class RatedForm(Form):
    """A rating of the default scale; the choices come from the data."""

    rating = RadioField("Rating", [Filled("Choose a rating.")])

    def offer(self, ratings: Iterable[Rating]) -> None:
        """Set the ratings to choose from."""
        self.rating.choices = choices((rating.key, rating.name) for rating in ratings)


class ReviewForm(RatedForm):
    """A review."""

    rationale = TextAreaField("Rationale", [Filled("Say why."), Length(max=10_000)])
    confidence = RadioField(
        "How sure are you?",
        [Filled("Say how sure you are.")],
        choices=choices((confidence.value, confidence.value.capitalize()) for confidence in Confidence),
    )


class AssignmentForm(Form):
    """Who is asked to review, until when."""

    reviewer = SelectField("Reviewer", coerce=int)
    due_on = Day("Due on")
