"""What waits for a person: the questions behind the groups of the desk."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from factcheck.accounts.models import User
from factcheck.annotations.models import Anchor, Annotation
from factcheck.claims.models import Claim, ClaimState
from factcheck.corrections.source_changes import unanswered as source_changes
from factcheck.evidence.models import Evidence
from factcheck.evidence.queries import to_look_at_again
from factcheck.replies.models import ReplyRequest
from factcheck.replies.queries import waiting_for as unanswered_replies
from factcheck.reviews.models import Assignment
from factcheck.reviews.queries import agreements, assigned_to, disagreements, owed_by, unasked
from factcheck.verdicts.models import Edition, EditionState, Verdict
from factcheck.verdicts.queries import is_taken_down
from factcheck.web.local_time import today

UNFINISHED = (EditionState.DRAFT, EditionState.SENT_BACK)
IN_WORK = (*UNFINISHED, EditionState.SUBMITTED, EditionState.APPROVED)  # somebody has the verdict in hand


def waiting_for(user_id: int) -> Select[Edition]:
    """Submitted editions that this editor may decide on: written by others, and no blind review owed; oldest first."""
    query = _editions().where(Edition.state == EditionState.SUBMITTED, Edition.author_id != user_id)
    return query.where(Edition.verdict_id.not_in(select(Verdict.id).where(Verdict.claim_id.in_(owed_by(user_id)))))


def returned_to(user_id: int) -> Select[Edition]:
    """What an editor sent back to this person."""
    return _editions().where(Edition.state == EditionState.SENT_BACK, Edition.author_id == user_id)


def drafts_of(user_id: int) -> Select[Edition]:
    """The verdicts that this person is writing."""
    return _editions().where(Edition.state == EditionState.DRAFT, Edition.author_id == user_id)


def late(user: User) -> Select[Assignment]:
    """Reviews that this person owes since a day that is past where they are."""
    return assigned_to(user.id).where(Assignment.due_on < today(user))


def due_today(user: User) -> Select[Assignment]:
    """Reviews that this person owes today."""
    return assigned_to(user.id).where(Assignment.due_on == today(user))


def due_later(user: User) -> Select[Assignment]:
    """Reviews that this person owes by a later day, or by none."""
    return assigned_to(user.id).where(or_(Assignment.due_on.is_(None), Assignment.due_on > today(user)))


def replies(user: User) -> Select[ReplyRequest]:
    """What this person asked others, who haven't answered."""
    return unanswered_replies(user.id, today(user))


def looks(user: User) -> Select[Evidence]:
    """Evidence that needs another look, of this person or for an editor."""
    return to_look_at_again(user.id, today(user))


def submitted_by(user_id: int) -> Select[Edition]:
    """What this person submitted, and another editor has not decided on."""
    return _editions().where(Edition.state == EditionState.SUBMITTED, Edition.author_id == user_id)


def left_behind(user_id: int) -> Select[Edition]:
    """Drafts, and what was sent back, of people who have left, unless this person still owes a blind review there."""
    query = _editions().where(Edition.state.in_(UNFINISHED), Edition.author.has(User.active.is_(False)))
    return query.where(Edition.verdict.has(Verdict.claim_id.not_in(owed_by(user_id))))


def approved_unpublished() -> Select[Edition]:
    """Approved editions that no reader sees yet."""
    return _editions().where(Edition.state == EditionState.APPROVED)


def divided(user_id: int) -> Select[Claim]:
    """Claims on which reviewers disagree, and whose verdict nobody has in hand."""
    return disagreements(user_id).where(_is_free())


def ready(user_id: int) -> Select[Claim]:
    """Claims on which at least two reviewers agree, and whose verdict nobody has in hand."""
    return agreements(user_id).where(_is_free())


def idle() -> Select[Claim]:
    """Claims in review for which nobody owes a review, too few are given, and nobody has a verdict in hand."""
    return unasked().where(_is_free())


def changed() -> Select[Anchor]:
    """One place of each claim whose words the publisher changed after its verdict."""
    first = source_changes().with_only_columns(func.min(Anchor.id)).order_by(None).group_by(Annotation.claim_id)
    return source_changes().where(Anchor.id.in_(first))


def open_claims() -> Select[Claim]:
    """Claims that nobody has taken up, and whose verdict nobody has in hand, oldest first."""
    return (
        select(Claim)
        .where(Claim.state == ClaimState.OPEN, Claim.archived_at.is_(None), _is_free())
        .options(joinedload(Claim.claimant))
        .order_by(Claim.id)
    )


def _is_free() -> ColumnElement[bool]:
    in_hand = select(Verdict.claim_id).join(Verdict.editions).where(Edition.state.in_(IN_WORK), ~is_taken_down())
    return Claim.id.not_in(in_hand)


def _editions() -> Select[Edition]:
    return (
        select(Edition)
        .where(~Edition.verdict.has(is_taken_down()))
        .options(
            joinedload(Edition.verdict).joinedload(Verdict.claim),
            joinedload(Edition.author),
            joinedload(Edition.rating),
        )
        .order_by(Edition.submitted_at, Edition.id)
    )
