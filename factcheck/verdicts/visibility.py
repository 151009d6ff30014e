"""Who may see a verdict that no second person has approved: whoever may see the reviews, and its author.

Someone who still has to review a claim blind sees nothing of it. Pages, fragments, lists and histories all ask here;
lists of the desk, which are counted in the database, leave out `reviews.queries.owed_by`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.permissions import Permission, can, require
from factcheck.reviews.exposures import note
from factcheck.reviews.models import ShownBy
from factcheck.reviews.queries import standing
from factcheck.verdicts.models import Edition, Verdict
from factcheck.verdicts.workflow import UNAPPROVED

OPEN_ACTS = frozenset({"verdict:approve", "verdict:publish"})  # what they report is in an approved edition


class Visible(NamedTuple):
    """The editions of a verdict that one person may see, oldest first, and how many are kept from them."""

    editions: Sequence[Edition]
    hidden: int


def visible(viewer: User, verdict: Verdict | None) -> Visible:
    """What this person may see of a verdict; None has no editions."""
    editions = verdict.editions if verdict else []
    is_all = verdict is None or sees_drafts(viewer, verdict.claim_id)
    seen = [it for it in editions if is_all or it.state not in UNAPPROVED or it.author_id == viewer.id]
    for edition in seen:
        _note(viewer, edition)
    return Visible(seen, len(editions) - len(seen))


def require_visible(viewer: User, edition: Edition) -> None:
    """Refuse, in words, unless this person may see the edition."""
    if edition.state in UNAPPROVED and edition.author_id != viewer.id:
        require(viewer, Permission.SEE_DRAFT_VERDICT, standing(edition.verdict.claim_id, viewer))
    _note(viewer, edition)


def sees_drafts(viewer: User, claim_id: int) -> bool:
    """Whether this person may see what others write or submit as the verdict on a claim."""
    return can(viewer, Permission.SEE_DRAFT_VERDICT, standing(claim_id, viewer))


def is_told(viewer: User, event: Event, *, sees_drafts: bool) -> bool:
    """Whether this person may read what an act changed, besides that it was done."""
    is_of_draft = event.action.startswith("verdict:") and event.action not in OPEN_ACTS
    is_own = event.actor_id == viewer.id
    if sees_drafts and is_of_draft and not is_own:
        note(viewer, [event.subject_id], ShownBy.HISTORY)
    return sees_drafts or not is_of_draft or is_own


def _note(viewer: User, edition: Edition) -> None:
    """That this person is shown the edition, if it is another's."""
    if edition.author_id != viewer.id:
        note(viewer, [edition.verdict.claim_id], ShownBy.VERDICT)
