"""Who may see an unapproved verdict: everybody who may see the reviews, and its author.

People who still have to review a claim blind see nothing of it. Pages, fragments, lists and histories all use this
module; lists of the desk, which are counted in the database, leave out `reviews.queries.owed_by`.
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

OPEN_ACTS = frozenset({"verdict:approve", "verdict:publish"})  # these events contain only what an approved edition has


class Visible(NamedTuple):
    """The editions of a verdict that one person may see, oldest first, and the number of hidden ones."""

    editions: Sequence[Edition]
    hidden: int


def visible(viewer: User, verdict: Verdict | None) -> Visible:
    """What this person may see of a verdict; if it is None, there are no editions."""
    editions = verdict.editions if verdict else []
    is_all = verdict is None or sees_drafts(viewer, verdict.claim_id)
    seen = [it for it in editions if is_all or it.state not in UNAPPROVED or it.author_id == viewer.id]
    for edition in seen:
        _note(viewer, edition)
    return Visible(seen, len(editions) - len(seen))


def newest_for(viewer: User, verdict: Verdict | None) -> Edition | None:
    """The newest edition this person may see, to name its state; its rating needs `visible`."""
    if verdict is None or sees_drafts(viewer, verdict.claim_id):
        return verdict.editions[-1] if verdict and verdict.editions else None
    seen = [it for it in verdict.editions if it.state not in UNAPPROVED or it.author_id == viewer.id]
    return seen[-1] if seen else None


def require_visible(viewer: User, edition: Edition) -> None:
    """Raise NotAllowed unless this person may see the edition."""
    if edition.state in UNAPPROVED and edition.author_id != viewer.id:
        require(viewer, Permission.SEE_DRAFT_VERDICT, standing(edition.verdict.claim_id, viewer))
    _note(viewer, edition)


def sees_drafts(viewer: User, claim_id: int) -> bool:
    """Whether this person may see unapproved verdicts by others on a claim."""
    return can(viewer, Permission.SEE_DRAFT_VERDICT, standing(claim_id, viewer))


def is_told(viewer: User, event: Event, *, sees_drafts: bool) -> bool:
    """Whether this person may read what an event changed, not only that it happened."""
    is_of_draft = event.action.startswith("verdict:") and event.action not in OPEN_ACTS
    is_own = event.actor_id == viewer.id
    if sees_drafts and is_of_draft and not is_own:
        note(viewer, [event.subject_id], ShownBy.HISTORY)
    return sees_drafts or not is_of_draft or is_own


def _note(viewer: User, edition: Edition) -> None:
    """Record that this person is shown the edition, if it is another's."""
    if edition.author_id != viewer.id:
        note(viewer, [edition.verdict.claim_id], ShownBy.VERDICT)
