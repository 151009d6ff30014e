"""The shape of sources and evidence."""

from __future__ import annotations

from wtforms import BooleanField, Form, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from factcheck.evidence.models import Source, SourceKind, Stance
from factcheck.evidence.service import EvidenceDetails, SourceDetails
from factcheck.web.forms import Day, Filled, WebAddress, choices, text

STANCES = {Stance.SUPPORTS: "Supports it", Stance.REFUTES: "Refutes it", Stance.CONTEXT: "Gives context"}


class SourceForm(Form):
    """What is known of a source."""

    title = StringField("Title of the source", [Length(max=500)])
    publisher = StringField("Publisher of the source", [Length(max=200)])
    author = StringField("Author", [Length(max=200)])
    published_on = Day("Published on")
    url = StringField("Address", [Optional(), WebAddress()])
    source_kind = SelectField(
        "Kind of source", choices=choices((kind.value, kind.value.capitalize()) for kind in SourceKind)
    )
    is_primary = BooleanField("Primary: it made the facts it tells, or saw them")
    origin = StringField("Origin: whose knowledge it rests on", [Length(max=200)])
    revision = HiddenField()

    def source(self) -> SourceDetails:
        """What was typed, as the service takes it."""
        return SourceDetails(
            title=text(self.title),
            publisher=text(self.publisher),
            author=text(self.author),
            published_on=self.published_on.day,
            url=text(self.url) or None,
            kind=SourceKind(self.source_kind.data or SourceKind.PAGE),
            is_primary=bool(self.is_primary.data),
            origin=text(self.origin),
        )

    @classmethod
    def of(cls, source: Source) -> SourceForm:
        """The form as the source stands now."""
        return cls(
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


class EvidenceForm(SourceForm):
    """Evidence from a source of the library (`source_id`) or a new one."""

    source_id = IntegerField("Source", [Optional()])
    stance = RadioField(
        "What it does to the claim",
        [Filled("Choose what it does to the claim.")],
        choices=choices((stance.value, words) for stance, words in STANCES.items()),
        validate_choice=True,
    )
    quote = TextAreaField("Its words, quoted", [Filled("Quote the words of the source that matter."), Length(max=5000)])
    locator = StringField("Where in the source", [Length(max=200)])
    note = TextAreaField("Note", [Length(max=2000)])

    def details(self) -> EvidenceDetails:
        """What was typed, as the service takes it."""
        return EvidenceDetails(Stance(self.stance.data), text(self.quote), text(self.locator), text(self.note))
