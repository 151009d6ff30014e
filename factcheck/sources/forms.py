"""Forms of sources."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Optional

from factcheck.i18n import N_
from factcheck.sources.models import Source, SourceKind
from factcheck.sources.service import SourceDetails
from factcheck.urls import doi_address
from factcheck.web.forms import RevisedForm
from factcheck.web.input.fields import Address, AtMost, PastDay, WebAddress, labelled, text
from factcheck.web.input.merging import based

LONGEST_TITLE = 500  # characters


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
