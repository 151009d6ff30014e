"""Forms of sources."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import BooleanField, Field, FileField, Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from factcheck.documents.languages import is_tag, spelt
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.sources import importing
from factcheck.sources.models import Source, SourceClass, SourceKind
from factcheck.sources.service import SourceDetails
from factcheck.urls import doi_address
from factcheck.web.forms import Form as OurForm
from factcheck.web.forms import RevisedForm
from factcheck.web.input.fields import Address, AtMost, PastDay, WebAddress, Whole, labelled, text
from factcheck.web.input.merging import based

LONGEST_TITLE = 500  # characters
LONGEST_NAME = 200  # of an author
MOST_AUTHORS = 100


CLASSES = (SourceClass.PRIMARY, SourceClass.SECONDARY, SourceClass.TERTIARY)  # that a person chooses from


def names(field: TextAreaField) -> tuple[str, ...]:
    """The names in a field, one a line."""
    return tuple(line.strip() for line in text(field).splitlines() if line.strip())


class LanguageTag:
    """Validator: a language tag (BCP 47)."""

    def __call__(self, form: Form, field: Field) -> None:
        """Refuse what doesn't have the form of one."""
        if not is_tag(text(field)):
            raise ValidationError(_("Enter the code of a language, for example en or pt-BR."))


class SourceAddress(Address):
    """The address of a source, which may be typed as a DOI."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean an address as people copy it; a DOI becomes its address."""
        super().process_formdata(valuelist)
        self.data = doi_address(str(valuelist[0])) or self.data if valuelist else None


class SourceForm(RevisedForm):
    """The details of a source."""

    for_readers = frozenset(
        {"title", "publisher", "authors", "published_on", "url", "source_kind", "source_class", "language", "interests"}
    )
    for_newsroom = frozenset({"origin", "language"})
    is_for_readers = True

    title = StringField(N_("Title of the source"), [AtMost(LONGEST_TITLE)])
    publisher = StringField(N_("Publisher of the source"), [AtMost(200)])
    authors = TextAreaField(N_("Authors"), [AtMost(5000)])
    published_on = PastDay(N_("Published on"))
    url = SourceAddress(N_("Address"), [Optional(), WebAddress()])
    source_kind = SelectField(N_("Kind of source"), choices=labelled(SourceKind))
    source_class = RadioField(N_("Class of the source"), choices=labelled(CLASSES), default="", validate_choice=False)
    origin = StringField(N_("Origin (who produced the information)"), [AtMost(200)])
    language = Whole(N_("Language"), [Optional(), LanguageTag()], description=N_("As a code, for example en or pt-BR."))
    interests = TextAreaField(N_("Interests"), [AtMost(500)])

    confidential = BooleanField(
        N_("Confidential"), description=N_("Only people who work on a claim that uses this source see it.")
    )  # of a new source only

    def validate_authors(self, field: TextAreaField) -> None:
        """Refuse too many names, and too long ones."""
        if len(listed := names(field)) > MOST_AUTHORS or any(len(name) > LONGEST_NAME for name in listed):
            limits = {"most": MOST_AUTHORS, "length": LONGEST_NAME}
            raise ValidationError(_("Enter at most %(most)s names, each of at most %(length)s characters.", **limits))

    def source(self) -> SourceDetails:
        """The values of the form for the service; also before its field refuses a kind that isn’t one."""
        kind, rank = self.source_kind.data, self.source_class.data
        return SourceDetails(
            title=text(self.title),
            publisher=text(self.publisher),
            authors=names(self.authors),
            published_on=self.published_on.day,
            url=text(self.url) or None,
            kind=SourceKind(kind) if kind in set(SourceKind) else SourceKind.PAGE,
            source_class=SourceClass(rank) if rank in set(SourceClass) else SourceClass.UNCLASSIFIED,
            origin=text(self.origin),
            language=spelt(text(self.language)),
            interests=text(self.interests),
        )

    @classmethod
    def of(cls, source: Source) -> SourceForm:
        """The form with the source's current values."""
        form = cls(
            title=source.title,
            publisher=source.publisher,
            authors="\n".join(source.authors),
            published_on=source.published_on.isoformat() if source.published_on else "",
            url=source.url or "",
            source_kind=source.kind.value,
            source_class=source.source_class.value,
            origin=source.origin,
            language=source.language,
            interests=source.interests,
            revision=str(source.revision),
        )
        return based(form)


class SourceNoteForm(OurForm):
    """A note on the reliability of a source."""

    for_newsroom = frozenset({"note", "reason"})

    note = TextAreaField(N_("Note"), [AtMost(1000)])
    reason = TextAreaField(N_("Reason"), [AtMost(1000)])


class ImportForm(OurForm):
    """Sources to import, as a text or as a file, which is put in place of the text."""

    text = TextAreaField(N_("Sources"))
    upload = FileField(N_("File"), render_kw={"data-most": importing.MOST_CHARACTERS})
    rows: list[importing.PlannedRow] = []  # noqa: RUF012 - replaced, never changed

    def read(self) -> None:
        """Read the file or text and plan its import; raises Invalid for `upload` or `text`."""
        chosen = request.files.get("upload")
        if chosen is not None and chosen.filename:
            try:
                self.text.data = chosen.stream.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                raise Invalid("upload", _("This file isn’t UTF-8. Save it as UTF-8 and choose it again.")) from None
        self.rows = importing.plan(self.text.data or "")
