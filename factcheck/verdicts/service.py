"""What can be done with verdicts. Nobody approves what they wrote; an approved edition never changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from factcheck.accounts.models import User
from factcheck.audit.service import changes, record
from factcheck.claims import service as claims
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db, is_as_seen, utcnow
from factcheck.errors import Conflict, Invalid, Overtaken
from factcheck.language import N_, _
from factcheck.permissions import Permission, require
from factcheck.reviews.models import Rating
from factcheck.reviews.service import check_rationale
from factcheck.threads.queries import blocking
from factcheck.verdicts.gates import SECOND_PERSON, House, Unmet, met
from factcheck.verdicts.models import CorrectionClass, Edition, EditionState, Verdict
from factcheck.verdicts.record import digest
from factcheck.verdicts.recording import gather
from factcheck.verdicts.slugs import slug
from factcheck.verdicts.workflow import Move, after
from factcheck.web.markup import count

TEXTS = ("headline", "summary", "rationale", "would_change")
FIRST = {  # what no verdict goes without
    "headline": N_("The headline is what readers see first; it can't be empty."),
    "summary": N_("The summary is what readers see first; it can't be empty."),
}
MAX_REASON = 2_000  # code points


@dataclass(frozen=True, slots=True)
class VerdictDetails:
    """What the newsroom would say."""

    rating: Rating
    headline: str
    summary: str
    rationale: str
    would_change: str = ""


def propose(actor: User, claim: Claim, details: VerdictDetails) -> Edition:
    """Begin the first edition of a claim's verdict, as a draft."""
    require(actor, Permission.PROPOSE_VERDICT)
    if claim.archived_at is not None:
        raise Conflict(_("This claim is archived. Restore it first."))
    verdict = db.session.scalars(select(Verdict).where(Verdict.claim_id == claim.id)).first()
    if verdict is not None and verdict.editions:
        raise Conflict(_("This claim has a verdict already. Correct it by a new edition."))
    if verdict is None:
        verdict = Verdict(claim=claim)
        db.session.add(verdict)
    return _draft(actor, verdict, details, None, "")


def correct(
    actor: User, verdict: Verdict, details: VerdictDetails, correction_class: CorrectionClass, public_note: str
) -> Edition:
    """Begin a new edition of a published verdict, with a note that readers will see."""
    require(actor, Permission.CORRECT_VERDICT)
    newest = verdict.editions[-1] if verdict.editions else None
    if newest is None or newest.state is not EditionState.PUBLISHED:
        raise Conflict(_("Only a published verdict can be corrected, and only one edition at a time."))
    if not public_note.strip():
        raise Invalid("public_note", _("Tell readers what changed and why."))
    return _draft(actor, verdict, details, correction_class, public_note.strip())


def edit(actor: User, edition: Edition, details: VerdictDetails, seen_revision: int) -> None:
    """Change one's own draft, or what came back."""
    require(actor, Permission.EDIT_VERDICT, edition)
    after(edition.state, Move.EDIT)
    _refuse_stale(edition, seen_revision)
    check_rationale(edition.verdict.claim, details.rating, details.rationale)
    before = _snapshot(edition)
    _write(edition, details)
    db.session.flush()
    old, new = changes(before, _snapshot(edition))
    if new:
        record(actor, "verdict:edit", ("claim", edition.verdict.claim_id), old, new)


def submit(actor: User, edition: Edition, seen_revision: int) -> None:
    """Put one's draft before another editor."""
    require(actor, Permission.EDIT_VERDICT, edition)
    _refuse_stale(edition, seen_revision)
    _move(actor, edition, Move.SUBMIT, "verdict:submit")
    edition.submitted_at = utcnow()


def send_back(actor: User, edition: Edition, reason: str, seen_revision: int) -> None:
    """Give a submitted verdict back to its author, with the reasons."""
    require(actor, Permission.SEND_BACK_VERDICT, edition)
    if not reason.strip():
        raise Invalid("reason", _("Say what should be mended."))
    if len(reason) > MAX_REASON:
        limits = {"most": count(MAX_REASON), "length": count(len(reason))}
        raise Invalid("reason", _("Reasons may have at most %(most)s characters; these have %(length)s.", **limits))
    _refuse_stale(edition, seen_revision)
    edition.sent_back_by, edition.sent_back_at, edition.sent_back_reason = actor, utcnow(), reason.strip()
    _move(actor, edition, Move.SEND_BACK, "verdict:send-back", reason=reason.strip())


