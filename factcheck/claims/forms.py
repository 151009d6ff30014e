"""The shape of what people say about claims."""

from __future__ import annotations

import re

import wtforms
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp, ValidationError
from wtforms.widgets import HiddenInput

from factcheck.anchoring.selectors import Quote
from factcheck.articles.merge_forms import based
from factcheck.claims import tags
from factcheck.claims.claimants import NO_ID, NO_NAME
from factcheck.claims.models import Claim, ClaimantKind, Kind, Scope
from factcheck.claims.service import ClaimantDetails, ClaimDetails
from factcheck.claims.wikidata import item
from factcheck.errors import DomainError, Invalid
from factcheck.labels import LABELS
from factcheck.language import N_, _
from factcheck.web.fields import AtMost, Filled, Number, PastDay, Whole, choices, text
from factcheck.web.forms import Form
from factcheck.web.numbers import revision

BETWEEN_PARTS = re.compile(r"^\s*\[(?:…|\.\.\.)\]\s*$", re.MULTILINE)
PASSAGE = re.compile(r"([0-9]{1,7})-([0-9]{1,7})")  # where words begin and end, in code points
PASSED = rf"^{PASSAGE.pattern}\Z"
SEEN = re.compile(r"([1-9][0-9]{0,8})-([0-9]{1,9})")  # number and revision of a claim
KINDS = {
    Kind.CHECKABLE: N_("Checkable: facts can decide it"),
    Kind.OPINION: N_("Opinion"),
    Kind.PREDICTION: N_("Prediction"),
    Kind.PROMISE: N_("Promise"),
    Kind.SATIRE: N_("Satire"),
    Kind.VAGUE: N_("Too vague to test"),
    Kind.OTHER: N_("Not checkable for another reason"),
}


ABOUT_HEADLINE = "headline"
ABOUT = {
    Scope.WORDS.value: N_("These words"),
    ABOUT_HEADLINE: N_("The headline"),
    Scope.OMISSION.value: N_("Something that is missing after these words"),
    Scope.ARTICLE.value: N_("The article as a whole"),
}


