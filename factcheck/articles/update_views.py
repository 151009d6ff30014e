"""The page on which an article gets its next version."""

from __future__ import annotations

from pathlib import Path

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles import queries, service
from factcheck.articles.forms import UpdateForm
from factcheck.articles.models import Article, Version
from factcheck.articles.uploads import beside, raw_of
from factcheck.articles.version_views import bp as bp  # this view stands at the same addresses
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.jobs.service import enqueue
from factcheck.web.forms import add_error, text
from factcheck.web.htmx import go, respond
from factcheck.web.writes import commit


@bp.route("/<int:article_id>/update", methods=["GET", "POST"])
def update(article_id: int) -> ResponseReturnValue:
    """Paste or upload the text as it reads now; then its marks are carried over, and that can be watched."""
    article = db.get_or_404(Article, article_id)
    if request.method == "GET":
        return _form(article, UpdateForm(seen=str(article.newest.number)))
    form, upload = UpdateForm(request.form), request.files.get("upload")
    home: Path = current_app.extensions["settings"].home
    try:
        if not form.validate():
            raise Invalid("", "")
        raw, seen = raw_of(form.text, upload), form.seen_number()
        version = service.update(current_user(), home, article, *raw, seen_number=seen, title=text(form.title))
    except (Invalid, Conflict) as refusal:
        return _refused(article, form, beside(refusal, upload) if isinstance(refusal, Invalid) else refusal)
    where = _begin_opening(version)
    commit(where)
    return go(where)


def _begin_opening(version: Version) -> str:
    """Have the marks carried over, by a job in this transaction; answers where that can be watched."""
    where = url_for("claims.carried", article_id=version.article_id, number=version.number)
    job = enqueue(
        "version:open",
        {"version_id": version.id},
        location=where,
        key=f"version:{version.id}",
        asked_by_id=current_user().id,
    )
    return url_for("jobs.show", job_id=job.id)


def _form(article: Article, form: UpdateForm, status: int = 200) -> ResponseReturnValue:
    waiting = db.session.scalars(queries.waiting(article.id)).first()
    shown = {"article": article, "newest": article.newest, "waiting": waiting}
    return respond("articles/update.html", "articles/update.html", status=status, form=form, **shown)


def _refused(article: Article, form: UpdateForm, refusal: Invalid | Conflict) -> ResponseReturnValue:
    """The form again, with everything typed; sent once more it follows the version that is the newest now."""
    db.session.rollback()
    if isinstance(refusal, Invalid):
        if refusal.message:
            add_error(form, refusal)
        return _form(article, form, refusal.status)
    form.form_errors.append(refusal.message)
    form.seen.data = str(article.newest.number)
    return _form(article, form, refusal.status)
