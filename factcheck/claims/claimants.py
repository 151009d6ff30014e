"""Claimants: a change of a claimant's details applies to this claim only; earlier claims keep theirs.

A row of `claimants` is one combination of name, role, kind and Wikidata ID, shared by the claims that have exactly
that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, exists, select

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.claims.models import Claim, Claimant, ClaimantKind, ClaimState
from factcheck.claims.wikidata import item
from factcheck.db import db, first_or_add
from factcheck.errors import Invalid
from factcheck.i18n import N_, _

NO_NAME = N_("Enter the claimant’s name, or leave role and Wikidata ID blank.")
NO_ID = N_("Enter a Wikidata ID such as Q42, or the address of its page.")
OF_ANOTHER = N_("%(id)s is already used for %(name)s. Correct the ID or the name, or confirm that they are the same.")
HAS_ANOTHER = N_("%(name)s already has the ID %(id)s. Correct it, or confirm that this one is right.")


@dataclass(frozen=True, slots=True)
class ClaimantDetails:
    """The claimant of a claim; `is_sure` if a person has confirmed an ID that contradicts other claims."""

    name: str
    role: str = ""
    kind: ClaimantKind = ClaimantKind.PERSON
    wikidata_id: str | None = None
    is_sure: bool = False


def checked(details: ClaimantDetails) -> ClaimantDetails:
    """The same as it is stored; raises Invalid for `claimant_name` or `claimant_wikidata`."""
    written = (details.wikidata_id or "").strip()
    if written and item(written) is None:
        raise Invalid("claimant_wikidata", _(NO_ID))
    if not details.name.strip():
        raise Invalid("claimant_name", _(NO_NAME))
    return replace(details, name=details.name.strip(), role=details.role.strip(), wikidata_id=item(written))


def claimant_of(actor: User, claim: Claim, details: ClaimantDetails) -> Claimant:
    """The row with exactly these details, created if necessary; a known ID is filled in if none was entered.

    Raises Invalid for `claimant_sure` if the ID belongs to another name, or the name has another ID.
    """
    details, current = checked(details), claim.claimant
    if current is not None and _says(current, details):
        return current
    if details.wikidata_id is None:
        is_cleared = current is not None and _says(current, replace(details, wikidata_id=current.wikidata_id))
        details = details if is_cleared else replace(details, wikidata_id=_known_id(details))
    else:
        if not details.is_sure:
            _ask(claim, details)
        _learn(actor, claim, details)
    row = Claimant(name=details.name, role=details.role, kind=details.kind, wikidata_id=details.wikidata_id)
    return first_or_add(_saying(details), row)


def _says(row: Claimant, details: ClaimantDetails) -> bool:
    said = (details.name, details.role, details.kind, details.wikidata_id)
    return (row.name, row.role, row.kind, row.wikidata_id) == said


def _known_id(details: ClaimantDetails) -> str | None:
    """The ID of a claimant with this name, role and kind in other claims, if there is exactly one."""
    query = select(Claimant.wikidata_id).where(*_words(details), Claimant.wikidata_id.is_not(None), _is_used())
    ids = db.session.scalars(query.distinct().limit(2)).all()
    return ids[0] if len(ids) == 1 else None


def _ask(claim: Claim, details: ClaimantDetails) -> None:
    """Refuse an ID that other claims give to another name, or a name to which they give another ID."""
    used = _is_used(but_by=claim)
    names = db.session.scalars(
        select(Claimant.name).where(Claimant.wikidata_id == details.wikidata_id, used).order_by(Claimant.id.desc())
    ).all()
    if names and not any(_is_same(details.name, name) for name in names):
        raise Invalid("claimant_sure", _(OF_ANOTHER, id=details.wikidata_id, name=names[0]))
    has_id = (Claimant.name == details.name, Claimant.wikidata_id.is_not(None))
    ids = db.session.scalars(select(Claimant.wikidata_id).where(*has_id, used).order_by(Claimant.id.desc())).all()
    if ids and details.wikidata_id not in ids:
        raise Invalid("claimant_sure", _(HAS_ANOTHER, name=details.name, id=ids[0]))


def _learn(actor: User, claim: Claim, details: ClaimantDetails) -> None:
    """Add the ID to a claimant with the same details and no ID, unless a decided claim rests on those."""
    row = db.session.scalars(_saying(replace(details, wikidata_id=None))).first()
    is_decided = exists().where(Claim.claimant_id == Claimant.id, Claim.state == ClaimState.DECIDED)
    if row is None or db.session.scalars(_saying(details)).first() is not None:
        return
    if db.session.scalar(select(Claimant.id).where(Claimant.id == row.id, ~is_decided)) is None:
        return
    row.wikidata_id = details.wikidata_id
    db.session.flush()
    record(actor, "claimant:identify", ("claimant", row.id), {"wikidata_id": None}, {"wikidata_id": row.wikidata_id})


def _saying(details: ClaimantDetails) -> Select[Claimant]:
    same_id = Claimant.wikidata_id.is_not_distinct_from(details.wikidata_id)
    return select(Claimant).where(*_words(details), same_id).order_by(Claimant.id)


def _words(details: ClaimantDetails) -> Sequence[ColumnElement[bool]]:
    return (Claimant.name == details.name, Claimant.role == details.role, Claimant.kind == details.kind)


def _is_used(but_by: Claim | None = None) -> ColumnElement[bool]:
    """Whether any other claim has this claimant."""
    used = exists().where(Claim.claimant_id == Claimant.id)
    return used if but_by is None or but_by.id is None else used.where(Claim.id != but_by.id)


def _is_same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
