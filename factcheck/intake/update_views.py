"""The page on which a new version of an article is added."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles import queries
from factcheck.articles.medium import Medium
from factcheck.articles.models import Article, Version
from factcheck.articles.versions.opening import opening_key
from factcheck.db import db, read_only
from factcheck.documents.encodings.decoding import decode
from factcheck.documents.formats import PLAIN
from factcheck.documents.text import Unreadable, clean
from factcheck.drafts import files
from factcheck.errors import Conflict
from factcheck.intake import service
from factcheck.intake.files import uploads
from factcheck.intake.files.fetch_record import remember_fetch
from factcheck.intake.files.fetched_page import file_of_request
from factcheck.intake.forms import UpdateForm
from factcheck.intake.reading.article_reader import read_again
from factcheck.intake.reading_notices import SAVED_PAGES, tell_how, tell_left_out
from factcheck.intake.update_preview import files_after, refuse_stale, render_preview, take
from factcheck.jobs.service import unfinished
from factcheck.storage import store
from factcheck.storage.models import StoredFile
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text

bp = Blueprint("article_updates", __name__, url_prefix="/articles")


@bp.route("/<int:article_id>/update", methods=["GET", "POST"])
@takes_uploads
def update(article_id: int) -> ResponseReturnValue:
    """Paste or upload the current text, and look at it; then its marks are carried over, with a progress page."""
    article = db.get_or_404(Article, article_id)
    if request.method == "GET":
        return _begin(article)
    form = UpdateForm(request.form)
    with read_only():
        file = file_of_request(form)
    if choice := request.form.get("choice", ""):
        return _look(article, form, file, choice)
    version = submit(form, lambda: _freeze(article, form, file))
    if isinstance(version, Refused):
        return _refused(article, form, file, version)
    uploads.done(current_user(), request.path, form, file)
    return commit_and_redirect(progress_of(version))


def _look(article: Article, form: UpdateForm, file: uploads.File | None, choice: str) -> ResponseReturnValue:
    """Before anything is frozen: the text line by line, or with everything that was chosen back to the text."""
    with read_only():
        uploads.store_ahead(current_user(), request.path, file)
    if choice == "text":
        uploads.keep(current_user(), request.path, form, file)
        return _form(article, form)
    taken = submit(form, lambda: take(article, form, file))
    if isinstance(taken, Refused):
        return _refused(article, form, file, taken)
    uploads.keep(current_user(), request.path, form, taken)
    return render_preview(article, form, taken)


def _begin(article: Article) -> ResponseReturnValue:
    """The form, with a file that was kept for it; with the newest text to be read again, if its address asks for it."""
    form = UpdateForm(seen=str(article.newest.number), text=request.args.get("url", ""))
    waiting = files.waiting(current_user(), request.path)
    if waiting:
        uploads.kept_file(current_user(), request.path, form, waiting[0].sha256)
    if "again" in request.args:
        form.text.data = _text_as_it_came(article)
    return _form(article, form)


def _text_as_it_came(article: Article) -> str:
    """The plain text from which the newest version was made, to be read in another way; empty if it was a page."""
    file = db.session.get_one(StoredFile, article.newest.raw_sha256)
    if file.media_type != PLAIN:
        return ""
    try:
        return clean(decode(store.get(file.sha256)).text)
    except (Unreadable, store.Damaged):
        return ""


def _freeze(article: Article, form: UpdateForm, file: uploads.File | None) -> Version:
    manner, title, edits = form.manner(), text(form.title), form.edits()
    how: Any = {"manner": manner, "edits": edits, "is_titled": article.medium is Medium.ARTICLE}
    with uploads.refusing_file(file):
        with read_only():
            raw = uploads.raw_of(form, file)
            refuse_stale(article, form, file)
            found = read_again(*raw, title, article.title, **how)  # kept for `update`
        remember_fetch(current_user().id, form.fetched)
        seen, actor = form.seen_number(), current_user()
        version = service.update(actor, article, *raw, seen_number=seen, title=title, manner=manner, edits=edits)
    if not form.is_previewed:
        tell_how(article, found.how, manner, file.name if file else "")
        tell_left_out(version, is_page=found.how.media_type in SAVED_PAGES)
    return version


def progress_of(version: Version) -> str:
    """The progress page of a version in preparation; its job is enqueued when it is added."""
    job = unfinished(opening_key(version))
    if job is None:
        return url_for("article_versions.versions", article_id=version.article_id)
    return url_for("jobs.show", job_id=job.id)


def _form(article: Article, form: UpdateForm, refused: Refused | None = None) -> ResponseReturnValue:
    waiting = db.session.scalars(queries.waiting(article.id)).first()
    context = {"article": article, "newest": article.newest, "in_preparation": waiting, "waiting": files_after(form)}
    return render_form("intake/update.html", form, refused, **context)


def _refused(article: Article, form: UpdateForm, file: uploads.File | None, refused: Refused) -> ResponseReturnValue:
    """The form again, with all input; if sent again, it follows the newest version."""
    uploads.keep(current_user(), request.path, form, file)
    uploads.offer_choices(form, refused)
    if isinstance(refused.refusal, Conflict):
        form.seen.data = str(article.newest.number)
    is_of_text = any(form[name].errors for name in ("text", "upload", "format", "paragraphs", "charset"))
    if form.is_previewed and not is_of_text:
        return render_preview(article, form, file, refused)
    return _form(article, form, refused)