class WordsForm(Form):
    """Words of an article: selected in it, or pasted."""

    for_readers = frozenset({"exact", "prefix", "suffix"})

    exact = TextAreaField(
        N_("The words, as the article has them"), [Filled(N_("Give the words of the claim.")), AtMost(100_000)]
    )
    prefix = StringField(N_("Words just before them"), [AtMost(1000)])
    suffix = StringField(N_("Words just after them"), [AtMost(1000)])
    hint = Number(N_("Position"), widget=HiddenInput())
    hints = HiddenField(N_("Positions of several runs"), [Optional(), Regexp(r"^[0-9]{1,7}( [0-9]{1,7})*\Z")])
    passage = StringField(
        N_("Which of these is meant?"),
        [Optional(), Regexp(PASSED, message=N_("Choose one of the passages."))],
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


class WordsUnlessWhole(Filled):
    """Validator: words must be given, unless the form says what of the article is meant without any."""

    field_flags = {}  # noqa: RUF012 - a browser would demand them always

    def __call__(self, form: wtforms.Form, field: Field) -> None:
        if form._fields["about"].data not in {ABOUT_HEADLINE, Scope.ARTICLE}:  # WTForms offers no typed look-up by name
            super().__call__(form, field)


class AboutForm(WordsForm):
    """Words of an article, or what is said of it without words: that something is missing, or that it is misleading."""

    for_readers = frozenset({"about"})

    about = SelectField(
        N_("What of the article"),
        choices=choices((value, words) for value, words in ABOUT.items()),
        default=Scope.WORDS.value,
    )
    exact = TextAreaField(
        N_("The words, as the article has them"),
        [WordsUnlessWhole(N_("Give the words of the claim.")), AtMost(100_000)],
    )

    def scope(self) -> Scope:
        """What the claim is about; one about the headline is about its words."""
        return Scope(self.about.data) if self.about.data in set(Scope) else Scope.WORDS

    def is_on_headline(self) -> bool:
        """Whether the words are those of the headline."""
        return bool(self.about.data == ABOUT_HEADLINE)


class DetailsForm(Form):
    """What is said about a claim."""

    for_readers = frozenset(
        {"statement", "claimant_name", "claimant_role", "claimant_kind", "claimant_wikidata", "said_on", "place"}
    )
    for_newsroom = frozenset({"kind", "kind_reason", "tags"})

    statement = StringField(
        N_("What is to be checked, in one sentence"), [Filled(N_("Say what is to be checked.")), AtMost(500)]
    )
    claimant_name = StringField(N_("Who claims it"), [AtMost(200)])
    claimant_role = StringField(N_("Their role"), [AtMost(200)])
    claimant_kind = SelectField(
        N_("Person or organisation"), choices=choices((kind.value, LABELS[kind][1]) for kind in ClaimantKind)
    )
    claimant_wikidata = Whole(N_("Wikidata id"), [AtMost(500)])
    claimant_sure = BooleanField(N_("The id is right"))
    said_on = PastDay(N_("Day it was said"))
    place = StringField(N_("Place it was said"), [AtMost(200)])
    kind = SelectField(
        N_("Can facts decide it?"), choices=choices((kind.value, words) for kind, words in KINDS.items())
    )
    kind_reason = StringField(N_("If not, why"), [AtMost(500)])
    tags = StringField(N_("Tags, separated by commas"), [AtMost(500)])

    def validate_claimant_name(self, field: StringField) -> None:
        """A role or an id is that of somebody."""
        if not text(field) and (text(self.claimant_role) or text(self.claimant_wikidata)):
            raise ValidationError(_(NO_NAME))

    def validate_claimant_wikidata(self, field: StringField) -> None:
        """An id, in any spelling that people have."""
        if text(field) and item(text(field)) is None:
            raise ValidationError(_(NO_ID))

    def claimant(self) -> ClaimantDetails | None:
        """Who is said to claim it; None where nothing is said."""
        name, role, wikidata_id = text(self.claimant_name), text(self.claimant_role), text(self.claimant_wikidata)
        if not (name or role or wikidata_id):
            return None
        kind = ClaimantKind(self.claimant_kind.data or ClaimantKind.PERSON)
        return ClaimantDetails(name, role, kind, wikidata_id or None, bool(self.claimant_sure.data))

    def details(self) -> ClaimDetails:
        """What was typed, as the service takes it."""
        return ClaimDetails(
            statement=text(self.statement),
            claimant=self.claimant(),
            said_on=self.said_on.day,
            place=text(self.place),
            kind=Kind(self.kind.data or Kind.CHECKABLE),
            kind_reason=text(self.kind_reason),
            tags=tags.parted(text(self.tags)),
        )


class ClaimForm(AboutForm, DetailsForm):
    """A new claim: its words and what is said about it."""


class EditForm(DetailsForm):
    """What may be mended later; `revision` is the one the writer saw."""

    revision = HiddenField()
    base = HiddenField()  # what the writer saw

    @classmethod
    def of(cls, claim: Claim) -> EditForm:
        """The form as the claim stands now."""
        claimant = claim.claimant
        form = cls(
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
        )
        return based(form)


class SeveralForm(Form):
    """Claims that were chosen in the list, as number and revision, and tags to give or take."""

    for_newsroom = frozenset({"tags"})

    claim = SelectMultipleField(N_("Claims"), validate_choice=False)
    tags = StringField(N_("Tag"), [AtMost(500)])

    def seen(self) -> dict[int, int]:
        """The revision that was shown of each, by number; raises DomainError for what no page of ours sends."""
        pairs = [SEEN.fullmatch(value) for value in self.claim.data or ()]
        if None in pairs:
            raise DomainError(_("This form does not say which state of the claims it was made from. Reload the page."))
        return {int(pair[1]): int(pair[2]) for pair in pairs if pair}

    def numbers(self) -> set[int]:
        """The numbers of those that were chosen."""
        return set(self.seen())

    def names(self) -> tuple[str, ...]:
        """The tags that were typed."""
        return tags.parted(text(self.tags))


class JoinForm(AboutForm):
    """Further words of a claim that is there."""

    claim_id = Number(N_("Number of the claim"), [Filled(N_("Choose the claim that says the same."))])


class EndsForm(WordsForm):
    """Words of the text on which a claim stands from now on, and where they were shown before, in which version."""

    claim_id = Number(N_("Number of the claim"), [InputRequired(N_("Say which claim."))])
    version = Number(N_("Version"), [InputRequired(N_("Say in which version.")), NumberRange(1, 1_000_000)])
    was = HiddenField(N_("Where it stood"), [Regexp(PASSED, message=N_("Say where the claim stood."))])

    def place(self) -> tuple[int, int]:
        """Where the words were shown, in code points, the end exclusive."""
        start, _dash, end = (self.was.data or "").partition("-")
        return int(start), int(end)


class MoveForm(WordsForm):
    """Where a mark stands: a passage that was offered, or other words of the text."""

    exact = TextAreaField(N_("Other words, as the article has them now"), [AtMost(100_000)])
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
        return revision(self.revision.data)
