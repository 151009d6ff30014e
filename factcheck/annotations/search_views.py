"""Search for a claim in one's own words: in one article, and in all of them."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.annotations.candidates import Passage, passages
from factcheck.annotations.queries import PlacedMark, places_within
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.articles.search import likely
from factcheck.db import db
from factcheck.web.htmx import respond
from factcheck.web.long_searches import asked, question, shared

bp = Blueprint("quote_search", __name__)

MOST_OF_EACH = 5  # passages per article in a search of all


class Hit(NamedTuple):
    """A passage, the block it starts in, and the claims that its words are part of."""

    passage: Passage
    block: int
    claims: list[PlacedMark]


@bp.route("/articles/<int:article_id>/find", methods=["GET", "POST"])
@question
def find(article_id: int) -> ResponseReturnValue:
    """The passages of this article that match, best first, with how certain they are."""
    version: Version = db.first_or_404(current_version(article_id))
    if answer := shared("quote_search.find", article_id=article_id):
        return answer
    words = _words()
    about: dict[str, Any] = {"article": version.article, "number": version.number, "asked": words}
    about |= {"hits": hits(version, words[:MAX_QUOTE]), "is_cut": len(words) > MAX_QUOTE, "most": MAX_QUOTE}
    return respond("annotations/find.html", "annotations/_found.html", **about)


@bp.route("/articles/find", methods=["GET", "POST"])
@question
def find_everywhere() -> ResponseReturnValue:
    """The articles that match: the index names the most likely ones, then their texts are searched."""
    if answer := shared("quote_search.find_everywhere"):
        return answer
    words = _words()
    about: dict[str, Any] = {"asked": words, "found": everywhere(words[:MAX_QUOTE])}
    about |= {"is_cut": len(words) > MAX_QUOTE, "most": MAX_QUOTE}
    return respond("annotations/find_everywhere.html", "annotations/find_everywhere.html", **about)


def everywhere(words: str) -> list[tuple[Version, list[Hit]]]:
    """The articles that match, best first, each with its best passages."""
    found = [(version, hits(version, words)[:MOST_OF_EACH]) for version in likely_versions(words)]
    return sorted([row for row in found if row[1]], key=lambda row: -row[1][0].passage.score)


def hits(version: Version, words: str) -> list[Hit]:
    """The passages of a version that match, with their positions."""
    found = passages(version.text, words) if words else []
    return [Hit(it, _block(version, it.start), places_within(version.id, it.start, it.end)) for it in found]


def _words() -> str:
    return asked().get("q", "").strip()


def _block(version: Version, place: int) -> int:
    return next((index for index, block in enumerate(version.blocks) if place < block[2]), 0)


def likely_versions(words: str) -> list[Version]:
    """The newest versions, with their texts, of the unarchived articles that have the rarest of these words."""
    newest = [db.session.scalars(current_version(article_id)).one() for article_id in likely(words)]
    return [version for version in newest if version.article.archived_at is None]
