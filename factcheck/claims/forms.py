"""Forms of claims."""

from __future__ import annotations

import re
from typing import Any

from wtforms import (
    BooleanField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import ValidationError

from factcheck.claims import tags
from factcheck.claims.claimants import NO_ID, NO_NAME, ClaimantDetails
from factcheck.claims.details import CLAIMANT, COLUMNS, LABELS, READER_COLUMNS, ClaimDetails, parsed
from factcheck.claims.models import Claim, ClaimantKind, ClaimKind
from factcheck.claims.wikidata import item
from factcheck.errors import DomainError
from factcheck.i18n import N_, _, labels
from factcheck.web.forms import Form, RevisedForm
from factcheck.web.input.fields import AtMost, Day, Filled, OneOf, PastDay, Whole, choices, text
from factcheck.web.input.merging import based

SEEN = re.compile(r"([1-9][0-9]{0,8})-([0-9]{1,9})")  # id and revision of a claim
KINDS = {
    ClaimKind.CHECKABLE: N_("Checkable: facts can settle it"),
    ClaimKind.OPINION: N_("Opinion"),
    ClaimKind.PREDICTION: N_("Prediction"),
    ClaimKind.PROMISE: N_("Promise"),
    ClaimKind.SATIRE: N_("Satire"),
    ClaimKind.VAGUE: N_("Too vague to test"),
    ClaimKind.OTHER: N_("Not checkable for another reason"),
}


class DetailsForm(Form):
    """The details of a claim."""

    for_readers = frozenset({"claimant_name", "tags", *CLAIMANT, *READER_COLUMNS}) - {"claimant"}
    for_newsroom = frozenset(COLUMNS) - for_readers
    is_for_readers = True

    statement = StringField(N_("Claim, in one sentence"), [Filled(N_("Enter the claim in one sentence.")), AtMost(500)])
    claimant_name = StringField(LABELS["claimant"].alone, [AtMost(200)])
    claimant_role = StringField(LABELS["claimant_role"].alone, [AtMost(200)])
    claimant_kind = OneOf(
        LABELS["claimant_kind"].alone, choices=choices((kind.value, labels.LABELS[kind][1]) for kind in ClaimantKind)
    )
    claimant_wikidata = Whole(LABELS["claimant_wikidata"].alone, [AtMost(500)])
    claimant_sure = BooleanField(N_("The ID is correct"))
    said_on = PastDay(LABELS["said_on"].alone)
    place = StringField(LABELS["place"].alone, [AtMost(200)])
    kind = OneOf(LABELS["kind"].alone, choices=choices((kind.value, words) for kind, words in KINDS.items()))
    kind_reason = StringField(LABELS["kind_reason"].alone, [AtMost(500)])
    tags = StringField(N_("Tags, separated by commas"), [AtMost(500)])

    def validate_claimant_name(self, field: StringField) -> None:
        """Required if there is a role or an ID."""
        if not text(field) and (text(self.claimant_role) or text(self.claimant_wikidata)):
            raise ValidationError(_(NO_NAME))

    def validate_claimant_wikidata(self, field: StringField) -> None:
        """A valid ID, in any common spelling."""
        if text(field) and item(text(field)) is None:
            raise ValidationError(_(NO_ID))

    def claimant(self) -> ClaimantDetails | None:
        """The claimant; None if nothing was entered."""
        name, role, wikidata_id = text(self.claimant_name), text(self.claimant_role), text(self.claimant_wikidata)
        if not (name or role or wikidata_id):
            return None
        kind = ClaimantKind(self.claimant_kind.data or ClaimantKind.PERSON)
        return ClaimantDetails(name, role, kind, wikidata_id or None, bool(self.claimant_sure.data))

    def details(self) -> ClaimDetails:
        """The values of the form for the service."""
        columns = {name: self._typed(name) for name in COLUMNS}
        return ClaimDetails(claimant=self.claimant(), tags=tags.parted(text(self.tags)), **columns)

    def _typed(self, name: str) -> Any:
        """The input for a column, converted to the column's type."""
        field = self[name]
        return parsed(name, field.day if isinstance(field, Day) else text(field))


class EditForm(DetailsForm, RevisedForm):
    """The details of a claim, to be edited."""

    @classmethod
    def of(cls, claim: Claim) -> EditForm:
        """The form with the present values of the claim."""
        claimant = claim.claimant
        form = cls(
            claimant_name=claimant.name if claimant else "",
            claimant_role=claimant.role if claimant else "",
            claimant_kind=claimant.kind.value if claimant else ClaimantKind.PERSON.value,
            claimant_wikidata=(claimant.wikidata_id or "") if claimant else "",
            tags=", ".join(tag.name for tag in claim.tags),
            revision=str(claim.revision),
            **{name: str(getattr(claim, name) or "") for name in COLUMNS},
        )
        return based(form)


class SeveralForm(Form):
    """Claims selected in the list, as id and revision, and tags to add or remove."""

    for_readers = frozenset({"tags"})

    claim = SelectMultipleField(N_("Claims"), validate_choice=False)
    tags = StringField(N_("Tag"), [AtMost(500)])

    def seen(self) -> dict[int, int]:
        """The revision of each claim that was shown, by id; raises DomainError for input that no page of ours sends."""
        pairs = [SEEN.fullmatch(value) for value in self.claim.data or ()]
        if None in pairs:
            raise DomainError(_("This form is incomplete. Reload the page and try again."))
        return {int(pair[1]): int(pair[2]) for pair in pairs if pair}

    def numbers(self) -> set[int]:
        """The ids of the selected claims."""
        return set(self.seen())

    def names(self) -> tuple[str, ...]:
        """The tags that were typed."""
        return tags.parted(text(self.tags))
