"""Passages that a publisher changed after a verdict on them was approved, and editors' decisions on them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ScalarSelect, Select, and_, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import WordingChange
from factcheck.annotations.models import Anchor, Annotation, Target
from factcheck.annotations.queries import ACTIVE
from factcheck.articles.models import Version
from factcheck.audit.service import record
from factcheck.claims.models import Claim
from factcheck.corrections.models import ChangeAnswer, Outcome
from factcheck.corrections.queries import withdrawn_claims
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import N_, _, count
from factcheck.permissions import Permission, require
from factcheck.verdicts.models import APPROVED, Edition, Verdict

MAX_NOTE = 1_000  # code points
CHANGED = (WordingChange.REWORDED, WordingChange.REMOVED)
GONE = N_("The article has the checked wording again, or another editor has already decided. Nothing was changed.")


def unanswered(claim_id: int | None = None) -> Select[Anchor]:
    """Undecided passages of newest versions that differ from those that an approved verdict rests on.

    A later edition that was approved while these words were there counts as a decision on them. A withdrawn verdict
    rests on nothing.
    """
    later, approved = aliased(Version), _approved_at()
    newer = select(later.id).where(
        later.article_id == Version.article_id, later.number > Version.number, later.opened_at.is_not(None)
    )
    query = select(Anchor).join(Anchor.version).join(Anchor.target).join(Target.annotation).join(Annotation.claim)
    query = query.where(Anchor.change.in_(CHANGED), Version.opened_at > approved, *ACTIVE)
    query = query.where(~newer.exists(), ~_answered().exists(), ~_stood_already(approved).exists())
    query = query.where(Annotation.claim_id.not_in(withdrawn_claims()))
    if claim_id is not None:
        query = query.where(Annotation.claim_id == claim_id)
    claim = contains_eager(Anchor.target).contains_eager(Target.annotation).contains_eager(Annotation.claim)
    version = contains_eager(Anchor.version).joinedload(Version.article)
    return query.options(claim, version, selectinload(Anchor.decisions)).order_by(Anchor.id)


def answers(claim_id: int) -> Select[ChangeAnswer]:
    """All decisions on a claim's changed passages, newest first, including those undone."""
    query = select(ChangeAnswer).where(ChangeAnswer.claim_id == claim_id)
    query = query.options(joinedload(ChangeAnswer.author), joinedload(ChangeAnswer.version))
    return query.order_by(ChangeAnswer.id.desc())


def stealth_edits(version_id: int) -> Select[ChangeAnswer]:
    """The stealth edits recorded in a version."""
    query = select(ChangeAnswer).where(ChangeAnswer.version_id == version_id, ChangeAnswer.taken_back_at.is_(None))
    query = query.where(ChangeAnswer.outcome == Outcome.STEALTH_EDIT)
    return query.options(joinedload(ChangeAnswer.author)).order_by(ChangeAnswer.id)


def answer(actor: User, claim: Claim, outcome: Outcome, note: str, seen: Sequence[tuple[int, int]]) -> None:
    """Decide what the publisher's change means; `seen` are (id, revision) of the anchors that were shown.

    Raises Invalid for `note`; Conflict if the anchors aren't those that wait for a decision now.
    """
    require(actor, Permission.ANSWER_CHANGE)
    if not note.strip():
        raise Invalid("note", _("Explain what changed, and whether the publisher says so."))
    if len(note) > MAX_NOTE:
        limits = {"most": count(MAX_NOTE), "length": count(len(note))}
        raise Invalid("note", _("A note may have at most %(most)s characters; this one has %(length)s.", **limits))
    places = db.session.scalars(unanswered(claim.id)).unique().all()
    if not places or [(it.id, it.revision) for it in places] != list(seen):
        raise Conflict(_(GONE))
    for place in places:
        where = {
            "claim_id": claim.id,
            "target_id": place.target_id,
            "version_id": place.version_id,
            "exact": place.exact,
        }
        db.session.add(ChangeAnswer(**where, outcome=outcome, note=note.strip(), author=actor))
    db.session.flush()
    words = [it.exact for it in places]
    after = {"outcome": outcome, "note": note.strip(), "version": places[0].version.number, "words": words}
    record(actor, "verdict:answer-change", ("claim", claim.id), None, after)


def take_back(actor: User, given: ChangeAnswer) -> None:
    """Undo a decision and all that were made together with it, so that the change waits for an editor again."""
    require(actor, Permission.ANSWER_CHANGE)
    if given.taken_back_at is not None:
        raise Conflict(_("This decision has already been undone."))
    query = answers(given.claim_id).where(ChangeAnswer.version_id == given.version_id)
    for it in db.session.scalars(query.where(ChangeAnswer.taken_back_at.is_(None))):
        it.taken_back_at = utcnow()
    db.session.flush()
    before = {"outcome": given.outcome, "note": given.note, "version": given.version.number}
    record(actor, "verdict:withdraw-answer", ("claim", given.claim_id), before, None)


def _approved_at() -> ScalarSelect[datetime | None]:
    """When the claim's newest edition was approved."""
    query = select(func.max(Edition.approved_at)).join(Edition.verdict)
    query = query.where(Verdict.claim_id == Annotation.claim_id, Edition.state.in_(APPROVED))
    return query.correlate(Annotation).scalar_subquery()


def _answered() -> Select[int]:
    given = ChangeAnswer.exact.is_not_distinct_from(Anchor.exact)
    query = select(ChangeAnswer.id).where(ChangeAnswer.target_id == Anchor.target_id, given)
    return query.where(ChangeAnswer.taken_back_at.is_(None)).correlate(Anchor)


def _stood_already(approved: ScalarSelect[datetime | None]) -> Select[int]:
    """The same words of the same target in an earlier version, which was open when the edition was approved."""
    other, version = aliased(Anchor), aliased(Version)
    is_same = and_(other.target_id == Anchor.target_id, other.exact.is_not_distinct_from(Anchor.exact))
    query = select(other.id).join(version, version.id == other.version_id)
    return query.where(is_same, version.opened_at < approved).correlate(Anchor, Annotation)
