"""By what the claims of a search can be filtered; the address of a result has these names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, select

from factcheck.annotations.models import Annotation
from factcheck.articles.models import Article
from factcheck.claims.models import Claim, Claimant, ClaimState, Tag
from factcheck.reviews.queries import owed_by
from factcheck.web.input.numbers import ascii_digits, number

UNRATED = "none"  # claims without an approved verdict
Condition = Callable[[str], ColumnElement[bool]]


def _rating(value: str) -> ColumnElement[bool]:
    return Claim.rating_key.is_(None) if value == UNRATED else Claim.rating_key == value


def _state(value: str) -> ColumnElement[bool]:
    return Claim.state == ClaimState(value) if value in set(ClaimState) else false()


def _in_article(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    places = select(Annotation.claim_id).join(Annotation.article).where(Annotation.archived_at.is_(None), *conditions)
    return Claim.id.in_(places)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(ascii_digits(value.strip()))
    except ValueError:
        return None


def _since(value: str) -> ColumnElement[bool]:
    return Claim.said_on >= day if (day := _day(value)) else false()


def _until(value: str) -> ColumnElement[bool]:
    return Claim.said_on <= day if (day := _day(value)) else false()


CONDITIONS: dict[str, Condition] = {
    "rating": _rating,
    "state": _state,
    "claimant": lambda value: Claim.claimant_id.in_(select(Claimant.id).where(Claimant.name == value)),
    "tag": lambda value: Claim.tags.any(Tag.name == value),
    "article": lambda value: _in_article(Article.id == (number(value) or 0)),
    "assignee": lambda value: Claim.id.in_(owed_by(number(value) or 0)),
    "language": lambda value: _in_article(Article.language == value),
    "since": _since,
    "until": _until,
}


def conditions(filters: Mapping[str, Any]) -> Iterable[ColumnElement[bool]]:
    """A condition on claims for each filter that is set; what can't be read finds nothing."""
    return [condition(filters[name]) for name, condition in CONDITIONS.items() if filters.get(name)]
