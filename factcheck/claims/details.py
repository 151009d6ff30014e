"""The details of a claim: the one list of its fields, with their labels and who sees them.

The form, the audit log, the history and the snapshot of an edition derive theirs from it; docs/claim-fields.md lists
what a new field touches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import Any, NamedTuple

from factcheck.claims.claimants import ClaimantDetails
from factcheck.claims.models import Claim, Claimant, ClaimantKind, ClaimKind
from factcheck.i18n import N_


class FieldLabel(NamedTuple):
    """The label of a field: inside a sentence, and alone."""

    inside: str
    alone: str


def _described(inside: str, alone: str, *, for_readers: bool = False, parse: Any = str) -> dict[str, Any]:
    """The metadata of a field: its label, whether readers see it, and how its text in a record or form is parsed."""
    return {"label": FieldLabel(inside, alone), "for_readers": for_readers, "parse": parse}


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """What a person enters about a claim and may edit later; the quoted words aren't part of it.

    `claimant` and `tags` are rows of other tables; every other field is a column of `claims` with the same name.
    """

    statement: str = field(metadata=_described(N_("claim"), N_("Claim"), for_readers=True))
    claimant: ClaimantDetails | None = field(
        default=None, metadata=_described(N_("claimant"), N_("Claimant"), for_readers=True)
    )
    said_on: date | None = field(
        default=None,
        metadata=_described(
            N_("date of the statement"), N_("Date of the statement"), for_readers=True, parse=date.fromisoformat
        ),
    )
    place: str = field(
        default="", metadata=_described(N_("place of the statement"), N_("Place of the statement"), for_readers=True)
    )
    kind: ClaimKind = field(
        default=ClaimKind.CHECKABLE, metadata=_described(N_("type of claim"), N_("Type of claim"), parse=ClaimKind)
    )
    kind_reason: str = field(
        default="", metadata=_described(N_("why it isn’t checkable"), N_("Why it isn’t checkable"))
    )
    tags: tuple[str, ...] = field(default=(), metadata=_described(N_("tags"), N_("Tags"), for_readers=True))

    @classmethod
    def of(cls, claim: Claim, recorded: Mapping[str, Any] | None = None) -> ClaimDetails:
        """The details of a claim; a field in `recorded`, one side of an audit event, has the value it has there."""
        recorded = recorded or {}
        columns = {name: parsed(name, recorded[name]) if name in recorded else getattr(claim, name) for name in COLUMNS}
        tags = recorded.get("tags", [tag.name for tag in claim.tags])
        return cls(claimant=_recorded_claimant(claim.claimant, recorded), tags=tuple(tags), **columns)

    def as_stored(self) -> ClaimDetails:
        """The same with trimmed texts, and without a reason for a claim that is checkable."""
        columns = {name: getattr(self, name) for name in COLUMNS}
        columns = {name: value.strip() if type(value) is str else value for name, value in columns.items()}
        if self.kind is ClaimKind.CHECKABLE:
            columns["kind_reason"] = ""
        return replace(self, **columns)


FIELDS = {it.name: it for it in fields(ClaimDetails)}
COLUMNS = tuple(name for name in FIELDS if name not in {"claimant", "tags"})
READER_COLUMNS = tuple(name for name in COLUMNS if FIELDS[name].metadata["for_readers"])
CLAIMANT = {  # the columns of its claimant, as the audit log and forms call them
    "claimant": "name",
    "claimant_role": "role",
    "claimant_kind": "kind",
    "claimant_wikidata": "wikidata_id",
}
CODED = frozenset({"claimant_kind", *(name for name in COLUMNS if type(FIELDS[name].default) is ClaimKind)})
LABELS: dict[str, FieldLabel] = {
    **{name: it.metadata["label"] for name, it in FIELDS.items()},
    "claimant_role": FieldLabel(N_("claimant’s role"), N_("Claimant’s role")),
    "claimant_kind": FieldLabel(N_("person or organisation"), N_("Person or organisation")),
    "claimant_wikidata": FieldLabel(N_("Wikidata ID"), N_("Wikidata ID")),
}


def parsed(name: str, value: Any) -> Any:
    """The value of a column from its text in a record or a form; blank is the column's default."""
    if not value:
        default = FIELDS[name].default
        return "" if default is MISSING else default
    return FIELDS[name].metadata["parse"](value) if isinstance(value, str) else value


def snapshot(claim: Claim) -> dict[str, Any]:
    """The details of a claim and its state, for the audit log."""
    claimant = {name: getattr(claim.claimant, column, None) for name, column in CLAIMANT.items()}
    others: dict[str, dict[str, Any]] = {
        "claimant": claimant,
        "tags": {"state": claim.state, "tags": [tag.name for tag in claim.tags]},
    }
    found: dict[str, Any] = {}
    for name in FIELDS:
        found |= others.get(name) or {name: getattr(claim, name)}
    return found


def _recorded_claimant(row: Claimant | None, recorded: Mapping[str, Any]) -> ClaimantDetails | None:
    """The claimant of a record. Old records have neither kind nor ID: those of `row` are taken if the name is its."""
    name = recorded.get("claimant", row.name if row else None)
    if not name:
        return None
    is_same = row is not None and row.name == name
    return ClaimantDetails(
        name,
        recorded.get("claimant_role", row.role if row else "") or "",
        ClaimantKind(recorded.get("claimant_kind") or (row.kind if row and is_same else ClaimantKind.PERSON)),
        recorded.get("claimant_wikidata", row.wikidata_id if row and is_same else None),
        is_sure=True,
    )
