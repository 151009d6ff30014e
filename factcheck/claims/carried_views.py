"""What became of an article's marks in one of its versions."""

from __future__ import annotations

from collections import Counter

from flask import render_template
from flask.typing import ResponseReturnValue

from factcheck.articles.models import Version
from factcheck.articles.queries import version as of_number
from factcheck.claims import queries
from factcheck.claims.models import Carried
from factcheck.claims.views import bp
from factcheck.db import db


@bp.get("/articles/<int:article_id>/versions/<int:number>/marks")
def carried(article_id: int, number: int) -> ResponseReturnValue:
    """So many sure, to be looked at, and lost, which add up to all; each with its old and its new words."""
    version: Version = db.first_or_404(of_number(article_id, number))
    rows = db.session.scalars(queries.carried(version.id)).all()
    tally = Counter(row.state for row in rows)
    counts = {state: tally[state] for state in Carried}
    return render_template(
        "claims/carried.html", article=version.article, version=version, rows=rows, counts=counts, all=len(rows)
    )
