"""Forms of verdicts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from wtforms import BooleanField, Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from factcheck.errors import DomainError
from factcheck.i18n import N_, _
from factcheck.reviews.forms import RatedForm
from factcheck.reviews.models import Rating
from factcheck.verdicts.editions.correction_class import GIVEN
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.language import NO_LANGUAGE, likely_language
from factcheck.verdicts.editions.staleness import SeenEdition
from factcheck.verdicts.models import CorrectionClass, Edition
from factcheck.verdicts.workflow import UNFINISHED
from factcheck.verdicts.writing.reasons import AT, FIELDS
from factcheck.web.forms import RevisedForm
from factcheck.web.input.fields import AtMost, Filled, Whole, labelled, text
from factcheck.web.input.merging import based

OF_CORRECTIONS = frozenset({"correction_class", "public_note"})
DIGEST = re.compile(r"[0-9a-f]{64}")


class VerdictForm(RatedForm, RevisedForm):
    """A draft."""

    for_readers = frozenset({"rating", "headline", "summary", "rationale", "would_change", "language"})
    is_for_readers = True

    headline = StringField(N_("Headline"), [Filled(N_("Enter the headline that readers see.")), AtMost(110)])
    summary = TextAreaField(N_("Short summary"), [Filled(N_("Enter the summary, in two sentences.")), AtMost(500)])
    rationale = TextAreaField(N_("Rationale"), [Filled(N_("Explain why.")), AtMost(20_000)])
    would_change = TextAreaField(N_("What would change our mind"), [AtMost(1000)])
    language = Whole(N_("Language of the verdict"))
    names_confidential = BooleanField(N_("Mention the confidential source"))
    then = HiddenField()  # the button that was pressed: `submit`, or empty

    @property
    def submits(self) -> bool:
        """Whether the verdict is also submitted for approval."""
        return bool(self.then.data == "submit")

    def details(self, ratings: Sequence[Rating]) -> VerdictDetails:
        """The values of the form for the service."""
        texts = text(self.headline), text(self.summary), text(self.rationale), text(self.would_change)
        is_named = bool(self.names_confidential.data)
        return VerdictDetails(self.chosen(ratings), *texts, names_confidential=is_named, language=text(self.language))

    def validate_language(self, field: Whole) -> None:
        """Required in forms that have the field; for programs, the service finds the language."""
        if field.raw_data and not text(field):
            raise ValidationError(_(NO_LANGUAGE))

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """The form with the present values of the edition."""
        form = cls(
            rating=edition.rating.key,
            headline=edition.headline,
            summary=edition.summary,
            rationale=edition.rationale,
            would_change=edition.would_change,
            names_confidential=edition.names_confidential,
            language=edition.language or likely_language(edition.verdict.claim),
            revision=str(edition.revision),
        )
        return based(form)


class CorrectionForm(VerdictForm):
    """A new edition of a published verdict; the service checks the class against the rating."""

    for_readers = frozenset({"correction_class", "public_note"})

    correction_class = RadioField(N_("Kind of change"), [Optional()], choices=labelled(GIVEN))
    public_note = TextAreaField(N_("Note to readers"), [Filled(N_("Tell readers what changed and why.")), AtMost(1000)])

    def details(self, ratings: Sequence[Rating]) -> VerdictDetails:
        """The values of the form, with the chosen class, if any."""
        chosen = CorrectionClass(self.correction_class.data) if self.correction_class.data else None
        details = super().details(ratings)
        return replace(details, correction_class=chosen, public_note=text(self.public_note))

    @classmethod
    def of(cls, edition: Edition) -> Self:
        """The form with the present values of a correction; of a published edition, without class and note."""
        form = super().of(edition)
        if edition.state in UNFINISHED and edition.correction_class:
            form.correction_class.data, form.public_note.data = edition.correction_class.value, edition.public_note
        return based(form)


class DecisionForm(RevisedForm):
    """A decision on an edition, as it was shown; `publish` is the button: `later`, or empty."""

    digest, shown, publish = HiddenField(), HiddenField(), HiddenField()

    def seen(self) -> SeenEdition:
        """What the page showed; raises DomainError (400) without its digest."""
        digest = self.digest.data or ""
        if not DIGEST.fullmatch(digest):
            raise DomainError(_("This form has expired. Reload the page and try again."))
        return SeenEdition(digest, self.shown.data or "")


class SendBackForm(DecisionForm):
    """Why an edition is sent back to its author: about the whole, and about each of its fields."""

    for_newsroom = frozenset({"reason", *(f"{AT}{name}" for name in FIELDS)})

    reason = TextAreaField(N_("What should be changed"))
    at_correction_class = TextAreaField(FIELDS["correction_class"])
    at_public_note = TextAreaField(FIELDS["public_note"])
    at_rating = TextAreaField(FIELDS["rating"])
    at_headline = TextAreaField(FIELDS["headline"])
    at_summary = TextAreaField(FIELDS["summary"])
    at_rationale = TextAreaField(FIELDS["rationale"])
    at_would_change = TextAreaField(FIELDS["would_change"])

    def at(self) -> dict[str, str]:
        """The reasons about fields, by the name of the field."""
        return {name: text(self[f"{AT}{name}"]) for name in FIELDS}

    def about_fields(self, *, is_correction: bool) -> list[Field]:
        """The fields for reasons that an edition can have; only a correction has a class and a note."""
        return [self[f"{AT}{name}"] for name in FIELDS if is_correction or name not in OF_CORRECTIONS]
