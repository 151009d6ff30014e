"""Actions on evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence.queries import ordered
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source


@dataclass(frozen=True, slots=True)
class EvidenceDetails:
    """The details of a piece of evidence; `selector` is of words that were selected in the source (quotation.py)."""

    stance: Stance
    quote: str
    locator: str = ""
    note: str = ""
    selector: Mapping[str, Any] | None = None
    review_by: date | None = None  # the last day before it needs another look


def add(actor: User, claim: Claim, source: Source, details: EvidenceDetails) -> Evidence:
    """Add evidence from a source to a claim, under a number that the claim never reuses."""
    require(actor, Permission.ADD_EVIDENCE)
    refuse_archived(claim)
    if source.archived_at is not None:
        raise Invalid("source_id", _("This source is archived. Restore it first, or choose another."))
    check_quote(details)
    place = ordered(claim.id).next_place(claim.id)
    evidence = Evidence(claim=claim, source=source, author=actor, **place, **asdict(details))
    db.session.add(evidence)
    db.session.flush()
    record(actor, "evidence:add", ("claim", claim.id), None, _snapshot(evidence))
    return evidence


def withdraw(actor: User, evidence: Evidence) -> None:
    """Withdraw evidence from a claim; it can be restored, and its number stays taken."""
    require(actor, Permission.WITHDRAW_EVIDENCE, evidence)
    if evidence.archived_at is not None:
        raise Conflict(_("This evidence has already been withdrawn."))
    evidence.archived_at = utcnow()
    db.session.flush()
    record(actor, "evidence:withdraw", ("claim", evidence.claim_id), _snapshot(evidence), None)


def restore(actor: User, evidence: Evidence) -> None:
    """Restore withdrawn evidence."""
    require(actor, Permission.WITHDRAW_EVIDENCE, evidence)
    if evidence.archived_at is None:
        raise Conflict(_("This evidence hasn’t been withdrawn."))
    evidence.archived_at = None
    db.session.flush()
    record(actor, "evidence:restore", ("claim", evidence.claim_id), None, _snapshot(evidence))


def refuse_archived(claim: Claim) -> None:
    """Refuse changes to the evidence of an archived claim."""
    if claim.archived_at is not None:
        raise Conflict(_("This claim is archived. Restore it first."))


def check_quote(details: EvidenceDetails) -> None:
    """Refuse evidence without a quotation."""
    if not details.quote.strip():
        raise Invalid("quote", _("Enter the passage of the source that matters."))


def _snapshot(evidence: Evidence) -> dict[str, Any]:
    names = ("number", "stance", "quote", "locator", "note")
    return {"source": evidence.source.title, **{name: getattr(evidence, name) for name in names}}
