"""Actions on verdicts. Nobody approves what they wrote; an approved edition never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.service import changes, record
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import check_revision, db, utcnow
from factcheck.db.numbering import floor
from factcheck.errors import Conflict
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.reviews.service import check_claim, check_rationale
from factcheck.verdicts import correcting
from factcheck.verdicts.editions import staleness
from factcheck.verdicts.editions.approval import obstacles_to_approval, obstacles_to_publication
from factcheck.verdicts.editions.details import ProposedMeanwhile, VerdictDetails, snapshot, write
from factcheck.verdicts.editions.slugs import candidates
from factcheck.verdicts.editions.snapshot import digest
from factcheck.verdicts.editions.staleness import Outdated, SeenEdition
from factcheck.verdicts.models import CorrectionClass, Edition, EditionState, SendBack, Verdict
from factcheck.verdicts.visibility import require_visible, visible
from factcheck.verdicts.workflow import Move, after
from factcheck.verdicts.writing.reasons import in_words, reasons


def propose(actor: User, claim: Claim, details: VerdictDetails) -> Edition:
    """Start the first edition of a claim's verdict, as a draft."""
    require(actor, Permission.PROPOSE_VERDICT)
    if claim.archived_at is not None:
        raise Conflict(_("This claim is archived. Restore it first."))
    verdict = db.session.scalars(select(Verdict).where(Verdict.claim_id == claim.id)).first()
    if verdict is not None and verdict.editions:
        theirs = verdict.editions[-1]
        raise ProposedMeanwhile(theirs if theirs in visible(actor, verdict).editions else None, details)
    if verdict is None:
        verdict = Verdict(claim=claim)
        db.session.add(verdict)
    return _draft(actor, verdict, details)


def correct(
    actor: User, verdict: Verdict, details: VerdictDetails, correction_class: CorrectionClass | None, public_note: str
) -> Edition:
    """Start a new edition of a published verdict, with a note to readers.

    Another rating makes it a changed verdict; raises Invalid for `correction_class` if another class was chosen.
    """
    require(actor, Permission.CORRECT_VERDICT)
    correcting.refuse_taken_down(verdict)
    newest = verdict.editions[-1] if verdict.editions else None
    if newest is None or newest.state is not EditionState.PUBLISHED:
        raise Conflict(_("Only a published verdict can be corrected, and only one edition at a time."))
    return _draft(actor, verdict, replace(details, correction_class=correction_class, public_note=public_note))


def edit(actor: User, edition: Edition, details: VerdictDetails, seen_revision: int) -> None:
    """Change one's own draft, or an edition that was sent back."""
    require(actor, Permission.EDIT_VERDICT, edition)
    correcting.refuse_taken_down(edition.verdict)
    after(edition.state, Move.EDIT)
    _refuse_stale(edition, seen_revision)
    check_claim(edition.verdict.claim, details.rating)
    check_rationale(edition.verdict.claim, details.rating, details.rationale)
    before = snapshot(edition)
    write(edition, details, correcting.corrected(edition.verdict, edition.number), edition.verdict.claim)
    db.session.flush()
    old, new = changes(before, snapshot(edition))
    if new:
        record(actor, "verdict:edit", ("claim", edition.verdict.claim_id), old, new)


def submit(actor: User, edition: Edition, seen_revision: int) -> None:
    """Submit one's draft for approval by another editor."""
    require(actor, Permission.EDIT_VERDICT, edition)
    _refuse_stale(edition, seen_revision)
    correcting.check(edition)
    check_claim(edition.verdict.claim, edition.rating)
    _move(actor, edition, Move.SUBMIT, "verdict:submit")
    edition.submitted_at = utcnow()


def send_back(
    actor: User,
    edition: Edition,
    reason: str,
    seen_revision: int,
    *,
    at: Mapping[str, str] = MappingProxyType({}),
    seen: SeenEdition | None = None,
) -> None:
    """Send a submitted verdict back to its author, with reasons, also at single fields; its snapshot is stored, too."""
    require(actor, Permission.SEND_BACK_VERDICT, edition)
    require_visible(actor, edition)
    whole, about_fields = reasons(reason, at)
    judged = staleness.check(edition, seen, seen_revision)
    sent = SendBack(reason=whole, field_reasons=about_fields, author=actor, record=judged.to_json())
    edition.send_backs.append(sent)
    edition.sent_back_by, edition.sent_back_at, edition.sent_back_reason = (
        actor,
        utcnow(),
        in_words(whole, about_fields),
    )
    _move(actor, edition, Move.SEND_BACK, "verdict:send-back", reason=edition.sent_back_reason)


