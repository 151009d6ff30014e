"""Facets of the claims that a search finds: for each filter its values, and how many claims have each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select

from factcheck.accounts.models import User
from factcheck.annotations.models import Annotation
from factcheck.articles.models import Article
from factcheck.claims.models import Claim, Claimant, Tag, claim_tags
from factcheck.db import db
from factcheck.documents.languages import named
from factcheck.i18n import N_, _
from factcheck.i18n.labels import label
from factcheck.reviews.models import Assignment
from factcheck.reviews.queries import default_scale, is_given
from factcheck.search.filters import UNRATED
from factcheck.web.input.numbers import number

MAX_VALUES = 8  # of a facet, the most frequent
TITLES = {
    "rating": N_("Rating"),
    "state": N_("Status"),
    "claimant": N_("Claimant"),
    "tag": N_("Tag"),
    "article": N_("Article"),
    "assignee": N_("Assigned to"),
    "language": N_("Language"),
}


class FacetValue(NamedTuple):
    """A value of a facet: as the address has it, in words, and how many claims have it."""

    value: str
    words: str
    claims: int


class Facet(NamedTuple):
    """A filter with the values that narrow a result."""

    name: str
    title: str
    values: Sequence[FacetValue]


def facets(claim_ids: Sequence[int], filters: Mapping[str, str]) -> list[Facet]:
    """The facets of these claims, at most 1,000: five queries. Filters that are set are left out."""
    counted = _counted(claim_ids) if claim_ids else {}
    return [
        Facet(name, title, values)
        for name, title in TITLES.items()
        if not filters.get(name) and (values := counted.get(name))
    ]


def chosen(filters: Mapping[str, str]) -> dict[str, str]:
    """The filters that are set, each in words."""
    words = {name: filters[name] for name in (*TITLES, "since", "until") if filters.get(name)}
    if "rating" in words:
        words["rating"] = _ratings().get(words["rating"], words["rating"])
    if "state" in words:
        words["state"] = label(words["state"])
    if "language" in words:
        words["language"] = named(words["language"])
    for name, column in (("article", (Article.id, Article.title)), ("assignee", (User.id, User.name))):
        if name in words:
            found = db.session.scalar(select(column[1]).where(column[0] == (number(words[name]) or 0)))
            words[name] = found or words[name]
    return words


def _counted(ids: Sequence[int]) -> dict[str, list[FacetValue]]:
    ratings = _ratings()
    columns = select(Claim.rating_key, Claim.state, Claimant.name).outerjoin(Claim.claimant).where(Claim.id.in_(ids))
    rows = db.session.execute(columns).all()
    articles = db.session.execute(_articles(ids)).all()
    languages: Counter[str] = Counter()
    for row in articles:
        languages[row.language] += row.claims
    return {
        "rating": _values(Counter(row[0] or UNRATED for row in rows), lambda key: ratings.get(key, key)),
        "state": _values(Counter(str(row[1]) for row in rows), label),
        "claimant": _values(Counter(row[2] for row in rows if row[2]), str),
        "tag": [FacetValue(row[0], row[0], row[1]) for row in db.session.execute(_tags(ids))],
        "article": [FacetValue(str(row.id), row.title, row.claims) for row in articles[:MAX_VALUES]],
        "assignee": [FacetValue(str(row[0]), row[1], row[2]) for row in db.session.execute(_assignees(ids))],
        "language": _values(languages, named),
    }


def _values(counts: Counter[str], words: Any) -> list[FacetValue]:
    return [FacetValue(value, words(value), count) for value, count in counts.most_common(MAX_VALUES)]


def _ratings() -> dict[str, str]:
    scale = db.session.scalars(default_scale()).first()
    return {UNRATED: _("Not rated yet"), **{it.key: _(it.name) for it in (scale.ratings if scale else [])}}


def _tags(ids: Sequence[int]) -> Any:
    count = func.count().label("claims")
    query = select(Tag.name, count).join(claim_tags, claim_tags.c.tag_id == Tag.id)
    query = query.where(claim_tags.c.claim_id.in_(ids)).group_by(Tag.name)
    return query.order_by(count.desc(), Tag.name).limit(MAX_VALUES)


def _articles(ids: Sequence[int]) -> Any:
    count = func.count(Annotation.claim_id.distinct()).label("claims")
    query = select(Article.id, Article.title, Article.language, count).join(Annotation.article)
    query = query.where(Annotation.claim_id.in_(ids), Annotation.archived_at.is_(None))
    return query.group_by(Article.id, Article.title, Article.language).order_by(count.desc(), Article.id)


def _assignees(ids: Sequence[int]) -> Any:
    count = func.count().label("claims")
    query = select(User.id, User.name, count).join(Assignment, Assignment.reviewer_id == User.id)
    query = query.where(Assignment.claim_id.in_(ids), ~is_given()).group_by(User.id, User.name)
    return query.order_by(count.desc(), User.name).limit(MAX_VALUES)
