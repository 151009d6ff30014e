"""Forms of evidence."""

from __future__ import annotations

from dataclasses import asdict, replace

from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from factcheck.evidence import quotation
from factcheck.evidence.editing import details_of
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence.service import EvidenceDetails
from factcheck.i18n import N_, _
from factcheck.sources.forms import LONGEST_TITLE, SourceForm
from factcheck.sources.service import SourceDetails
from factcheck.urls import as_address, doi_address, is_web_address
from factcheck.web.forms import Form, RevisedForm
from factcheck.web.input.fields import AtMost, Day, Filled, Number, choices, text
from factcheck.web.input.merging import based

STANCES = {
    Stance.SUPPORTS: N_("Supports the claim"),
    Stance.REFUTES: N_("Refutes the claim"),
    Stance.CONTEXT: N_("Gives context"),
}


class PassageForm(Form):
    """What a source says about a claim, and where."""

    for_readers = frozenset({"quote", "locator", "note", "stance"})
    for_newsroom = frozenset({"review_by"})
    is_for_readers = True

    stance = RadioField(
        N_("Stance"),
        [Filled(N_("Choose the stance."))],
        choices=choices((stance.value, words) for stance, words in STANCES.items()),
        validate_choice=True,
    )
    quote = TextAreaField(N_("Quotation"), [Filled(N_("Enter the passage of the source that matters.")), AtMost(5000)])
    locator = StringField(N_("Where in the source"), [AtMost(200)])
    note = TextAreaField(N_("Note"), [AtMost(2000)])
    review_by = Day(N_("Review by"))
    selector = HiddenField()  # of words that were selected in a capture; of no other words

    def details(self) -> EvidenceDetails:
        """The values of the form for the service."""
        quote = text(self.quote)
        selector = quotation.of_form(self.selector.data or "", quote)
        return EvidenceDetails(
            Stance(self.stance.data), quote, text(self.locator), text(self.note), selector, self.review_by.day
        )


class FoundSourceForm(SourceForm):
    """A source of the library (`source_id`), or a new one."""

    for_readers = frozenset({"find"})

    find = StringField(N_("Source: address, DOI or title"))  # also what the library is searched for
    source_id = Number(N_("Source"), [Optional()])

    def validate_find(self, field: StringField) -> None:
        """As the title or address of a new source it has their limits; searched for, it has none."""
        if self.source_id.data is None and len(self.source().title) > LONGEST_TITLE:
            raise ValidationError(_("Use at most %(most)s characters, or choose a source.", most=LONGEST_TITLE))

    def source(self) -> SourceDetails:
        """What was typed; the first field is the address of a new source or else its title, if the details have none.

        One with an address needs no title: a known address is that source, and a new one is named after it.
        """
        details, first = super().source(), text(self.find)
        address = doi_address(first) or as_address(first)
        if not first or details.title or details.url:
            return details
        return replace(details, url=address) if is_web_address(address) else replace(details, title=first)


class EvidenceForm(PassageForm, FoundSourceForm):
    """Evidence from a source of the library or a new one."""


class EvidenceEditForm(PassageForm, RevisedForm):
    """A piece of evidence, to be edited."""

    @classmethod
    def of(cls, evidence: Evidence) -> EvidenceEditForm:
        """The form with the present values of the evidence."""
        details = asdict(details_of(evidence))
        selector = quotation.in_form(evidence.quote, evidence.selector)
        review_by = evidence.review_by.isoformat() if evidence.review_by else ""
        coded = {
            "review_by": review_by,
            "stance": evidence.stance.value,
            "selector": selector,
            "revision": str(evidence.revision),
        }
        return based(cls(**details | coded))


class OrderForm(Form):
    """The evidence before or after which another is put, by id; one of the two."""

    before = Number(N_("Before"), [Optional()])
    after = Number(N_("After"), [Optional()])
