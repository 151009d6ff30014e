"""Forms of parts and relations."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from factcheck.claims.models import Claim
from factcheck.i18n import N_
from factcheck.relations.kinds import RelationKind
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, Filled, choices

KINDS = {
    RelationKind.CONTRADICTS: N_("It contradicts the other claim"),
    RelationKind.REPEATS: N_("It repeats the other claim"),
    RelationKind.FOLLOWS_FROM: N_("It follows from the other claim"),
    RelationKind.PART_OF: N_("It is part of the other claim"),
}


class DividedPartForm(Form):
    """A part that a claim is divided into."""

    for_readers = frozenset({"statement"})
    for_quotation = frozenset({"words"})

    statement = StringField(
        N_("The part, in one sentence"), [Filled(N_("Enter the part in one sentence.")), AtMost(500)]
    )
    words = TextAreaField(N_("Its words in the quote"), [AtMost(2000)])


class RelationForm(Form):
    """How a claim relates to another one, which is chosen among those that were found."""

    for_readers = frozenset({"kind", "other"})
    for_newsroom = frozenset({"q"})
    said_by_help = frozenset({"other", "q"})

    kind = RadioField(
        N_("Relation"), [Filled(N_("Choose how they relate."))], choices=choices(KINDS.items()), validate_choice=True
    )
    other = RadioField(N_("Other claim"), [Filled(N_("Choose the other claim."))], choices=[])
    q = StringField(N_("Search claims"), [AtMost(200)])

    def offer(self, rows: Sequence[Claim]) -> RelationForm:
        """Offer these claims; returns the form."""
        self.other.choices = [SelectChoice(str(row.id), f"{row.id}: {row.statement}") for row in rows]
        return self
