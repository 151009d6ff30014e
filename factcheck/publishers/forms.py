"""The form of a publisher."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from factcheck.i18n import N_, _
from factcheck.publishers.models import Publisher
from factcheck.publishers.service import PublisherDetails, details_of
from factcheck.sources.forms import names
from factcheck.web.forms import RevisedForm
from factcheck.web.input.fields import AtMost, Filled, text
from factcheck.web.input.merging import based

LONGEST_NAME = 200  # characters, as in the form of a source
MOST_ALIASES = 50


class PublisherForm(RevisedForm):
    """The details of a publisher."""

    for_newsroom = frozenset({"name", "aliases", "parent"})

    name = StringField(N_("Name"), [Filled(N_("Enter the publisher’s name.")), AtMost(LONGEST_NAME)])
    aliases = TextAreaField(N_("Other names"), [AtMost(LONGEST_NAME * MOST_ALIASES)])
    parent = StringField(N_("Parent publisher"), [AtMost(LONGEST_NAME)])

    def validate_aliases(self, field: TextAreaField) -> None:
        """Refuse too many names, and too long ones."""
        if len(listed := names(field)) > MOST_ALIASES or any(len(name) > LONGEST_NAME for name in listed):
            limits = {"most": MOST_ALIASES, "length": LONGEST_NAME}
            raise ValidationError(_("Enter at most %(most)s names, each of at most %(length)s characters.", **limits))

    def details(self) -> PublisherDetails:
        """The values of the form for the service."""
        return PublisherDetails(text(self.name), names(self.aliases), text(self.parent))

    @classmethod
    def of(cls, publisher: Publisher) -> PublisherForm:
        """The form with the publisher's current values."""
        now = details_of(publisher)
        aliases, revision = "\n".join(now.aliases), str(publisher.revision)
        return based(cls(name=now.name, aliases=aliases, parent=now.parent, revision=revision))
