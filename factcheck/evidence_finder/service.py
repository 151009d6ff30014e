"""Attaching a found passage to a claim as evidence."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.errors import Conflict
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence_finder.models import CapturedPassage
from factcheck.i18n import N_, _
from factcheck.quoting.service import at, quoted

NO_SOURCE = N_("The source of this passage isn’t in the library any more.")


def attach(actor: User, claim: Claim, passage: CapturedPassage, stance: Stance) -> Evidence:
    """Add a passage as evidence, with its quotation, its locator and the selector of its place in the capture."""
    capture = passage.capture
    if capture.source is None:
        raise Conflict(_(NO_SOURCE))
    found = quoted(capture, at(capture, passage.start, passage.end))
    details = evidence.EvidenceDetails(stance, found["quote"], found["locator"], "", found["selector"])
    return evidence.add(actor, claim, capture.source, details)
