"""The form of a merge: for each detail that differs, the record whose value stays."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from factcheck.i18n import N_
from factcheck.merging.fields import NAMES, ComparedField
from factcheck.merging.service import SeenRevisions
from factcheck.web.forms import Form
from factcheck.web.input.numbers import revision


class MergeForm(Form):
    """The details that the record that stays takes from the other, and the revisions of both that a person saw."""

    taken = SelectMultipleField(
        N_("Taken from the other record"),
        choices=list(NAMES.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    revision = HiddenField()
    other_revision = HiddenField()

    def seen(self) -> SeenRevisions:
        """The revisions that were compared; raises DomainError (400) if one is missing."""
        return SeenRevisions(revision(self.revision.data), revision(self.other_revision.data))

    @classmethod
    def of(cls, rows: Iterable[ComparedField], seen: SeenRevisions) -> MergeForm:
        """The form with what is proposed."""
        taken = [row.name for row in rows if row.is_taken]
        return cls(taken=taken, revision=str(seen.kept), other_revision=str(seen.other))
