"""Actions on claims."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from factcheck.accounts.models import User
from factcheck.audit import archiving
from factcheck.audit.service import changes, record
from factcheck.claims import under_verdict
from factcheck.claims.claimants import ClaimantDetails as ClaimantDetails  # part of this module's interface
from factcheck.claims.claimants import checked, claimant_of
from factcheck.claims.details import CLAIMANT, COLUMNS, snapshot
from factcheck.claims.details import ClaimDetails as ClaimDetails  # part of what this module takes
from factcheck.claims.models import Claim, ClaimKind, ClaimState, Tag
from factcheck.claims.tags import spelt, unique
from factcheck.db import check_revision, db, first_or_add, insert_object
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.fulltext.findable import joined
from factcheck.fulltext.words import indexed
from factcheck.i18n import _
from factcheck.permissions import Permission, require

MAX_TAG = 60  # code points


def add(actor: User, quoted: str, details: ClaimDetails) -> Claim:
    """Store a new claim, first quoted in these words; the caller has checked the details, and records it."""
    claim = Claim(quoted=quoted, author=actor)
    describe(actor, claim, details)
    tags, claim.tags = claim.tags, []
    insert_object(claim)
    claim.words_index.add(claim.id, _indexed(claim.searched_text()))
    if tags:
        claim.tags = tags
        db.session.flush()
    return claim


def foresee(quoted: str, details: ClaimDetails) -> None:
    """Compute before the writers' lock what `add` stores so that these words are found."""
    claimant = details.claimant.name.strip() if details.claimant else ""
    _indexed(joined(details.as_stored().statement, quoted, claimant))


@lru_cache(maxsize=64)
def _indexed(text: str) -> str:
    return indexed(text)


def edit(actor: User, claim: Claim, details: ClaimDetails, seen_revision: int) -> None:
    """Edit a claim; refused if somebody else edited it since it was shown."""
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
    if any(name in new for name in CLAIMANT):  # one event, so that it can be undone as one
        old, new = old | {name: before[name] for name in CLAIMANT}, new | {name: after[name] for name in CLAIMANT}
    if "tags" in new:  # rows of another table don't change the claim's revision
        flag_modified(claim, "statement")
    db.session.flush()
    if new:
        record(actor, "claim:edit", ("claim", claim.id), old, new)


def set_state(actor: User, claim: Claim, state: ClaimState, rating_key: str | None = None) -> None:
    """Change the state of a claim; rooms above call it for a review or an approved verdict (with its rating)."""
    before = {"state": claim.state, "rating": claim.rating_key}
    claim.state, claim.rating_key = state, rating_key
    old, new = changes(before, {"state": state, "rating": rating_key})
    if new:
        db.session.flush()
        record(actor, "claim:state", ("claim", claim.id), old, new)


def archive(actor: User, claim: Claim) -> None:
    """Archive a claim with everything that belongs to it; nothing is deleted."""
    require(actor, Permission.ARCHIVE_CLAIM, claim)
    under_verdict.refuse(claim, "claim:archive")
    archiving.archive(actor, claim, "claim", Permission.ARCHIVE_CLAIM, _("This claim is already archived."))


def restore(actor: User, claim: Claim) -> None:
    """Restore an archived claim."""
    archiving.restore(actor, claim, "claim", Permission.ARCHIVE_CLAIM, _("This claim isn’t archived."))


def _is_only_tagged(claim: Claim, details: ClaimDetails) -> bool:
    """Whether only the tags of the claim change."""
    return replace(_comparable(details), tags=()) == replace(_comparable(ClaimDetails.of(claim)), tags=())


def _comparable(details: ClaimDetails) -> ClaimDetails:
    """The details as they are stored; a confirmed claimant is the same as one that isn't."""
    claimant = details.claimant
    if claimant is not None:
        claimant = ClaimantDetails(
            claimant.name.strip(), claimant.role.strip(), claimant.kind, claimant.wikidata_id or None
        )
    return replace(details.as_stored(), claimant=claimant)


def check_details(details: ClaimDetails) -> None:
    """Raise Invalid for invalid details."""
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
    stored = details.as_stored()
    for column in COLUMNS:
        setattr(claim, column, getattr(stored, column))
    claim.claimant, claim.tags = claimant, tags
    if under_verdict.is_under_verdict(claim):
        return  # only its verdict changes its state
    if details.kind is not ClaimKind.CHECKABLE:
        claim.state = ClaimState.NOT_CHECKABLE
    elif claim.state in {None, ClaimState.NOT_CHECKABLE}:
        claim.state = ClaimState.OPEN


def refuse_archived(claim: Claim) -> None:
    """Raise Conflict for an archived claim."""
    if claim.archived_at is not None:
        raise Conflict(_("This claim is archived. Restore it first."))
