"""What the house knows already of words that somebody has selected."""

from __future__ import annotations

from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from factcheck.anchoring.selectors import MAX_QUOTE
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.claims.find_views import hits, likely_versions
from factcheck.claims.models import Scope
from factcheck.claims.queries import Place, places_within
from factcheck.claims.views import bp
from factcheck.db import db
from factcheck.web.asking import asked, question
from factcheck.web.numbers import number

SHORTEST = 20  # code points of words that may say the same elsewhere: fewer do by chance
ALIKE = 0.55  # the score from which they do
MOST = 3


class Known(NamedTuple):
    """A claim that stands on the selected words, or on words like them in another article."""

    place: Place
    version: Version
    is_here: bool


@bp.route("/articles/<int:article_id>/similar", methods=["GET", "POST"])
@question
def similar(article_id: int) -> ResponseReturnValue:
    """Claims that are marked on these words already, and those very like them in other articles."""
    version: Version = db.first_or_404(current_version(article_id))
    start, exact = number(asked().get("hint")) or 0, asked().get("exact", "")[:MAX_QUOTE].strip()
    known = _here(version, start, start + len(exact)) or _elsewhere(version, exact)
    return render_template("claims/_similar.html", known=known[:MOST], article=version.article)


def _here(version: Version, start: int, end: int) -> list[Known]:
    rows = places_within(version.id, start, end) if end > start else []
    found = {place.claim_id: place for place in rows if place.scope == Scope.WORDS}
    return [Known(place, version, True) for place in found.values()]


def _elsewhere(version: Version, exact: str) -> list[Known]:
    if len(exact) < SHORTEST:
        return []
    found: dict[int, Known] = {}
    for other in likely_versions(exact):
        if other.article_id != version.article_id:
            for hit in hits(other, exact):
                if hit.passage.score >= ALIKE:
                    for place in hit.claims:
                        found.setdefault(place.claim_id, Known(place, other, False))
    return list(found.values())
