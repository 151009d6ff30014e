"""The list of articles over HTTP: eight queries a page, for any number of articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import Date, func, literal

from factcheck.articles import queries
from factcheck.articles.models import Article
from factcheck.audit.queries import last_change
from factcheck.db import fetch
from factcheck.desk.progress import WORDS, WorkState, narrowed, progress_of
from factcheck.documents.languages import named
from factcheck.fulltext.questions import question
from factcheck.i18n import N_, _
from factcheck.inbox.views import waiting_count
from factcheck.web import long_searches
from factcheck.web.htmx import respond
from factcheck.web.listings import Columns, Listing, counted, listed_page
from factcheck.web.long_searches import question as asks_question
from factcheck.web.long_searches import shared
from factcheck.web.paging import Order

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
    """The context of the list's template: a page of articles, versions and progress of each, and the filters."""
    values = long_searches.asked()
    chosen = {name: values.get(name, "") for name in FILTERS}
    state = WorkState(chosen["state"]) if chosen["state"] in set(WorkState) else None
    is_archived = state is WorkState.ARCHIVED
    filters = queries.ArticleFilters(chosen["q"], chosen["language"], DATED.get(chosen["date"]), is_archived)
    rows = Listing(_rows, (None if is_archived else state, filters.shape()), filters.values())
    articles = listed_page(rows, ORDERS, values.get("sort", ""))
    everything = Listing(_rows, (None, queries.ArticleFilters().shape()), {})
    counts = counted({"all": everything, "found": rows} if any(chosen.values()) else {"all": everything})
    return {
        "page": articles,
        "asked": {**chosen, "sort": values.get("sort", "")},
        "orders": ORDERS,
        "total": counts["all"],
        "waiting": waiting_count(),
        "found": counts.get("found"),
        "is_cut": question(chosen["q"]).is_cut,
        "states": {state: _(words) for state, words in WORDS.items()},
        "languages": {tag: named(tag) for (tag,) in fetch(queries.languages())},
        **_work_on([article.id for article in articles.items]),
    }


def _rows(state: WorkState | None, shape: queries.Shape) -> Columns:
    """The columns of the list, for filters of this shape."""
    query = queries.rows(*shape)
    return query if state is None else query.where(narrowed(state))


def _work_on(ids: Sequence[int]) -> dict[str, Any]:
    """The newest open version and the progress of each of these articles, by their numbers."""
    versions = fetch(queries.open_versions(), {"ids": ids}) if ids else []
    return {
        "newest": {version.article_id: version for version in versions},
        "progress": progress_of(ids) if ids else {},
    }