def approve(
    actor: User, edition: Edition, seen_revision: int, *, publish: bool = True, seen: SeenEdition | None = None
) -> None:
    """Freeze a submitted verdict with its basis, as it was shown; publish it at once if `publish`."""
    require(actor, Permission.APPROVE_VERDICT, edition)
    require_visible(actor, edition)
    state = after(edition.state, Move.APPROVE)
    judged = staleness.check(edition, seen, seen_revision)
    for obstacle in obstacles_to_approval(edition, judged):
        raise obstacle
    verdict, now = edition.verdict, utcnow()
    verdict.slug = verdict.slug or _new_slug(edition)
    moment = now.isoformat(timespec="seconds")
    frozen = replace(judged, slug=verdict.slug, approver=actor.name, approved_at=moment)
    edition.state, edition.approver, edition.approved_at = state, actor, now
    edition.record = frozen.to_json()
    edition.record_sha256 = digest(edition.record)
    db.session.flush()
    facts = {"edition": edition.number, "record_sha256": edition.record_sha256}
    record(actor, "verdict:approve", ("claim", verdict.claim_id), None, facts)
    claims.set_state(actor, verdict.claim, ClaimState.DECIDED, edition.rating.key)
    if publish:
        release(actor, edition)


def release(actor: User, edition: Edition, *, seen: SeenEdition | None = None) -> None:
    """Publish an approved edition: from now on readers see it."""
    require(actor, Permission.PUBLISH_VERDICT, edition)
    correcting.hold(edition.verdict)
    after(edition.state, Move.PUBLISH)
    if seen is not None:
        staleness.check(edition, seen)
    for obstacle in obstacles_to_publication(edition):
        raise obstacle
    edition.published_at = utcnow()
    _move(actor, edition, Move.PUBLISH, "verdict:publish")


def discard(actor: User, edition: Edition) -> None:
    """Discard one's own draft, or one by somebody who has left; its text is kept in the audit log."""
    require(actor, Permission.DISCARD_VERDICT, edition)
    after(edition.state, Move.DISCARD)
    verdict, fields = edition.verdict, snapshot(edition)
    db.session.delete(edition)
    db.session.flush()
    db.session.expire(verdict, ["editions"])
    record(actor, "verdict:discard", ("claim", verdict.claim_id), fields, None)


def _draft(actor: User, verdict: Verdict, details: VerdictDetails) -> Edition:
    check_claim(verdict.claim, details.rating)
    check_rationale(verdict.claim, details.rating, details.rationale)
    numbers = [edition.number for edition in verdict.editions]
    number = 1 + max([*numbers, floor("editions.number", verdict.id) if verdict.id else 0])
    edition = Edition(number=number, author=actor)
    write(edition, details, correcting.corrected(verdict), verdict.claim)
    verdict.editions.append(edition)
    db.session.flush()
    record(actor, "verdict:draft", ("claim", verdict.claim.id), None, snapshot(edition))
    return edition


def _move(actor: User, edition: Edition, move: Move, action: str, **facts: str) -> None:
    before = edition.state
    edition.state = after(before, move)
    db.session.flush()
    new = {"edition": edition.number, "state": edition.state, **facts}
    record(actor, action, ("claim", edition.verdict.claim_id), {"state": before}, new)


def _refuse_stale(edition: Edition, seen_revision: int) -> None:
    """Refuse a decision on an outdated revision."""
    if not check_revision(edition, seen_revision):
        raise Outdated(None, staleness.current(edition))


def _new_slug(edition: Edition) -> str:
    return next(it for it in candidates(edition.headline, edition.verdict.claim_id) if not _is_taken(it))


def _is_taken(slug: str) -> bool:
    """Whether a verdict has this address, or had it before a backup was restored."""
    is_given = db.session.scalar(select(Verdict.id).where(Verdict.slug == slug)) is not None
    return is_given or bool(floor("verdicts.slug", slug))
