"""The groups of the desk: what waits for a person, each one question, so that list, count and page agree.

Every undecided claim that is not archived is in a group of somebody who is still here; a test walks random histories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from factcheck.accounts.models import User
from factcheck.annotations.models import Placement
from factcheck.claims.models import Claim
from factcheck.corrections.queries import takedowns_asked
from factcheck.db import db, utcnow
from factcheck.desk import queries
from factcheck.drafts.service import by as drafts_by
from factcheck.i18n import N_
from factcheck.permissions import Permission, can
from factcheck.reviews.models import Assignment, Recheck
from factcheck.reviews.queries import assigned_to, overdue
from factcheck.reviews.rechecks import asked_of
from factcheck.threads.models import Mention
from factcheck.threads.queries import unseen
from factcheck.verdicts.basis_question import BasisQuestion
from factcheck.verdicts.models import Edition, Takedown
from factcheck.verdicts.questions import waiting as changed_since_verdict
from factcheck.web.drafts import Draft

SHOWN = 10  # rows of each group on the desk; all of them are on its page


class Group(NamedTuple):
    """A question about one person's work; `keys` are the columns it is ordered by, the last of them unique."""

    name: str  # in addresses and templates
    title: str
    rows: Callable[[User], Select[Any]]
    keys: tuple[Any, ...]
    permission: Permission | None = None
    is_newest_first: bool = False

    def is_for(self, user: User) -> bool:
        """Whether this person has such a group."""
        return self.permission is None or can(user, self.permission)

    def total(self, user: User) -> int:
        """How many rows it has."""
        rows = self.rows(user).with_only_columns(self.keys[-1]).order_by(None).subquery()
        return db.session.scalar(select(func.count()).select_from(rows)) or 0


class GroupPreview(NamedTuple):
    """The beginning of a group, and how many rows it has."""

    group: Group
    rows: Sequence[Any]
    total: int


GROUPS = (
    Group("questions", N_("Questions for you"), lambda user: unseen(user.id), (Mention.id,)),
    Group(
        "decisions",
        N_("Waiting for your decision"),
        lambda user: queries.waiting_for(user.id),
        (Edition.submitted_at, Edition.id),
        Permission.PUBLISH_VERDICT,
    ),
    Group(
        "takedowns",
        N_("Takedowns to decide"),
        lambda user: takedowns_asked(user.id),
        (Takedown.id,),
        Permission.PUBLISH_VERDICT,
    ),
    Group(
        "since-verdict",
        N_("Changed since the verdict"),
        lambda user: changed_since_verdict(),
        (BasisQuestion.id,),
        Permission.ANSWER_CHANGE,
    ),
    Group(
        "changed",
        N_("Changes by the publisher"),
        lambda user: queries.changed(),
        (Placement.id,),
        Permission.ANSWER_CHANGE,
    ),
    Group(
        "disagreements",
        N_("Reviewers disagree"),
        lambda user: queries.divided(user.id),
        (Claim.id,),
        Permission.ASSIGN_REVIEW,
    ),
    Group(
        "ready",
        N_("Ready for a verdict"),
        lambda user: queries.ready(user.id),
        (Claim.id,),
        Permission.ASSIGN_REVIEW,
    ),
    Group(
        "unassigned", N_("In review, unassigned"), lambda user: queries.idle(), (Claim.id,), Permission.ASSIGN_REVIEW
    ),
    Group(
        "overdue",
        N_("Overdue (others)"),
        lambda user: overdue(user.id, utcnow().date()),
        (Assignment.due_on, Assignment.id),
        Permission.ASSIGN_REVIEW,
    ),
    Group(
        "left-behind",
        N_("Drafts whose author has left"),
        lambda user: queries.left_behind(user.id),
        (Edition.id,),
        Permission.PUBLISH_VERDICT,
    ),
    Group(
        "approved",
        N_("Approved, not yet published"),
        lambda user: queries.approved_unpublished(),
        (Edition.id,),
        Permission.PUBLISH_VERDICT,
    ),
    Group("assigned", N_("Assigned to you"), lambda user: assigned_to(user.id), (Assignment.due_key, Assignment.id)),
    Group("again", N_("Please re-check: changed by others"), lambda user: asked_of(user.id), (Recheck.claim_id,)),
    Group(
        "drafts",
        N_("Unsaved drafts"),
        lambda user: drafts_by(user.id),
        (Draft.saved_at, Draft.form),
        is_newest_first=True,
    ),
    Group(
        "unfinished",
        N_("Your drafts and returned verdicts"),
        lambda user: queries.unfinished_by(user.id),
        (Edition.id,),
    ),
    Group(
        "submitted",
        N_("Awaiting approval by another editor"),
        lambda user: queries.submitted_by(user.id),
        (Edition.id,),
    ),
    Group("open", N_("Open claims"), lambda user: queries.open_claims(), (Claim.id,)),
)


def of(user: User) -> Iterator[GroupPreview]:
    """The groups of a person that are not empty, in the order of the desk."""
    for group in GROUPS:
        if not group.is_for(user):
            continue
        order = [key.desc() if group.is_newest_first else key.asc() for key in group.keys]
        rows = db.session.scalars(group.rows(user).order_by(None).order_by(*order).limit(SHOWN + 1)).unique().all()
        if rows:
            yield GroupPreview(group, rows[:SHOWN], len(rows) if len(rows) <= SHOWN else group.total(user))


def named(user: User, name: str) -> Group | None:
    """The group of this name, if this person has it."""
    return next((group for group in GROUPS if group.name == name and group.is_for(user)), None)
