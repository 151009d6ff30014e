"""Forms with words of an article."""

from __future__ import annotations

import re

import wtforms
from wtforms import (
    Field,
    HiddenField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from factcheck.anchoring.selectors import Quote
from factcheck.annotations.models import Scope
from factcheck.claims.forms import DetailsForm
from factcheck.i18n import N_
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, Filled, Number, OneOf, choices

BETWEEN_PARTS = re.compile(r"^\s*\[(?:…|\.\.\.)\]\s*$", re.MULTILINE)


PASSAGE = re.compile(r"([0-9]{1,7})-([0-9]{1,7})")  # start and end of words, in code points


PASSED = rf"^{PASSAGE.pattern}\Z"


ABOUT_HEADLINE = "headline"


ABOUT = {
    Scope.WORDS.value: N_("These words"),
    ABOUT_HEADLINE: N_("The headline"),
    Scope.OMISSION.value: N_("An omission after these words"),
    Scope.ARTICLE.value: N_("The article as a whole"),
}


class WordsForm(Form):
    """Words of an article: selected in it, or pasted."""

    for_readers = frozenset({"exact", "prefix", "suffix"})

    exact = TextAreaField(N_("Quote, as it appears in the article"), [Filled(N_("Enter the quote.")), AtMost(100_000)])
    prefix = StringField(N_("Words just before the quote"), [AtMost(1000)])
    suffix = StringField(N_("Words just after the quote"), [AtMost(1000)])
    hint = Number(N_("Position"), widget=HiddenInput())
    hints = HiddenField(N_("Positions of several passages"), [Optional(), Regexp(r"^[0-9]{1,7}( [0-9]{1,7})*\Z")])
    passage = StringField(
        N_("Which of these do you mean?"),
        [Optional(), Regexp(PASSED, message=N_("Choose one of the passages."))],
    )

    def chosen(self) -> tuple[int, int] | None:
        """Start and end of the passage that a person chose, in code points."""
        start, dash, end = (self.passage.data or "").partition("-")
        return (int(start), int(end)) if dash else None

    def quotes(self) -> list[Quote]:
        """One quote, or several if a line with […] separates them; context belongs to a single one, `hints` to several.

        Hints count only if there is one for each quote: after a correction by hand, the place is asked for.
        """
        exact = (self.exact.data or "").replace("\r\n", "\n")
        parts = [part.strip("\n") for part in BETWEEN_PARTS.split(exact)]
        if len(parts) > 1:
            hints = [int(hint) for hint in (self.hints.data or "").split()]
            known = hints if len(hints) == len(parts) else [None] * len(parts)
            return [Quote(part, hint=hint) for part, hint in zip(parts, known, strict=True)]
        prefix, suffix = ((field.data or "").replace("\r\n", "\n") for field in (self.prefix, self.suffix))
        return [Quote(exact, prefix, suffix, self.hint.data)]


class WordsUnlessWhole(Filled):
    """Validator: words are required, unless the form says what of the article is meant without any."""

    field_flags = {}  # noqa: RUF012 - a browser would demand them always

    def __call__(self, form: wtforms.Form, field: Field) -> None:
        if form._fields["about"].data not in {ABOUT_HEADLINE, Scope.ARTICLE}:  # WTForms offers no typed look-up by name
            super().__call__(form, field)


class AboutForm(WordsForm):
    """Words of an article, or a claim without words: that something is missing, or that the article is misleading."""

    for_readers = frozenset({"about"})

    about = OneOf(
        N_("What the claim is about"),
        choices=choices((value, words) for value, words in ABOUT.items()),
        default=Scope.WORDS.value,
    )
    exact = TextAreaField(
        N_("Quote, as it appears in the article"),
        [WordsUnlessWhole(N_("Enter the quote.")), AtMost(100_000)],
    )

    def scope(self) -> Scope:
        """What the claim is about; one about the headline is about its words."""
        return Scope(self.about.data) if self.about.data in set(Scope) else Scope.WORDS

    def is_on_headline(self) -> bool:
        """Whether the words are the headline."""
        return bool(self.about.data == ABOUT_HEADLINE)


class ClaimForm(AboutForm, DetailsForm):
    """A new claim: its words and its details."""


class JoinForm(AboutForm):
    """Additional words for an existing claim."""

    claim_id = Number(N_("Claim number"), [Filled(N_("Choose the claim that says the same."))])


class EndsForm(WordsForm):
    """New words of a target, with its earlier place and version."""

    claim_id = Number(N_("Claim number"), [InputRequired(N_("Choose a claim."))])
    version = Number(N_("Version"), [InputRequired(N_("Enter the version.")), NumberRange(1, 1_000_000)])
    was = HiddenField(N_("Earlier place"), [Regexp(PASSED, message=N_("Enter the claim’s earlier place."))])

    def place(self) -> tuple[int, int]:
        """The earlier place, in code points, end exclusive."""
        start, _dash, end = (self.was.data or "").partition("-")
        return int(start), int(end)
