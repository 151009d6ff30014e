"""Finding a claim in one's own words: in one article, and in all of them."""

from __future__ import annotations

from typing import NamedTuple

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.articles.search import likely
from factcheck.claims.choices import Passage, passages
from factcheck.claims.queries import Place, places_within
from factcheck.claims.selectors import MAX_QUOTE
from factcheck.claims.views import bp
from factcheck.db import db
from factcheck.web.htmx import respond

MOST_OF_EACH = 5  # passages of one article, where all are searched


class Hit(NamedTuple):
    """A passage, the block it begins in, and the claims that its words are part of already."""

    passage: Passage
    block: int
    claims: list[Place]


@bp.get("/articles/<int:article_id>/find")
def find(article_id: int) -> ResponseReturnValue:
    """Where this article says something, best first; what is not sure says so."""
    version: Version = db.first_or_404(current_version(article_id))
    asked = _asked()
    found = hits(version, asked)
    return respond("claims/find.html", "claims/_found.html", article=version.article, asked=asked, hits=found)


@bp.get("/articles/find")
def find_everywhere() -> ResponseReturnValue:
    """Which articles say something: the index names the likeliest, then their texts are read."""
    asked = _asked()
    found = [(version, hits(version, asked)[:MOST_OF_EACH]) for version in _likely(asked)]
    found = [(version, rows) for version, rows in found if rows]
    found.sort(key=lambda row: -row[1][0].passage.score)
    return respond("claims/find_everywhere.html", "claims/find_everywhere.html", asked=asked, found=found)


def hits(version: Version, asked: str) -> list[Hit]:
    """The passages of a version that say this, with where they stand."""
    found = passages(version.text, asked) if asked else []
    return [Hit(it, _block(version, it.start), places_within(version.id, it.start, it.end)) for it in found]


def _asked() -> str:
    return request.args.get("q", "").strip()[:MAX_QUOTE]


def _block(version: Version, place: int) -> int:
    return next((index for index, (_, _, end) in enumerate(version.blocks) if place < end), 0)


def _likely(asked: str) -> list[Version]:
    """The newest versions, with their texts, of the articles where the rarest of these words meet."""
    query = select(Version).join(Version.article).where(Article.archived_at.is_(None))
    options = (undefer(Version.text), undefer(Version.blocks), joinedload(Version.article))
    found: list[Version] = []
    for article_id in likely(asked):
        newest = query.where(Version.article_id == article_id).order_by(Version.number.desc()).limit(1)
        found += db.session.scalars(newest.options(*options)).all()
    return found
