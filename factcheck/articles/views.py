"""Articles over HTTP."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles import service
from factcheck.articles.forms import ParticularsForm
from factcheck.articles.merge_forms import answer_overtaken
from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.documents.languages import COMMON
from factcheck.errors import Invalid, Overtaken
from factcheck.language import _
from factcheck.web.forms import add_error
from factcheck.web.htmx import go, respond
from factcheck.web.numbers import revision
from factcheck.web.writes import commit

bp = Blueprint("articles", __name__, url_prefix="/articles")


@bp.route("/<int:article_id>/edit", methods=["GET", "POST"])
def edit(article_id: int) -> ResponseReturnValue:
    """Edit the details; the text doesn't change."""
    article = db.get_or_404(Article, article_id)
    shown = {"article": article, "languages": COMMON}
    if request.method == "GET":
        return render_template("articles/edit.html", form=ParticularsForm.of(article), **shown)
    form = ParticularsForm(request.form)
    try:
        check(form)
        seen, is_undated = revision(form.revision.data), bool(form.is_undated.data)
        service.edit(current_user(), article, form.details(), seen, is_undated=is_undated)
    except Overtaken as refusal:
        draw = partial(render_template, "articles/edit.html", form=form, **shown)
        return answer_overtaken(refusal, form, lambda: ParticularsForm.of(article), lambda it: (draw(refused=it), 409))
    except Invalid as refusal:
        return _refused(form, refusal, "articles/edit.html", **shown)
    where = url_for("desk.workbench", article_id=article.id)
    commit(where)
    return go(where)


@bp.post("/<int:article_id>/archive")
def archive(article_id: int) -> ResponseReturnValue:
    """Out of the list; the page that follows offers to undo it."""
    article = db.get_or_404(Article, article_id)
    service.archive(current_user(), article)
    where = url_for("articles.edit", article_id=article.id)
    commit(where)
    flash(_("Archived. Nothing was deleted."), "info")
    return go(where)


@bp.post("/<int:article_id>/restore")
def restore(article_id: int) -> ResponseReturnValue:
    """Back into the list."""
    article = db.get_or_404(Article, article_id)
    service.restore(current_user(), article)
    where = url_for("desk.workbench", article_id=article.id)
    commit(where)
    flash(_("Restored: this article is in the list again."), "info")
    return go(where)


def check(form: ParticularsForm) -> None:
    """Refuse a form whose fields are not what they should be; each says so itself."""
    if not form.validate():
        raise Invalid("", "")


def _refused(form: ParticularsForm, refusal: Invalid, template: str, **context: object) -> ResponseReturnValue:
    """The form again, with everything typed and the refusal beside its field."""
    db.session.rollback()
    if refusal.message:
        add_error(form, refusal)
    return respond(template, template, status=422, form=form, **context)
