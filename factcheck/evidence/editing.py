"""Editing evidence and its order on a claim; its numbers, which rationales cite, never change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields, replace

from factcheck.accounts.models import User
from factcheck.audit.service import changes, record
from factcheck.claims.models import Claim
from factcheck.db import check_revision, db
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.evidence.models import Evidence
from factcheck.evidence.positions import beside
from factcheck.evidence.queries import ordered
from factcheck.evidence.service import EvidenceDetails, check_quote, refuse_archived
from factcheck.i18n import _
from factcheck.permissions import Permission, require


def edit(actor: User, evidence: Evidence, details: EvidenceDetails, seen_revision: int) -> None:
    """Edit evidence; refused if somebody else edited it since it was shown. No change records nothing."""
    require(actor, Permission.EDIT_EVIDENCE, evidence)
    refuse_archived(evidence.claim)
    if not check_revision(evidence, seen_revision):
        raise EditConflict(_("Somebody else edited this evidence while you were writing. Your changes were not saved."))
    if evidence.archived_at is not None:
        raise Conflict(_("This evidence was withdrawn. Restore it first."))
    check_quote(details)
    if details.quote != evidence.quote and details.selector == evidence.selector:
        details = replace(details, selector=None)  # it is of the former words
    old, new = changes(asdict(details_of(evidence)), asdict(details))
    if not new:
        return
    for name, value in new.items():
        setattr(evidence, name, value)
    db.session.flush()
    number = {"number": evidence.number}
    record(actor, "evidence:edit", ("claim", evidence.claim_id), number | old, number | new)


def details_of(evidence: Evidence) -> EvidenceDetails:
    """What can be edited of a piece of evidence, as it is now."""
    names = (field.name for field in fields(EvidenceDetails))
    return EvidenceDetails(**{name: getattr(evidence, name) for name in names})


def move(actor: User, evidence: Evidence, neighbour: Evidence, *, is_after: bool) -> None:
    """Put a piece of evidence directly before or after another of the same claim."""
    if neighbour.claim_id != evidence.claim_id or neighbour is evidence:
        raise Invalid("", _("Evidence can only be moved beside other evidence of the same claim."))
    order = beside(numbers(evidence.claim_id), evidence.number, neighbour.number, is_after=is_after)
    arrange(actor, evidence.claim, order)


def arrange(actor: User, claim: Claim, order: Sequence[int]) -> None:
    """Put the evidence with these numbers in this order; any other of the claim follows, in its present order."""
    require(actor, Permission.ORDER_EVIDENCE)
    refuse_archived(claim)
    if orders := ordered(claim.id).put(order):
        before, after = orders
        record(actor, "evidence:order", ("claim", claim.id), {"order": before}, {"order": after})


def numbers(claim_id: int) -> list[int]:
    """The numbers of a claim's evidence, the withdrawn included, in its order."""
    return ordered(claim_id).numbers()
