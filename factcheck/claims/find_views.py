"""Finding a claim in one's own words: in one article, and in all of them."""

from __future__ import annotations

from typing import NamedTuple

from flask import request
from flask.typing import ResponseReturnValue

from factcheck.articles.models import Version
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
    found = [(version, hits(version, asked)[:MOST_OF_EACH]) for version in likely_versions(asked)]
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
    return next((index for index, block in enumerate(version.blocks) if place < block[2]), 0)


def likely_versions(asked: str) -> list[Version]:
    """The newest versions, with their texts, of the articles in work where the rarest of these words meet."""
    newest = [db.session.scalars(current_version(article_id)).one() for article_id in likely(asked)]
    return [version for version in newest if version.article.archived_at is None]
