"""The list of articles over HTTP: three queries a page, for any number of articles."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import Date, func, literal

from factcheck.articles import queries
from factcheck.articles.models import Article
from factcheck.audit.queries import last_change
from factcheck.db import db
from factcheck.desk.progress import WORDS, Progress, WorkState, narrowed, progress_of
from factcheck.documents.languages import named
from factcheck.fulltext.questions import question
from factcheck.i18n import N_, _
from factcheck.web import long_searches
from factcheck.web.htmx import respond
from factcheck.web.long_searches import question as asks_question
from factcheck.web.long_searches import shared
from factcheck.web.paging import Order, ordered_page

UNDATED = literal(date.min, Date)
DATED = {"known": True, "unknown": False}
bp = Blueprint("article_list", __name__)
FILTERS = ("q", "state", "language", "date")
ORDERS = {  # by their names in the address
    "": Order(N_("Newest first"), lambda: (Article.created_at, Article.id)),
    "oldest": Order(N_("Oldest first"), lambda: (Article.created_at, Article.id), is_descending=False),
    "published": Order(N_("Publication date"), lambda: (func.coalesce(Article.published_on, UNDATED), Article.id)),
    "title": Order(N_("Headline"), lambda: (func.lower(Article.title), Article.id), is_descending=False),
    "changed": Order(N_("Recently changed"), lambda: (last_change("article", Article.id), Article.id)),
}


@bp.route("/articles", methods=["GET", "POST"])
@asks_question
def index() -> ResponseReturnValue:
    """Articles filtered by keywords, progress, language, and whether their publication date is known."""
    return shared("article_list.index") or respond("desk/articles.html", "desk/_article_list.html", **_of_request())


def _of_request() -> dict[str, Any]:
    """The context of the list's template: a page of articles, the progress of each, and the filters."""
    values = long_searches.asked()
    filters = {name: values.get(name, "") for name in FILTERS}
    state = WorkState(filters["state"]) if filters["state"] in set(WorkState) else None
    rows = queries.listed(
        filters["q"], filters["language"], is_dated=DATED.get(filters["date"]), archived=state is WorkState.ARCHIVED
    )
    if state is not None and state is not WorkState.ARCHIVED:
        rows = rows.where(narrowed(state))
    articles = ordered_page(rows, ORDERS, values.get("sort", ""))
    is_asked = any(filters.values())
    counts = progress_of([article.id for article in articles.items]) if articles.items else {}
    return {
        "page": articles,
        "progress": {article.id: counts.get(article.id, Progress()) for article in articles.items},
        "asked": {**filters, "sort": values.get("sort", "")},
        "orders": ORDERS,
        "total": long_searches.count_of(queries.listed(), Article.id),
        "found": long_searches.count_of(rows, Article.id) if is_asked else None,
        "is_cut": question(filters["q"]).is_cut,
        "states": {state: _(words) for state, words in WORDS.items()},
        "languages": {tag: named(tag) for tag in db.session.scalars(queries.languages())},
    }
