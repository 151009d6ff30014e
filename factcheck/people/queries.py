"""Queries of people for their administration: filters, orders, when somebody was here last, and their open work."""

from __future__ import annotations

import enum
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, String, cast, exists, func, literal, or_, select
from sqlalchemy.orm import selectinload

from factcheck.accounts.models import SignIn, User
from factcheck.accounts.queries import LAST_USED
from factcheck.db import Base, UTCDateTime
from factcheck.i18n import N_
from factcheck.web.paging import Order

NEVER = datetime(1, 1, 1, tzinfo=UTC)


class Access(enum.StrEnum):
    """Whether a person can sign in."""

    ACTIVE = "active"
    NO_ACCESS = "no-access"


def listed(words: str = "", access: Access | None = None) -> Select[User]:
    """People with their former names; `words` are a part of the name or the e-mail address."""
    query = select(User).options(selectinload(User.former_names))
    if words.strip():
        part = words.strip()
        query = query.where(or_(*(it.icontains(part, autoescape=True) for it in (User.name, User.email))))
    if access is not None:
        query = query.where(User.active.is_(access is Access.ACTIVE))
    return query


def facts(user_ids: Collection[int]) -> Select[int, datetime, int]:
    """When each of these people was here last (NEVER if not yet), and how many reviews they were asked for and owe."""
    return select(User.id, _last_seen(), _open_reviews()).where(User.id.in_(user_ids))


def _last_seen() -> Any:
    last = select(func.max(LAST_USED)).where(SignIn.user_id == User.id)
    return func.coalesce(last.scalar_subquery(), literal(NEVER, UTCDateTime))


def _open_reviews() -> Any:
    """Read from the tables of the rooms above: assignments without a review, of claims that aren't archived."""
    assignments, reviews, claims = (Base.metadata.tables[name] for name in ("assignments", "reviews", "claims"))
    is_given = exists().where(
        reviews.c.claim_id == assignments.c.claim_id, reviews.c.reviewer_id == assignments.c.reviewer_id
    )
    count = select(func.count()).select_from(assignments.join(claims, claims.c.id == assignments.c.claim_id))
    return count.where(
        assignments.c.reviewer_id == User.id, ~is_given, claims.c.archived_at.is_(None)
    ).scalar_subquery()


ORDERS = {  # by their names in the address
    "": Order(N_("Name"), lambda: (func.lower(User.name), User.id), is_descending=False),
    "role": Order(N_("Role"), lambda: (cast(User.role, String), func.lower(User.name), User.id), is_descending=False),
    "work": Order(N_("Most open reviews"), lambda: (_open_reviews(), User.id)),
    "seen": Order(N_("Last seen"), lambda: (_last_seen(), User.id)),
    "newest": Order(N_("Newest first"), lambda: (User.id,)),
}
