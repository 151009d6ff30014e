"""Existing claims that are similar to selected words."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.annotations.models import Scope
from factcheck.annotations.queries import PlacedMark, places_within
from factcheck.annotations.search_views import hits, likely_versions
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.db import db
from factcheck.prior_checks.matching import checked_before
from factcheck.similarity.scoring import MAX_SIMILAR, can_be_compared, is_similar
from factcheck.web.input.numbers import number
from factcheck.web.long_searches import asked, question

bp = Blueprint("similarity", __name__)


class SimilarClaim(NamedTuple):
    """A claim on the selected words, or on similar words in another article."""

    place: PlacedMark
    version: Version
    is_here: bool


@bp.route("/articles/<int:article_id>/similar", methods=["GET", "POST"])
@question
def similar(article_id: int) -> ResponseReturnValue:
    """Claims that are already marked on these words, and very similar ones in other articles."""
    version: Version = db.first_or_404(current_version(article_id))
    start, exact = number(asked().get("hint")) or 0, asked().get("exact", "")[:MAX_QUOTE].strip()
    marked = _here(version, start, start + len(exact)) or _elsewhere(version, exact)
    checks = checked_before([exact]) if can_be_compared(exact) else []
    return render_template("similarity/_similar.html", known=marked[:MAX_SIMILAR], checks=checks[:MAX_SIMILAR])


def _here(version: Version, start: int, end: int) -> list[SimilarClaim]:
    rows = places_within(version.id, start, end) if end > start else []
    found = {place.claim_id: place for place in rows if place.scope == Scope.WORDS}
    return [SimilarClaim(place, version, True) for place in found.values()]


def _elsewhere(version: Version, exact: str) -> list[SimilarClaim]:
    if not can_be_compared(exact):
        return []
    found: dict[int, SimilarClaim] = {}
    for other in likely_versions(exact):
        if other.article_id != version.article_id:
            for hit in hits(other, exact):
                if is_similar(hit.passage.score):
                    for place in hit.claims:
                        found.setdefault(place.claim_id, SimilarClaim(place, other, False))
    return list(found.values())
