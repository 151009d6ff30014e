"""Withdraw a published verdict: its text is kept and marked, and its rating no longer leaves the site."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _, count
from factcheck.permissions import Permission, require
from factcheck.verdicts import queries
from factcheck.verdicts.correcting import hold, refuse_taken_down
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.staleness import Outdated
from factcheck.verdicts.models import Edition, Verdict, Withdrawal

MAX_REASON = 1_000  # code points


def withdraw(actor: User, verdict: Verdict, reason: str, seen_sha256: str) -> Withdrawal:
    """Withdraw the published edition whose snapshot has this digest; its claim is in review again.

    Raises Invalid for `reason`; Conflict if nothing is published or it is already withdrawn; Outdated if another
    edition was published since the page was opened.
    """
    require(actor, Permission.WITHDRAW_VERDICT)
    _check(reason)
    hold(verdict)
    refuse_taken_down(verdict)
    edition = published(verdict)
    if edition is None:
        raise Conflict(_("Only a published verdict can be withdrawn."))
    if edition.withdrawal is not None:
        raise Conflict(_("This verdict has already been withdrawn."))
    if edition.record_sha256 != seen_sha256:
        raise Outdated(_seen(verdict, seen_sha256), EditionSnapshot.from_json(edition.record or ""))
    withdrawal = Withdrawal(edition=edition, reason=reason.strip(), author=actor)
    db.session.add(withdrawal)
    db.session.flush()
    after = {"edition": edition.number, "reason": withdrawal.reason}
    record(actor, "verdict:withdraw", ("claim", verdict.claim_id), None, after)
    claims.set_state(actor, verdict.claim, undecided(verdict.claim))
    return withdrawal


def published(verdict: Verdict) -> Edition | None:
    """The verdict's newest published edition, as it is in the database now."""
    editions = db.session.scalars(queries.published_editions(verdict.id).execution_options(populate_existing=True))
    return next(reversed(editions.all()), None)


def _check(reason: str) -> None:
    if not reason.strip():
        raise Invalid("reason", _("Enter the reason. Readers see it on the verdict’s page."))
    if len(reason) > MAX_REASON:
        limits = {"most": count(MAX_REASON), "length": count(len(reason))}
        raise Invalid("reason", _("A reason may have at most %(most)s characters; this one has %(length)s.", **limits))


def _seen(verdict: Verdict, sha256: str) -> EditionSnapshot | None:
    editions = db.session.scalars(queries.published_editions(verdict.id))
    return next((EditionSnapshot.from_json(it.record or "") for it in editions if it.record_sha256 == sha256), None)


def undecided(claim: Claim) -> ClaimState:
    """The state of a claim without a valid verdict."""
    return ClaimState.IN_REVIEW if claim.kind is ClaimKind.CHECKABLE else ClaimState.NOT_CHECKABLE
