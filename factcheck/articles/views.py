"""Articles over HTTP."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from factcheck.accounts.session import current_user
from factcheck.articles import queries, service
from factcheck.articles.forms import ArticleForm, ParticularsForm
from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.errors import DomainError, Invalid
from factcheck.web.forms import add_error
from factcheck.web.htmx import go, respond
from factcheck.web.paging import page
from factcheck.web.writes import commit

bp = Blueprint("articles", __name__, url_prefix="/articles")
MEDIA_TYPES = {".txt": "text/plain", ".text": "text/plain", ".html": "text/html", ".htm": "text/html"}


@bp.get("")
def index() -> ResponseReturnValue:
    """All articles, by words and language."""
    archived = request.args.get("state") == "archived"
    rows = queries.listed(request.args.get("q", ""), request.args.get("language", ""), archived=archived)
    return respond("articles/index.html", "articles/_list.html", page=page(rows, Article.id))


@bp.route("/new", methods=["GET", "POST"])
def create() -> ResponseReturnValue:
    """Paste or upload; what is here already is opened instead of a twin."""
    if request.method == "GET":
        return render_template("articles/new.html", form=ArticleForm())
    form = ArticleForm(request.form)
    try:
        _check(form, needs_date=True)
        raw, media_type = _raw(form, request.files.get("upload"))
        home: Path = current_app.extensions["settings"].home
        added = service.add(current_user(), home, raw, media_type, form.details())
    except Invalid as refusal:
        return _refused(form, refusal, "articles/new.html")
    where = url_for("desk.workbench", article_id=added.article.id)
    commit(where)
    if not added.is_new:
        flash("This article is already here, so it was opened instead of a twin.", "info")
    return go(where)


@bp.route("/<int:article_id>/edit", methods=["GET", "POST"])
def edit(article_id: int) -> ResponseReturnValue:
    """Mend the particulars; the text stays as it is."""
    article = db.get_or_404(Article, article_id)
    if request.method == "GET":
        return render_template("articles/edit.html", form=ParticularsForm.of(article), article=article)
    form = ParticularsForm(request.form)
    try:
        _check(form, needs_date=True)
        service.edit(current_user(), article, form.details(), _revision(form.revision.data))
    except Invalid as refusal:
        return _refused(form, refusal, "articles/edit.html", article=article)
    where = url_for("desk.workbench", article_id=article.id)
    commit(where)
    return go(where)


@bp.post("/<int:article_id>/archive")
def archive(article_id: int) -> ResponseReturnValue:
    """Out of the list, restorably."""
    article = db.get_or_404(Article, article_id)
    service.archive(current_user(), article)
    return _done(article, "Archived. Nothing was deleted; it can be restored here.")


@bp.post("/<int:article_id>/restore")
def restore(article_id: int) -> ResponseReturnValue:
    """Back into the list."""
    article = db.get_or_404(Article, article_id)
    service.restore(current_user(), article)
    return _done(article, "Restored.")


def _done(article: Article, words: str) -> ResponseReturnValue:
    where = url_for("articles.edit", article_id=article.id)
    commit(where)
    flash(words, "info")
    return go(where)


def _check(form: ParticularsForm, *, needs_date: bool) -> None:
    if not form.validate():
        raise Invalid("", "")
    is_html = isinstance(form, ArticleForm) and request.files.get("upload")
    if needs_date and not is_html and not form.published_on.day and not form.is_undated.data:
        raise Invalid("published_on", "Give the day of publication, or say that it is unknown.")


def _raw(form: ArticleForm, upload: FileStorage | None) -> tuple[bytes, str]:
    """The bytes and media type of what was pasted or uploaded: one of the two, not both."""
    pasted = form.text.data or ""
    if upload is None or not upload.filename:
        if not pasted.strip():
            raise Invalid("text", "Paste the text of the article, or choose a file.")
        return pasted.encode("utf-8", "surrogatepass"), "text/plain"
    if pasted.strip():
        raise Invalid("upload", "Paste the text or choose a file, not both.")
    media_type = MEDIA_TYPES.get(Path(upload.filename).suffix.lower())
    if media_type is None:
        raise Invalid("upload", "Only .txt and .html files can be read.")
    return upload.stream.read(), media_type


def _revision(value: str | None) -> int:
    if not (value or "").isdigit():
        raise DomainError("This form does not say which state of the article it was made from. Reload the page.")
    return int(value or 0)


def _refused(form: ParticularsForm, refusal: Invalid, template: str, **context: object) -> ResponseReturnValue:
    """The form again, with everything typed and the refusal beside its field."""
    db.session.rollback()
    if refusal.message:
        add_error(form, refusal)
    return respond(template, template, status=422, form=form, **context)
