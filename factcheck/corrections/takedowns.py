"""Legal takedowns: requested by one editor, approved by another; the text is kept, sealed."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.claims import service as claims
from factcheck.corrections.withdrawals import published, undecided
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _, count
from factcheck.permissions import Permission, require
from factcheck.verdicts.correcting import hold, refuse_taken_down
from factcheck.verdicts.editions.staleness import Outdated
from factcheck.verdicts.models import Edition, EditionState, Takedown, TakedownReason, Verdict

MAX_NOTE = 1_000  # code points


def ask(actor: User, verdict: Verdict, reason: TakedownReason, note: str) -> Takedown:
    """Request a takedown of a published verdict; `note` is for the newsroom: whose order, which file.

    Raises Invalid for `note`; Conflict if nothing is published, or a takedown was already requested or carried out.
    """
    require(actor, Permission.ASK_TAKEDOWN)
    if not note.strip():
        raise Invalid("note", _("Enter who issued the order, and its file number."))
    if len(note) > MAX_NOTE:
        limits = {"most": count(MAX_NOTE), "length": count(len(note))}
        raise Invalid("note", _("A note may have at most %(most)s characters; this one has %(length)s.", **limits))
    hold(verdict)
    db.session.refresh(verdict, ["takedowns"])
    refuse_taken_down(verdict)
    if verdict.takedown_asked is not None:
        raise Conflict(_("A takedown of this verdict has already been requested."))
    if published(verdict) is None:
        raise Conflict(_("Only a published verdict can be taken down."))
    takedown = Takedown(verdict=verdict, reason=reason, note=note.strip(), author=actor)
    db.session.add(takedown)
    db.session.flush()
    after = {"reason": reason, "note": takedown.note}
    record(actor, "verdict:request-takedown", ("claim", verdict.claim_id), None, after)
    return takedown


def approve(actor: User, takedown: Takedown, seen_revision: int, seen_sha256: str) -> None:
    """Take down the verdict whose published snapshot has this digest: a tombstone replaces it."""
    require(actor, Permission.APPROVE_TAKEDOWN, takedown)
    verdict = takedown.verdict
    hold(verdict)
    _refuse_decided(takedown, seen_revision)
    edition = published(verdict)
    if edition is None or edition.record_sha256 != seen_sha256:
        raise Outdated()
    _decide(actor, takedown, is_done=True)
    after = {"reason": takedown.reason, "sealed": [it.record_sha256 for it in sealed(verdict)]}
    record(actor, "verdict:take-down", ("claim", verdict.claim_id), None, after)
    claims.set_state(actor, verdict.claim, undecided(verdict.claim))


def decline(actor: User, takedown: Takedown, seen_revision: int) -> None:
    """Decline the request; the person who requested the takedown may cancel it this way."""
    require(actor, Permission.DECLINE_TAKEDOWN)
    _refuse_decided(takedown, seen_revision)
    _decide(actor, takedown, is_done=False)
    before = {"reason": takedown.reason, "note": takedown.note}
    record(actor, "verdict:decline-takedown", ("claim", takedown.verdict.claim_id), before, None)


def sealed(verdict: Verdict) -> list[Edition]:
    """The editions whose text readers once saw, oldest first."""
    return [it for it in verdict.editions if it.state is EditionState.PUBLISHED]


def _decide(actor: User, takedown: Takedown, *, is_done: bool) -> None:
    takedown.decider, takedown.decided_at, takedown.is_done = actor, utcnow(), is_done
    db.session.flush()


def _refuse_decided(takedown: Takedown, seen_revision: int) -> None:
    if not check_revision(takedown, seen_revision) or takedown.decided_at is not None:
        raise Conflict(_("This takedown request has already been decided."))
