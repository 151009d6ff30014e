"""Queries of claims."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, Select, bindparam, exists, func, literal, select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.audit.queries import last_change
from factcheck.claims.models import WORDS, Claim, Claimant, ClaimState, Tag, claim_tags
from factcheck.claims.tags import spelt
from factcheck.db import Base
from factcheck.fulltext.questions import question
from factcheck.i18n import N_
from factcheck.visibility.sources import hidden_sources
from factcheck.web.listings import Columns, Listing
from factcheck.web.paging import Order

UNRATED = 1_000  # a place after every rating
MOST_NAMES = 10  # that a field offers
MOST_TAGS = 200  # that a field offers


Shape = tuple[bool, int | None, bool, bool]  # archived; of the keywords (Index.shape); with a state; with a tag


class ClaimFilters(NamedTuple):
    """What a list of claims is asked for; keywords search statement, quote and claimant's name."""

    words: str = ""
    state: ClaimState | None = None
    tag: str = ""
    archived: bool = False

    def shape(self) -> Shape:
        """What changes the SQL."""
        keywords = WORDS.shape(question(self.words)) if self.words.strip() else None
        return self.archived, keywords, self.state is not None, bool(self.tag)

    def values(self) -> dict[str, Any]:
        """The values that are bound in it."""
        found: dict[str, Any] = WORDS.values(question(self.words)) if self.words.strip() else {}
        if self.state is not None:
            found["state"] = self.state
        return {**found, "tag": spelt(self.tag)} if self.tag else found

    def listing(self, build: Callable[..., Columns | Select[int]]) -> Listing:
        """These rows as `build` makes them: `rows` or `keys`."""
        return Listing(build, self.shape(), self.values())


def listed(words: str = "", state: ClaimState | None = None, tag: str = "", archived: bool = False) -> Select[Claim]:
    """Claims, newest first, with their claimants; see ClaimFilters."""
    filters = ClaimFilters(words, state, tag, archived)
    query = select(Claim).options(joinedload(Claim.claimant), selectinload(Claim.tags))
    return query.where(*_conditions(*filters.shape())).order_by(Claim.id.desc()).params(filters.values())


def rows(archived: bool, keywords: int | None, has_state: bool, has_tag: bool) -> Columns:
    """The columns of the list of claims, for filters of this shape."""
    query = select(
        *(Claim.id, Claim.statement, Claim.state, Claim.rating_key, Claim.said_on, Claim.archived_at, Claim.revision),
        Claim.author_id,
        Claimant.name.label("claimant"),
    ).outerjoin(Claim.claimant)
    return query.where(*_conditions(archived, keywords, has_state, has_tag))


def keys(archived: bool, keywords: int | None, has_state: bool, has_tag: bool) -> Select[int]:
    """The ids of the claims, for filters of this shape."""
    return select(Claim.id).where(*_conditions(archived, keywords, has_state, has_tag))


def _conditions(archived: bool, keywords: int | None, has_state: bool, has_tag: bool) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Claim.archived_at.is_not(None) if archived else Claim.archived_at.is_(None)]
    if keywords is not None:
        found.append(Claim.id.in_(select(WORDS.key).where(WORDS.has_shape(keywords))))
    if has_state:
        found.append(Claim.state == bindparam("state", type_=Claim.state.type))
    if has_tag:
        found.append(Claim.tags.any(Tag.name == bindparam("tag", type_=Tag.name.type)))
    return found


def counts(filters: ClaimFilters | None) -> dict[str, Listing]:
    """What the list counts: `all` claims, those of each state, the `archived`, and what these filters have `found`."""
    listings = {str(state): Listing(of_state, (state,), {}) for state in ClaimState}
    listings |= {"all": ClaimFilters().listing(keys), "archived": ClaimFilters(archived=True).listing(keys)}
    return listings if filters is None else {**listings, "found": filters.listing(keys)}


def of_state(state: ClaimState) -> Select[int]:
    """The ids of the claims in this state that aren't archived."""
    return select(Claim.id).where(Claim.archived_at.is_(None), Claim.state == state)


@cache
def tags() -> Select[int, str]:
    """The tags of the claims `ids`: a claim's id and a name each, by name."""
    query = select(claim_tags.c.claim_id, Tag.name).join(Tag, Tag.id == claim_tags.c.tag_id)
    return query.where(claim_tags.c.claim_id.in_(bindparam("ids", expanding=True))).order_by(Tag.name)


@cache
def known_tags() -> Select[str]:
    """The names of tags that a field offers, in order, at most MOST_TAGS of them."""
    return select(Tag.name).order_by(Tag.name).limit(MOST_TAGS)


def of_ids(claim_ids: Collection[int]) -> Select[Claim]:
    """These claims, with their details."""
    said = (joinedload(Claim.claimant), selectinload(Claim.tags))
    return select(Claim).where(Claim.id.in_(claim_ids)).options(*said)


def claimant_names(words: str) -> Select[str]:
    """Names of claimants that contain these words, in order, at most MOST_NAMES of them; none for no words."""
    query = select(Claimant.name).where(Claimant.name.icontains(words.strip(), autoescape=True)).distinct()
    return query.order_by(Claimant.name).limit(MOST_NAMES if words.strip() else 0)


# sort orders; what the rooms above know of a claim is read from their tables


def _tables(*names: str) -> list[Any]:
    return [Base.metadata.tables[name].c for name in names]


def _due() -> Any:
    """The earliest due date of the reviews that are owed; claims without one come last."""
    assignments, reviews = _tables("assignments", "reviews")
    is_given = exists().where(reviews.claim_id == assignments.claim_id, reviews.reviewer_id == assignments.reviewer_id)
    due = select(func.min(assignments.due_on)).where(assignments.claim_id == Claim.id, ~is_given)
    return func.coalesce(due.scalar_subquery(), literal(date.max, Date))


def _rating() -> Any:
    """The place on screen of the approved rating; claims without one come last."""
    (ratings,) = _tables("ratings")
    rank = select(func.min(ratings.rank)).where(ratings.key == Claim.rating_key)
    return func.coalesce(rank.scalar_subquery(), UNRATED)


def _article() -> Any:
    """The headline of the first article in which a claim appears, in small letters; claims without one come first."""
    annotations, articles = _tables("annotations", "articles")
    places = select(func.min(annotations.id)).where(annotations.claim_id == Claim.id, annotations.archived_at.is_(None))
    title = select(articles.title).where(
        articles.id == annotations.article_id, annotations.id == places.correlate(Claim.__table__).scalar_subquery()
    )
    return func.lower(func.coalesce(title.correlate(Claim.__table__).scalar_subquery(), ""))


def _evidence() -> Any:
    (evidence,) = _tables("evidence")
    is_visible = evidence.source_id.not_in(hidden_sources())  # else the order would tell how much there is
    count = select(func.count()).where(evidence.claim_id == Claim.id, evidence.archived_at.is_(None), is_visible)
    return count.scalar_subquery()


ORDERS = {  # by their names in the address
    "": Order(N_("Newest first"), lambda: (Claim.id,)),
    "oldest": Order(N_("Oldest first"), lambda: (Claim.id,), is_descending=False),
    "changed": Order(N_("Recently changed"), lambda: (last_change("claim", Claim.id), Claim.id)),
    "due": Order(N_("Due first"), lambda: (_due(), Claim.id), is_descending=False),
    "rating": Order(N_("Rating"), lambda: (_rating(), Claim.id), is_descending=False),
    "article": Order(N_("Article"), lambda: (_article(), Claim.id), is_descending=False),
    "evidence": Order(N_("Most evidence"), lambda: (_evidence(), Claim.id)),
}
