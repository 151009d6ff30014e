"""The groups of the desk: what waits for a person, one query each, so that list, count and page agree.

Every undecided claim that isn't archived is in a group of somebody who still has access; a test runs random histories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, func, select

from factcheck.accounts.models import User
from factcheck.annotations.models import Anchor
from factcheck.claims.models import Claim
from factcheck.corrections.queries import takedowns_asked
from factcheck.db import db, fetch
from factcheck.desk.home import queries
from factcheck.drafts.service import by as drafts_by
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_
from factcheck.permissions import Permission, can
from factcheck.replies.models import ReplyRequest
from factcheck.reviews.models import Assignment, Recheck
from factcheck.reviews.queries import overdue
from factcheck.reviews.rechecks import asked_of
from factcheck.threads.models import Mention
from factcheck.threads.queries import unseen
from factcheck.verdicts.basis_questions.models import BasisQuestion
from factcheck.verdicts.basis_questions.queries import waiting as changed_since_verdict
from factcheck.verdicts.models import Edition, Takedown
from factcheck.watching.models import QuoteAlarm
from factcheck.watching.queries import alarms_for
from factcheck.web.drafts import Draft
from factcheck.web.local_time import today

MAX_URGENT, MAX_QUIET = 10, 5  # rows of a group on the desk; all of them are on its page


class Group(NamedTuple):
    """A question about one person's work; `keys` are the columns it is ordered by, the last of them unique.

    Urgent groups together are *Now*, and their rows are counted beside *Desk*. Everybody has them. Of a person a group
    needs only id and time zone.
    """

    name: str  # in addresses and templates
    title: str
    rows: Callable[[User], Select[Any]]
    keys: tuple[Any, ...]
    permission: Permission | None = None
    is_newest_first: bool = False
    is_urgent: bool = False

    @property
    def limit(self) -> int:
        """How many rows of it the desk shows."""
        return MAX_URGENT if self.is_urgent else MAX_QUIET

    def is_for(self, user: User) -> bool:
        """Whether this person has such a group."""
        return self.permission is None or can(user, self.permission)

    def counted(self, user: User) -> Select[int]:
        """How many rows it has."""
        rows = self.rows(user).with_only_columns(self.keys[-1]).order_by(None).subquery()
        return select(func.count()).select_from(rows)

    def first(self, user: User, limit: int) -> Sequence[Any]:
        """Its first rows, in the order of the group."""
        first, _count = _statements(self.name, user.time_zone, today(user))
        return db.session.scalars(first, {"user_id": user.id, "most": limit}).unique().all()

    def total(self, user: User) -> int:
        """The number of its rows."""
        _first, count = _statements(self.name, user.time_zone, today(user))
        return db.session.scalar(count, {"user_id": user.id}) or 0


class GroupPreview(NamedTuple):
    """The first rows of a group, and the number of all."""

    group: Group
    rows: Sequence[Any]
    total: int


BY_DAY = (Assignment.due_key, Assignment.id)
PUBLISH, ASSIGN, ANSWER = Permission.PUBLISH_VERDICT, Permission.ASSIGN_REVIEW, Permission.ANSWER_CHANGE
NOW = (
    Group(
        "returned",
        N_("Sent back to you"),
        lambda user: queries.returned_to(user.id),
        (Edition.sent_back_at, Edition.id),
        is_urgent=True,
    ),
    Group("late", N_("Overdue"), queries.late, BY_DAY, is_urgent=True),
    Group("today", N_("Due today"), queries.due_today, BY_DAY, is_urgent=True),
    Group("questions", N_("Questions for you"), lambda user: unseen(user.id), (Mention.id,), is_urgent=True),
    Group("quotations", N_("Evidence to re-check"), lambda user: alarms_for(user.id), (QuoteAlarm.id,), is_urgent=True),
)
QUIET = (
    Group("looks", N_("Needs another look"), queries.looks, (Evidence.review_by, Evidence.id)),
    Group("assigned", N_("To rate"), queries.due_later, BY_DAY),
    Group("replies", N_("Replies you asked for"), queries.replies, (ReplyRequest.answer_by, ReplyRequest.id)),
    Group("ready", N_("Ready for a verdict"), lambda user: queries.ready(user.id), (Claim.id,), ASSIGN),
    Group("disagreements", N_("Reviewers disagree"), lambda user: queries.divided(user.id), (Claim.id,), ASSIGN),
    Group(
        "decisions",
        N_("Waiting for your decision"),
        lambda user: queries.waiting_for(user.id),
        (Edition.submitted_at, Edition.id),
        PUBLISH,
    ),
    Group("takedowns", N_("Takedowns to decide"), lambda user: takedowns_asked(user.id), (Takedown.id,), PUBLISH),
    Group(
        "since-verdict", N_("Changes since the verdict"), lambda _: changed_since_verdict(), (BasisQuestion.id,), ANSWER
    ),
    Group("changed", N_("Changes by the publisher"), lambda user: queries.changed(), (Anchor.id,), ANSWER),
    Group(
        "approved", N_("Approved, not yet published"), lambda _: queries.approved_unpublished(), (Edition.id,), PUBLISH
    ),
    Group("again", N_("Please re-check: changed by others"), lambda user: asked_of(user.id), (Recheck.claim_id,)),
    Group("unassigned", N_("In review, unassigned"), lambda user: queries.idle(), (Claim.id,), ASSIGN),
    Group(
        "overdue",
        N_("Overdue (others)"),
        lambda user: overdue(user.id, today(user)),
        (Assignment.due_on, Assignment.id),
        ASSIGN,
    ),
    Group("unfinished", N_("Your draft verdicts"), lambda user: queries.drafts_of(user.id), (Edition.id,)),
    Group(
        "drafts",
        N_("Unsaved drafts"),
        lambda user: drafts_by(user.id),
        (Draft.saved_at, Draft.form),
        is_newest_first=True,
    ),
    Group(
        "submitted", N_("Awaiting approval by another editor"), lambda it: queries.submitted_by(it.id), (Edition.id,)
    ),
    Group(
        "left-behind",
        N_("Drafts whose author has left"),
        lambda user: queries.left_behind(user.id),
        (Edition.id,),
        PUBLISH,
    ),
    Group("open", N_("Open claims"), lambda user: queries.open_claims(), (Claim.id,)),
)
GROUPS = (*NOW, *QUIET)


def of(user: User) -> Iterator[GroupPreview]:
    """The groups of a person that aren't empty, in the order of the desk."""
    for group in GROUPS:
        if not group.is_for(user):
            continue
        rows = group.first(user, group.limit + 1)
        if rows:
            total = len(rows) if len(rows) <= group.limit else group.total(user)
            yield GroupPreview(group, rows[: group.limit], total)


