"""The page on which an article is added; if it exists already, both are shown and a person chooses."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from flask import Blueprint, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from factcheck.accounts.session import current_user
from factcheck.articles import service as articles
from factcheck.articles.diff import count_words
from factcheck.articles.models import Article
from factcheck.db import db, read_only
from factcheck.documents.languages import COMMON, named
from factcheck.drafts import service as drafts
from factcheck.drafts.views import fields_of
from factcheck.errors import Conflict, Invalid, TooLarge
from factcheck.i18n import _
from factcheck.intake import duplicates, service, uploads
from factcheck.intake.forms import ArticleForm
from factcheck.intake.incoming import Incoming, receive
from factcheck.intake.reading_notices import SAVED_PAGES, tell_how, tell_left_out
from factcheck.intake.update_views import progress_of
from factcheck.intake.uploads import File
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.htmx import redirect_after_write
from factcheck.web.idempotency import commit
from factcheck.web.input.numbers import number

bp = Blueprint("intake", __name__, url_prefix="/articles")

COMPARED = 3  # existing articles that are shown with their differences; of more only the names
LISTED = 20


@bp.route("/new", methods=["GET", "POST"])
@takes_uploads
def create() -> ResponseReturnValue:
    """Paste or upload; if the address or the text exists already, nothing is stored before a person has chosen."""
    if request.method == "GET":
        return _begin()
    form = ArticleForm(request.form)
    with read_only():
        file = uploads.chosen(current_user(), request.path, form, request.files.get("upload"))
    answer = submit(form, lambda: _receive(form, file))
    return _refused(form, file, answer) if isinstance(answer, Refused) else answer


def _receive(form: ArticleForm, file: File | None) -> ResponseReturnValue:
    with uploads.refusing_file(file):
        with read_only():
            raw, is_undated = uploads.raw_of(form, file), bool(form.is_undated.data)
            incoming = receive(*raw, form.details(), is_undated=is_undated, manner=form.manner())
            service.prepare(current_user(), _home(), incoming)
        return _decide(form, incoming, file)


def _begin() -> ResponseReturnValue:
    """The form, with a file that was kept for it; with the draft, too, if its address asks for it (without scripts)."""
    user = current_user()
    draft = drafts.of(user, request.path)
    is_restored = draft is not None and "draft" in request.args
    form = ArticleForm(MultiDict(draft.fields) if draft and is_restored else None)
    uploads.offer(user, request.path, form)
    return _form(form, draft=draft, is_restored=is_restored)


def _decide(form: ArticleForm, incoming: Incoming, file: File | None) -> ResponseReturnValue:
    """Do what the button says; the first time there is none."""
    choice, _dash, value = request.form.get("choice", "").partition("-")
    if choice == "back":
        uploads.keep(current_user(), request.path, form, file)
        return _form(form)
    if choice == "version":
        return _add_version(form, incoming, file, value)
    if choice == "open":
        return _open(form, incoming, file, value)
    added = service.add_incoming(current_user(), _home(), incoming, is_separate=choice == "separate")
    if not added.is_new:
        return _ask(form, incoming, file)
    if not form.details().language:
        flash(_("Language according to the file: %(language)s.", language=named(added.article.language)), "info")
    tell_how(added.article, incoming.how, form.manner(), file.name if file else "")
    tell_left_out(added.article.newest, is_page=incoming.how.media_type in SAVED_PAGES)
    return _done(form, file, url_for("desk.workbench", article_id=added.article.id))


def _add_version(form: ArticleForm, incoming: Incoming, file: File | None, value: str) -> ResponseReturnValue:
    """Add the next version of an existing article, as it was shown; with its details, if that was ticked."""
    article_id, seen, revision = _numbers(value, 3)
    article, actor = db.get_or_404(Article, article_id), current_user()
    try:
        title, raw = incoming.details.title, (incoming.raw, incoming.media_type)
        version = service.update(actor, _home(), article, *raw, seen_number=seen, title=title, manner=form.manner())
        if request.form.get("take_details") == str(article_id):
            articles.edit(actor, article, duplicates.merged(article, incoming.details), revision)
    except (Conflict, Invalid) as refusal:
        return _ask(form, incoming, file, refusal.message)
    tell_how(article, incoming.how, form.manner(), file.name if file else "")
    tell_left_out(version, is_page=incoming.how.media_type in SAVED_PAGES)
    return _done(form, file, progress_of(version))


def _open(form: ArticleForm, incoming: Incoming, file: File | None, value: str) -> ResponseReturnValue:
    """Redirect to an existing article. The input is deleted if that has all of it; otherwise it is kept as a draft."""
    article = db.get_or_404(Article, _numbers(value, 1)[0])
    where = url_for("desk.workbench", article_id=article.id)
    known = duplicates.compare(article, incoming)
    if known.same and not known.details:
        return _done(form, file, where)
    _keep(form, file)
    flash(_("What you entered wasn’t added. It’s kept as an unsaved draft under “Add an article”."), "info")
    return redirect_after_write(where)


def _ask(form: ArticleForm, incoming: Incoming, file: File | None, message: str = "") -> ResponseReturnValue:
    """The page with the existing articles and their differences; all input is kept meanwhile."""
    db.session.rollback()
    _keep(form, file)
    with read_only():  # comparing long texts is slow, so it is done outside the writers' lock
        existing = db.session.scalars(duplicates.same(incoming).limit(LISTED + 1)).all()
        page = render_template(
            "intake/existing_articles.html",
            form=form,
            incoming=incoming,
            words=count_words(incoming.whole.text),
            known=[duplicates.compare(article, incoming) for article in existing[:COMPARED]],
            others=existing[COMPARED:LISTED],
            has_more=len(existing) > LISTED,
            count_words=count_words,
            message=message,
        )
    return page, 409


def _keep(form: ArticleForm, file: File | None) -> None:
    """Keep the input as the draft of the form, and the file."""
    with suppress(TooLarge):
        title = _("A new article")
        drafts.keep(current_user(), request.path, request.path, title, fields_of(request.form))
    uploads.keep(current_user(), request.path, form, file)


def _done(form: ArticleForm, file: File | None, where: str) -> ResponseReturnValue:
    uploads.done(current_user(), request.path, form, file)
    commit(where)
    return redirect_after_write(where)


def _home() -> Path:
    home: Path = current_app.extensions["settings"].home
    return home


def _numbers(value: str, count: int) -> list[int]:
    """The numbers in the value of a button; none for values that no page of ours sends."""
    numbers = [number(part) for part in value.split("-", count)]
    known = [it for it in numbers if it is not None]
    return known if len(numbers) == len(known) == count else [0] * count


def _form(form: ArticleForm, refused: Refused | None = None, **context: object) -> ResponseReturnValue:
    return render_form("intake/add.html", form, refused, languages=COMMON, **context)


def _refused(form: ArticleForm, file: File | None, refused: Refused) -> ResponseReturnValue:
    """The form again, with all input."""
    with read_only():
        uploads.fill(form, file)
    uploads.keep(current_user(), request.path, form, file)
    uploads.offer_choices(form, refused)
    return _form(form, refused)
