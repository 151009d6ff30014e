"""The shape of what people say about claims."""

from __future__ import annotations

import re

from wtforms import HiddenField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, Regexp
from wtforms.widgets import HiddenInput

from factcheck.articles.merge_forms import based
from factcheck.claims.models import Claim, ClaimantKind, Kind
from factcheck.claims.selectors import Quote
from factcheck.claims.service import ClaimantDetails, ClaimDetails, said
from factcheck.errors import DomainError, Invalid
from factcheck.labels import LABELS
from factcheck.language import N_, _
from factcheck.web.forms import Day, Filled, Form, choices, text

BETWEEN_PARTS = re.compile(r"^\s*\[(?:…|\.\.\.)\]\s*$", re.MULTILINE)
PASSAGE = re.compile(r"(\d{1,7})-(\d{1,7})")  # where words begin and end, in code points
KINDS = {
    Kind.CHECKABLE: N_("Checkable: facts can decide it"),
    Kind.OPINION: N_("Opinion"),
    Kind.PREDICTION: N_("Prediction"),
    Kind.PROMISE: N_("Promise"),
    Kind.SATIRE: N_("Satire"),
    Kind.VAGUE: N_("Too vague to test"),
    Kind.OTHER: N_("Not checkable for another reason"),
}


class WordsForm(Form):
    """Words of an article: selected in it, or pasted."""

    exact = TextAreaField(
        N_("The words, as the article has them"), [Filled(N_("Give the words of the claim.")), Length(max=100_000)]
    )
    prefix = StringField(N_("Words just before them"), [Length(max=1000)])
    suffix = StringField(N_("Words just after them"), [Length(max=1000)])
    hint = IntegerField(N_("Position"), [Optional()], widget=HiddenInput())
    hints = HiddenField(N_("Positions of several runs"), [Optional(), Regexp(r"^\d{1,7}( \d{1,7})*$")])
    passage = StringField(
        N_("Which of these is meant?"),
        [Optional(), Regexp(rf"^{PASSAGE.pattern}$", message=N_("Choose one of the passages."))],
    )

    def chosen(self) -> tuple[int, int] | None:
        """Where the passage that a person chose begins and ends, in code points."""
        start, dash, end = (self.passage.data or "").partition("-")
        return (int(start), int(end)) if dash else None

    def quotes(self) -> list[Quote]:
        """One quote, or several where a line with […] parts them; context belongs to a single one, `hints` to several.

        Hints count only while there is one for each run: who mends the words by hand is asked where they stand.
        """
        exact = (self.exact.data or "").replace("\r\n", "\n")
        parts = [part.strip("\n") for part in BETWEEN_PARTS.split(exact)]
        if len(parts) > 1:
            hints = [int(hint) for hint in (self.hints.data or "").split()]
            known = hints if len(hints) == len(parts) else [None] * len(parts)
            return [Quote(part, hint=hint) for part, hint in zip(parts, known, strict=True)]
        prefix, suffix = ((field.data or "").replace("\r\n", "\n") for field in (self.prefix, self.suffix))
        return [Quote(exact, prefix, suffix, self.hint.data)]


class DetailsForm(Form):
    """What is said about a claim."""

    statement = StringField(
        N_("What is to be checked, in one sentence"), [Filled(N_("Say what is to be checked.")), Length(max=500)]
    )
    claimant_name = StringField(N_("Who claims it"), [Length(max=200)])
    claimant_role = StringField(N_("Their role"), [Length(max=200)])
    claimant_kind = SelectField(
        N_("Person or organisation"), choices=choices((kind.value, LABELS[kind][1]) for kind in ClaimantKind)
    )
    claimant_wikidata = StringField(
        N_("Wikidata id"),
        [Optional(), Regexp(r"^\s*Q[1-9]\d{0,14}\s*$", message=N_("A Wikidata id is Q and digits, for example Q42."))],
    )
    said_on = Day(N_("Day it was said"))
    place = StringField(N_("Place it was said"), [Length(max=200)])
    kind = SelectField(
        N_("Can facts decide it?"), choices=choices((kind.value, words) for kind, words in KINDS.items())
    )
    kind_reason = StringField(N_("If not, why"), [Length(max=500)])
    tags = StringField(N_("Tags, separated by commas"), [Length(max=500)])

    def details(self) -> ClaimDetails:
        """What was typed, as the service takes it."""
        claimant = None
        if name := text(self.claimant_name):
            kind = ClaimantKind(self.claimant_kind.data or ClaimantKind.PERSON)
            claimant = ClaimantDetails(name, text(self.claimant_role), kind, text(self.claimant_wikidata) or None)
        return ClaimDetails(
            statement=text(self.statement),
            claimant=claimant,
            said_on=self.said_on.day,
            place=text(self.place),
            kind=Kind(self.kind.data or Kind.CHECKABLE),
            kind_reason=text(self.kind_reason),
            tags=tuple(text(self.tags).split(",")),
        )


class ClaimForm(WordsForm, DetailsForm):
    """A new claim: its words and what is said about it."""


class EditForm(DetailsForm):
    """What may be mended later; `revision` is the one the writer saw."""

    revision = HiddenField()
    base = HiddenField()  # the texts that the writer saw

    @classmethod
    def of(cls, claim: Claim) -> EditForm:
        """The form as the claim stands now."""
        claimant = claim.claimant
        return cls(
            statement=claim.statement,
            claimant_name=claimant.name if claimant else "",
            claimant_role=claimant.role if claimant else "",
            claimant_kind=claimant.kind.value if claimant else ClaimantKind.PERSON.value,
            claimant_wikidata=(claimant.wikidata_id or "") if claimant else "",
            said_on=claim.said_on.isoformat() if claim.said_on else "",
            place=claim.place,
            kind=claim.kind.value,
            kind_reason=claim.kind_reason,
            tags=", ".join(tag.name for tag in claim.tags),
            revision=str(claim.revision),
            base=based(said(claim)),
        )


class JoinForm(WordsForm):
    """Further words of a claim that is there."""

    claim_id = IntegerField(N_("Number of the claim"), [Filled(N_("Choose the claim that says the same."))])


class MoveForm(WordsForm):
    """Where a mark stands: a passage that was offered, or other words of the text."""

    exact = TextAreaField(N_("Other words, as the article has them now"), [Length(max=100_000)])
    revision = HiddenField()

    def quote(self) -> Quote:
        """The one run of words that was given; raises Invalid when there are none, or several."""
        quote, *more = self.quotes()
        if more or not quote.exact.strip():
            raise Invalid(
                "exact", _("Choose one of the passages, or give one run of words as the article has them now.")
            )
        return quote

    def seen_revision(self) -> int:
        """The state of the mark that was shown; raises DomainError when the form does not say."""
        value = self.revision.data or ""
        if not value.isdigit():
            raise DomainError(_("This form does not say which state of the mark it was made from. Reload the page."))
        return int(value)
