"""Forms of sources and evidence."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from factcheck.evidence import quotation
from factcheck.evidence.editing import details_of
from factcheck.evidence.models import Evidence, Source, SourceKind, Stance
from factcheck.evidence.service import EvidenceDetails, SourceDetails
from factcheck.i18n import N_, _
from factcheck.urls import as_address, doi_address, is_web_address
from factcheck.web.forms import Form, RevisedForm
from factcheck.web.input.fields import Address, AtMost, Filled, Number, PastDay, WebAddress, choices, labelled, text
from factcheck.web.input.merging import based

LONGEST_TITLE = 500  # characters
STANCES = {
    Stance.SUPPORTS: N_("Supports the claim"),
    Stance.REFUTES: N_("Refutes the claim"),
    Stance.CONTEXT: N_("Gives context"),
}


class SourceAddress(Address):
    """The address of a source, which may be typed as a DOI."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean an address as people copy it; a DOI becomes its address."""
        super().process_formdata(valuelist)
        self.data = doi_address(str(valuelist[0])) or self.data if valuelist else None


class SourceForm(RevisedForm):
    """The details of a source."""

    for_readers = frozenset({"title", "publisher", "author", "published_on", "url", "source_kind", "is_primary"})
    for_newsroom = frozenset({"origin"})
    is_for_readers = True

    title = StringField(N_("Title of the source"), [AtMost(LONGEST_TITLE)])
    publisher = StringField(N_("Publisher of the source"), [AtMost(200)])
    author = StringField(N_("Author"), [AtMost(200)])
    published_on = PastDay(N_("Published on"))
    url = SourceAddress(N_("Address"), [Optional(), WebAddress()])
    source_kind = SelectField(N_("Kind of source"), choices=labelled(SourceKind))
    is_primary = BooleanField(N_("Primary source: produced or witnessed the information"))
    origin = StringField(N_("Origin (who produced the information)"), [AtMost(200)])

    def source(self) -> SourceDetails:
        """The values of the form for the service; also before its field refuses a kind that isn’t one."""
        kind = self.source_kind.data
        return SourceDetails(
            title=text(self.title),
            publisher=text(self.publisher),
            author=text(self.author),
            published_on=self.published_on.day,
            url=text(self.url) or None,
            kind=SourceKind(kind) if kind in set(SourceKind) else SourceKind.PAGE,
            is_primary=bool(self.is_primary.data),
            origin=text(self.origin),
        )

    @classmethod
    def of(cls, source: Source) -> SourceForm:
        """The form with the source's current values."""
        form = cls(
            title=source.title,
            publisher=source.publisher,
            author=source.author,
            published_on=source.published_on.isoformat() if source.published_on else "",
            url=source.url or "",
            source_kind=source.kind.value,
            is_primary=source.is_primary,
            origin=source.origin,
            revision=str(source.revision),
        )
        return based(form)


class PassageForm(Form):
    """What a source says about a claim, and where."""

    for_readers = frozenset({"quote", "locator", "note", "stance"})
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
    selector = HiddenField()  # of words that were selected in a capture; of no other words

    def details(self) -> EvidenceDetails:
        """The values of the form for the service."""
        quote = text(self.quote)
        selector = quotation.of_form(self.selector.data or "", quote)
        return EvidenceDetails(Stance(self.stance.data), quote, text(self.locator), text(self.note), selector)


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
        coded = {"stance": evidence.stance.value, "selector": selector, "revision": str(evidence.revision)}
        return based(cls(**details | coded))


class OrderForm(Form):
    """The evidence before or after which another is put, by id; one of the two."""

    before = Number(N_("Before"), [Optional()])
    after = Number(N_("After"), [Optional()])