def named(user: User, name: str) -> Group | None:
    """The group of this name, if this person has it."""
    return next((group for group in GROUPS if group.name == name and group.is_for(user)), None)


def urgent_count(user: User) -> int:
    """How many things this person has to do now: one query for all urgent groups."""
    (counts,) = fetch(_urgent_counts(user.time_zone, today(user)), {"user_id": user.id})
    return sum(counts)


@lru_cache(maxsize=64)
def _urgent_counts(time_zone: str | None, day: date) -> Select[Any]:
    """The query of urgent_count on this day in this time zone; built once, because every page has the number."""
    return select(*(group.counted(_anybody(time_zone)).scalar_subquery() for group in NOW))


@lru_cache(maxsize=512)
def _statements(name: str, time_zone: str | None, day: date) -> tuple[Select[Any], Select[int]]:
    """The queries of a group's first rows (`most` of them) and of their number, likewise, for the person `user_id`."""
    group, anybody = next(group for group in GROUPS if group.name == name), _anybody(time_zone)
    order = [key.desc() if group.is_newest_first else key.asc() for key in group.keys]
    first = group.rows(anybody).order_by(None).order_by(*order).limit(bindparam("most", type_=Integer))
    return first, group.counted(anybody)


def _anybody(time_zone: str | None) -> Any:
    """Stands for any person in this time zone in a query that is built once."""
    return SimpleNamespace(id=bindparam("user_id"), time_zone=time_zone)
