"""What can be done with claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from factcheck.accounts.models import User
from factcheck.audit import archiving
from factcheck.audit.service import changes, record
from factcheck.claims import under_verdict
from factcheck.claims.claimants import ClaimantDetails as ClaimantDetails  # part of what this module takes
from factcheck.claims.claimants import checked, claimant_of
from factcheck.claims.models import Claim, Claimant, ClaimantKind, ClaimKind, ClaimState, Tag
from factcheck.claims.tags import spelt, unique
from factcheck.db import check_revision, db, first_or_add
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.i18n import _
from factcheck.permissions import Permission, require

MAX_TAG = 60  # code points
CLAIMANT = ("claimant", "claimant_role", "claimant_kind", "claimant_wikidata")


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """What a person enters about a claim and may edit later; the quoted words aren't part of it."""

    statement: str
    claimant: ClaimantDetails | None = None
    said_on: date | None = None
    place: str = ""
    kind: ClaimKind = ClaimKind.CHECKABLE
    kind_reason: str = ""
    tags: tuple[str, ...] = ()


def edit(actor: User, claim: Claim, details: ClaimDetails, seen_revision: int) -> None:
    """Edit a claim; refused if somebody else did so since it was shown."""
    require(actor, Permission.TAG_CLAIM if _is_only_tagged(claim, details) else Permission.EDIT_CLAIM, claim)
    refuse_archived(claim)
    check_details(details)
    before = snapshot(claim)
    if not check_revision(claim, seen_revision):
        raise EditConflict(_("Somebody else changed this claim while you were writing. Your changes weren’t saved."))
    under_verdict.check_kind(claim, details.kind)
    under_verdict.check_day(claim, details.said_on)
    describe(actor, claim, details)
    after = snapshot(claim)
    old, new = changes(before, after)
    if any(name in new for name in CLAIMANT):  # told as one, so that it can be undone as one
        old, new = old | {name: before[name] for name in CLAIMANT}, new | {name: after[name] for name in CLAIMANT}
    if "tags" in new:  # rows of another table: by themselves they would leave the claim's revision as it is
        flag_modified(claim, "statement")
    db.session.flush()
    if new:
        record(actor, "claim:edit", ("claim", claim.id), old, new)


def set_state(actor: User, claim: Claim, state: ClaimState, rating_key: str | None = None) -> None:
    """Move a claim on its way; rooms above call it when a review or an approved verdict (with its rating) moves it."""
    before = {"state": claim.state, "rating": claim.rating_key}
    claim.state, claim.rating_key = state, rating_key
    old, new = changes(before, {"state": state, "rating": rating_key})
    if new:
        db.session.flush()
        record(actor, "claim:state", ("claim", claim.id), old, new)


def archive(actor: User, claim: Claim) -> None:
    """Put a claim out of sight, with all that hangs on it; nothing is deleted."""
    require(actor, Permission.ARCHIVE_CLAIM, claim)
    under_verdict.refuse(claim, "claim:archive")
    archiving.archive(actor, claim, "claim", Permission.ARCHIVE_CLAIM, _("This claim is already archived."))


def restore(actor: User, claim: Claim) -> None:
    """Bring an archived claim back as it was."""
    archiving.restore(actor, claim, "claim", Permission.ARCHIVE_CLAIM, _("This claim isn’t archived."))


def _is_only_tagged(claim: Claim, details: ClaimDetails) -> bool:
    """Whether what is said about the claim stays as it is, but for its tags."""
    who, said = claim.claimant, details.claimant
    now = (who.name, who.role, who.kind, who.wikidata_id) if who else None
    then = (said.name.strip(), said.role.strip(), said.kind, said.wikidata_id or None) if said else None
    stays = (claim.statement, claim.said_on, claim.place, claim.kind, claim.kind_reason, now)
    told = (details.statement.strip(), details.said_on, details.place.strip(), details.kind, details.kind_reason, then)
    return stays == told


