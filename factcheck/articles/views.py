"""Articles over HTTP."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles import service
from factcheck.articles.forms import ParticularsForm
from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.documents.languages import language_choices
from factcheck.i18n import _
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("articles", __name__, url_prefix="/articles")


@bp.route("/<int:article_id>/edit", methods=["GET", "POST"])
def edit(article_id: int) -> ResponseReturnValue:
    """Edit the details; the text doesn’t change."""
    article = db.get_or_404(Article, article_id)
    if request.method == "GET":
        return _page(article, ParticularsForm.of(article))
    form = ParticularsForm(request.form)
    refused = submit(form, lambda: _edit(article, form), current=lambda: ParticularsForm.of(article))
    if refused:
        return _page(article, form, refused)
    return commit_and_redirect(url_for("desk.workbench", article_id=article.id))


def _edit(article: Article, form: ParticularsForm) -> None:
    is_undated = bool(form.is_undated.data)
    service.edit(current_user(), article, form.details(), form.seen_revision(), is_undated=is_undated)


def _page(article: Article, form: ParticularsForm, refused: Refused | None = None) -> ResponseReturnValue:
    return render_form("articles/edit.html", form, refused, article=article, **language_choices())


@bp.post("/<int:article_id>/archive")
def archive(article_id: int) -> ResponseReturnValue:
    """Archive an article; the next page offers to undo it."""
    article = db.get_or_404(Article, article_id)
    service.archive(current_user(), article)
    where = url_for("articles.edit", article_id=article.id)
    return commit_and_redirect(where, _("Archived. Nothing was deleted."), "info")


@bp.post("/<int:article_id>/restore")
def restore(article_id: int) -> ResponseReturnValue:
    """Restore an article."""
    article = db.get_or_404(Article, article_id)
    service.restore(current_user(), article)
    where = url_for("desk.workbench", article_id=article.id)
    return commit_and_redirect(where, _("Restored. The article is back in the list."), "info")