def approve(actor: User, edition: Edition, seen_revision: int, *, publish: bool = True) -> None:
    """Freeze a submitted verdict with all it rests on, and publish it at once unless told not to."""
    require(actor, Permission.APPROVE_VERDICT, edition)
    state = after(edition.state, Move.APPROVE)
    _refuse_stale(edition, seen_revision)
    verdict, now = edition.verdict, utcnow()
    verdict.slug = verdict.slug or _new_slug(edition)
    frozen = gather(edition, verdict.slug, actor.name, now)
    for gate, is_met in met(frozen, house(verdict.claim_id)).items():
        if gate.is_enforced and not is_met and gate is not SECOND_PERSON:
            raise Unmet(gate)
    edition.state, edition.approver, edition.approved_at = state, actor, now
    edition.record = frozen.to_json()
    edition.record_sha256 = digest(edition.record)
    db.session.flush()
    facts = {"edition": edition.number, "record_sha256": edition.record_sha256}
    record(actor, "verdict:approve", ("claim", verdict.claim_id), None, facts)
    claims.set_state(actor, verdict.claim, ClaimState.DECIDED, edition.rating.key)
    if publish:
        release(actor, edition)


def house(claim_id: int) -> House:
    """What stands around a claim's verdict now, as the gates ask for it."""
    return House(tuple(db.session.scalars(blocking(claim_id))))


def release(actor: User, edition: Edition) -> None:
    """Publish an approved edition: from now on readers see it."""
    require(actor, Permission.PUBLISH_VERDICT, edition)
    edition.published_at = utcnow()
    _move(actor, edition, Move.PUBLISH, "verdict:publish")


def discard(actor: User, edition: Edition) -> None:
    """Throw away one's own draft, or that of somebody who has left; what it said stays in the record."""
    require(actor, Permission.DISCARD_VERDICT, edition)
    after(edition.state, Move.DISCARD)
    claim_id, said = edition.verdict.claim_id, _snapshot(edition)
    edition.verdict.editions.remove(edition)
    db.session.delete(edition)
    db.session.flush()
    record(actor, "verdict:discard", ("claim", claim_id), said, None)


def _draft(
    actor: User, verdict: Verdict, details: VerdictDetails, correction_class: CorrectionClass | None, note: str
) -> Edition:
    check_rationale(verdict.claim, details.rating, details.rationale)
    number = 1 + max((edition.number for edition in verdict.editions), default=0)
    edition = Edition(number=number, author=actor, correction_class=correction_class, public_note=note)
    _write(edition, details)
    verdict.editions.append(edition)
    db.session.flush()
    record(actor, "verdict:draft", ("claim", verdict.claim.id), None, _snapshot(edition))
    return edition


def _write(edition: Edition, details: VerdictDetails) -> None:
    for name, refusal in FIRST.items():
        if not getattr(details, name).strip():
            raise Invalid(name, _(refusal))
    edition.rating = details.rating
    for name in TEXTS:
        setattr(edition, name, getattr(details, name).strip())


def _move(actor: User, edition: Edition, move: Move, action: str, **facts: str) -> None:
    before = edition.state
    edition.state = after(before, move)
    db.session.flush()
    new = {"edition": edition.number, "state": edition.state, **facts}
    record(actor, action, ("claim", edition.verdict.claim_id), {"state": before}, new)


def _refuse_stale(edition: Edition, seen_revision: int) -> None:
    """Judge only what was shown."""
    if not is_as_seen(edition, seen_revision):
        raise Overtaken(_("This verdict has changed since the page was opened. Nothing was done; read it again."))


def _new_slug(edition: Edition) -> str:
    claim_id = edition.verdict.claim_id
    wanted = slug(edition.headline, claim_id)
    is_taken = db.session.scalar(select(func.count()).where(Verdict.slug == wanted))
    return slug(edition.headline, claim_id, {wanted} if is_taken else ())


def _snapshot(edition: Edition) -> dict[str, Any]:
    return {"edition": edition.number, "rating": edition.rating.key, **{name: getattr(edition, name) for name in TEXTS}}
