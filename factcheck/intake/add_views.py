"""The page on which an article is added: texts and files are entered, previewed and frozen."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage, MultiDict

from factcheck.accounts.session import current_user
from factcheck.articles.medium import medium_of
from factcheck.db import db, read_only
from factcheck.drafts import service as drafts
from factcheck.errors import Invalid
from factcheck.i18n import _
from factcheck.intake import service
from factcheck.intake.duplicate_choice import decide
from factcheck.intake.files import file_queue, reading_job, uploads
from factcheck.intake.files.fetch_record import remember_fetch
from factcheck.intake.files.fetched_page import file_of_request
from factcheck.intake.files.picture import keep_picture, read_picture
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import DETAILS, ArticleForm
from factcheck.intake.preview_views import look_at, refuse_stale, render_add, render_preview
from factcheck.intake.reading.article_reader import ReadingOptions
from factcheck.intake.reading.foreign_files import TakesLong
from factcheck.intake.reading.incoming import found_at, receive
from factcheck.web.drafts import delete_sent, known_drafts
from factcheck.web.forms import Refused, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.htmx import redirect_after_write
from factcheck.web.idempotency import commit_unkeyed

bp = Blueprint("intake", __name__, url_prefix="/articles")

OF_TEXT = (
    "text",
    "upload",
    "picture",
    "medium",
    "format",
    "paragraphs",
    "charset",
    "chapter",
)  # fields of the page on which a text is entered


@bp.route("/new", methods=["GET", "POST"])
@takes_uploads
def create() -> ResponseReturnValue:
    """Paste or upload; if the address or the text exists already, nothing is stored before a person has chosen."""
    if request.method == "GET":
        return _begin()
    form, choice = ArticleForm(request.form), request.form.get("choice", "")
    if choice in {"text", "back"}:
        return _back(form, choice)
    if choice == "skip":
        return file_queue.skip(form)
    form.is_text_only = choice == "preview"
    act = _preview if form.is_text_only else _add
    with read_only():
        file = file_of_request(form)
    answer = submit(form, lambda: act(form, file))
    return _refused(form, file, answer) if isinstance(answer, Refused) else answer


def _begin() -> ResponseReturnValue:
    """The form with the file that was kept for it; with its draft, or that of a preview, if the address asks for it."""
    user = current_user()
    preview = request.args.get("draft", "")
    draft = drafts.of(user, file_queue.draft_form(preview if preview.startswith("/") else ""))
    is_restored = draft is not None and "draft" in request.args
    form = ArticleForm(MultiDict(draft.fields) if draft and is_restored else None)
    if not is_restored and request.args.get("medium"):
        form.medium.data = medium_of(request.args["medium"]).value
        form.name_fields()
    file_queue.offer_file(user, form, preview)
    return render_add(form, draft=draft, is_restored=is_restored)


def _preview(form: ArticleForm, file: File | None) -> ResponseReturnValue:
    """Keep what came, and show it line by line before anything is frozen."""
    with read_only():
        read_picture(form)
        uploads.store_ahead(current_user(), request.path, file)
    before = form.source.data or ""
    chosen = [it for it in request.files.getlist("upload") if it.filename]
    if len(chosen) > 1:
        file = _accept(form, chosen)
    _forget_guesses(form, file)
    takes_long = len(chosen) < 2 and not _look(form, file)
    form.canonical_url.data = form.canonical_url.data or form.fetched_from
    keep_picture(current_user(), form)
    uploads.keep(current_user(), request.path, form, file)
    file_queue.keep_or_refuse(form)
    _let_go_replaced(form, before)
    where = file_queue.preview_url(form, file)
    if takes_long and file is not None:
        job = reading_job.queue(current_user(), form, file, where)
        where = url_for("jobs.show", job_id=job.id)
    commit_unkeyed()
    return redirect_after_write(where)


def _let_go_replaced(form: ArticleForm, before: str) -> None:
    """Delete the draft of the text as it was typed, if its page sent this, and that of its preview before a change."""
    delete_sent(current_user().id, request.path, known_drafts(request.form) or ())
    if before != form.source.data:
        file_queue.let_go_draft(before)


def _look(form: ArticleForm, file: File | None) -> bool:
    """Look at the text, so that it is refused at once if it can't be read; False for a file that takes long."""
    try:
        with uploads.refusing_file(file), read_only():
            if reading_job.is_large(form, file):
                return False
            look_at(form, file)
    except TakesLong:
        return False
    return True


def _accept(form: ArticleForm, chosen: list[FileStorage]) -> File:
    """Take several files, of which one after another is added."""
    if (form.text.data or "").strip():
        raise Invalid("upload", _(uploads.NOT_BOTH))
    return file_queue.accept(form, chosen)


def _forget_guesses(form: ArticleForm, file: File | None) -> None:
    """Of another text than was previewed, guess again; what a person typed stays."""
    source = file_queue.preview_url(form, file)
    if form.source.data == source:
        return
    guessed = form.guessed_details()
    if form.source.data:
        form.quote.data = ""
    for name in DETAILS:
        if form.is_previewed and form[name].data == guessed.get(name):
            form[name].data = ""
    form.source.data, form.shown.data, form.guessed.data = source, "", ""
    form.removed.data, form.kinds.data = [], []


def _add(form: ArticleForm, file: File | None) -> ResponseReturnValue:
    with uploads.refusing_file(file):
        with read_only():
            raw = uploads.raw_of(form, file)
            options = ReadingOptions(form.is_known_undated, form.manner(), form.edits(), form.is_previewed)
            incoming = found_at(receive(*raw, form.details(), options), form.fetched_from)
            refuse_stale(form, file)
            service.prepare(current_user(), incoming)
        remember_fetch(current_user().id, form.fetched)
        return decide(form, incoming, file)


def _back(form: ArticleForm, choice: str) -> ResponseReturnValue:
    """Back to the text, or to the preview, with everything that was typed and chosen."""
    file = uploads.chosen(current_user(), request.path, form, None)
    form.source.data = file_queue.preview_url(form, file)
    file_queue.keep(form, file)
    delete_sent(current_user().id, request.path, known_drafts(request.form) or ())
    where = url_for("intake.create", draft=form.source.data) if choice == "text" else form.source.data
    db.session.commit()
    return redirect_after_write(where)


def _refused(form: ArticleForm, file: File | None, refused: Refused) -> ResponseReturnValue:
    """The form again, with everything typed and chosen: that of the text, or that of the preview."""
    with read_only():
        if not form.is_previewed:
            uploads.fill(form, file)
        uploads.store_ahead(current_user(), request.path, file)
    keep_picture(current_user(), form)
    uploads.keep(current_user(), request.path, form, file)
    if not any(form[name].errors for name in OF_TEXT):
        return render_preview(form, file, refused)
    for name in DETAILS:  # they are asked for with the preview
        form[name].errors = []
    return render_add(form, refused)
