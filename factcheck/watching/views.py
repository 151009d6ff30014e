"""Watched pages over HTTP: their list, and switching watching on and off for a source or an article."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles.models import Article
from factcheck.captures.service import can_fetch
from factcheck.db import db, utcnow
from factcheck.i18n import _
from factcheck.sources.models import Source
from factcheck.urls import path_of_site
from factcheck.watching import queries, service
from factcheck.watching.models import WatchedPage
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.long_searches import count_of
from factcheck.web.paging import ordered_page

bp = Blueprint("watching", __name__)
STATES = ("alarms", "problems", "off")


@bp.get("/watching")
def index() -> ResponseReturnValue:
    """The watched pages: with alarms, with problems, switched off, or all that are watched."""
    state, sort = request.args.get("state", ""), request.args.get("sort", "")
    rows = queries.watched(state if state in STATES else "")
    listed = ordered_page(rows, queries.ORDERS, sort)
    sources = [page.source_id for page in listed.items if page.source_id is not None]
    counts = db.session.execute(queries.alarm_counts(sources)).all() if sources else []
    context: dict[str, Any] = {"page": listed, "asked": {"state": state, "sort": sort}, "orders": queries.ORDERS}
    context |= {"states": STATES, "alarm_counts": {row[0]: row[1] for row in counts}, "now": utcnow()}
    context |= {"is_off": not can_fetch(), "total": count_of(rows, WatchedPage.id)}
    return respond("watching/index.html", "watching/_pages.html", **context)


@bp.post("/sources/<int:source_id>/watch")
def watch_source(source_id: int) -> ResponseReturnValue:
    """Watch the page of a source."""
    return _watch(db.get_or_404(Source, source_id))


@bp.post("/articles/<int:article_id>/watch")
def watch_article(article_id: int) -> ResponseReturnValue:
    """Watch the page of an article."""
    return _watch(db.get_or_404(Article, article_id))


@bp.post("/sources/<int:source_id>/unwatch")
def unwatch_source(source_id: int) -> ResponseReturnValue:
    """Stop watching the page of a source."""
    return _unwatch(db.get_or_404(Source, source_id))


@bp.post("/articles/<int:article_id>/unwatch")
def unwatch_article(article_id: int) -> ResponseReturnValue:
    """Stop watching the page of an article."""
    return _unwatch(db.get_or_404(Article, article_id))


@bp.post("/sources/<int:source_id>/look")
def look_at_source(source_id: int) -> ResponseReturnValue:
    """Look at the page of a source now."""
    return _look(db.get_or_404(Source, source_id))


@bp.post("/articles/<int:article_id>/look")
def look_at_article(article_id: int) -> ResponseReturnValue:
    """Look at the page of an article now."""
    return _look(db.get_or_404(Article, article_id))


def _watch(subject: service.Subject) -> ResponseReturnValue:
    service.watch(current_user(), subject)
    return _back(subject, _("The page is watched. The first look is in an hour."))


def _unwatch(subject: service.Subject) -> ResponseReturnValue:
    service.unwatch(current_user(), subject)
    return _back(subject, _("The page is no longer watched."))


def _look(subject: service.Subject) -> ResponseReturnValue:
    service.look_now(current_user(), subject)
    return _back(subject, _("Looking at the page. Reload to see the result."), "info")


def _back(subject: service.Subject, message: str, category: str = "success") -> ResponseReturnValue:
    """To the page from which it was asked, else to that of the source or article."""
    if isinstance(subject, Source):
        where = url_for("sources.show", source_id=subject.id)
    else:
        where = url_for("article_versions.versions", article_id=subject.id)
    return commit_and_redirect(path_of_site(request.form.get("back")) or f"{where}#watching", message, category)