def check_details(details: ClaimDetails) -> None:
    """Raise Invalid, naming the field, for what can't be said about a claim."""
    if not details.statement.strip():
        raise Invalid("statement", _("Enter the claim in one sentence."))
    if details.kind is not ClaimKind.CHECKABLE and not details.kind_reason.strip():
        raise Invalid("kind_reason", _("Enter why this claim isn’t checkable."))
    if details.claimant is not None:
        checked(details.claimant)
    if too_long := [tag for tag in details.tags if len(spelt(tag)) > MAX_TAG]:
        sizes = {"most": MAX_TAG, "tag": spelt(too_long[0])}
        raise Invalid("tags", _("A tag can have at most %(most)s characters; “%(tag)s” is longer.", **sizes))


def describe(actor: User, claim: Claim, details: ClaimDetails) -> None:
    """Give a claim these details; its state follows its kind unless a verdict decides it."""
    claimant = claimant_of(actor, claim, details.claimant) if details.claimant else None
    names = sorted(unique(details.tags))
    tags = [first_or_add(select(Tag).where(Tag.name == name), Tag(name=name)) for name in names]
    claim.statement, claim.claimant, claim.tags = details.statement.strip(), claimant, tags
    claim.said_on = details.said_on
    claim.place = details.place.strip()
    claim.kind = details.kind
    claim.kind_reason = "" if details.kind is ClaimKind.CHECKABLE else details.kind_reason.strip()
    if under_verdict.is_under_verdict(claim):
        return  # only its verdict moves it on
    if details.kind is not ClaimKind.CHECKABLE:
        claim.state = ClaimState.NOT_CHECKABLE
    elif claim.state in {None, ClaimState.NOT_CHECKABLE}:
        claim.state = ClaimState.OPEN


def snapshot(claim: Claim) -> dict[str, Any]:
    """What is said about a claim, for the audit log."""
    return {
        "statement": claim.statement,
        "claimant": claim.claimant.name if claim.claimant else None,
        "claimant_role": claim.claimant.role if claim.claimant else None,
        "claimant_kind": claim.claimant.kind if claim.claimant else None,
        "claimant_wikidata": claim.claimant.wikidata_id if claim.claimant else None,
        "said_on": claim.said_on,
        "place": claim.place,
        "kind": claim.kind,
        "kind_reason": claim.kind_reason,
        "state": claim.state,
        "tags": [tag.name for tag in claim.tags],
    }


def refuse_archived(claim: Claim) -> None:
    """Raise Conflict for a claim that is archived."""
    if claim.archived_at is not None:
        raise Conflict(_("This claim is archived. Restore it first."))


def described(claim: Claim, said: Mapping[str, Any] | None = None) -> ClaimDetails:
    """What the claim says now; of the fields of the record in `said`, what those say instead."""
    said = said or {}
    said_on = said.get("said_on", claim.said_on)
    return ClaimDetails(
        statement=said.get("statement", claim.statement),
        claimant=_recorded_claimant(claim.claimant, said),
        said_on=date.fromisoformat(said_on) if isinstance(said_on, str) else said_on,
        place=said.get("place", claim.place),
        kind=ClaimKind(said.get("kind", claim.kind)),
        kind_reason=said.get("kind_reason", claim.kind_reason),
        tags=tuple(said.get("tags", [tag.name for tag in claim.tags])),
    )


def _recorded_claimant(who: Claimant | None, said: Mapping[str, Any]) -> ClaimantDetails | None:
    """Earlier records tell neither kind nor id: another name then has none of what is known of this one."""
    name = said.get("claimant", who.name if who else None)
    if not name:
        return None
    is_same = who is not None and who.name == name
    return ClaimantDetails(
        name,
        said.get("claimant_role", who.role if who else "") or "",
        ClaimantKind(said.get("claimant_kind") or (who.kind if who and is_same else ClaimantKind.PERSON)),
        said.get("claimant_wikidata", who.wikidata_id if who and is_same else None),
        is_sure=True,
    )
