"""A text or an address that is here already: both are shown side by side, and a person chooses what to do."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.articles import service as articles
from factcheck.articles.models import Article
from factcheck.articles.versions.diff import count_words
from factcheck.db import db, read_only
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _
from factcheck.intake import duplicates, service
from factcheck.intake.files import file_queue
from factcheck.intake.files.picture import add_picture
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import DETAILS, ArticleForm
from factcheck.intake.reading.incoming import Incoming
from factcheck.intake.reading_notices import tell_reading
from factcheck.intake.update_views import progress_of
from factcheck.web.htmx import redirect_after_write
from factcheck.web.input.numbers import number

MAX_COMPARED = 3  # existing articles that are shown with what differs; of more only the names
MAX_LISTED = 20


def decide(form: ArticleForm, incoming: Incoming, file: File | None) -> ResponseReturnValue:
    """Do what the pressed button says; without one, add the article unless it is here already."""
    choice, _dash, value = request.form.get("choice", "").partition("-")
    if choice == "version":
        return _add_version(form, incoming, file, value)
    if choice == "open":
        return _open(form, incoming, file, value)
    takes_notes = bool(form.takes_notes.data)
    added = service.add_incoming(current_user(), incoming, is_separate=choice == "separate", takes_notes=takes_notes)
    if not added.is_new:
        return _ask(form, incoming, file)
    add_picture(current_user(), form, added.article)
    tell_reading(added.article.newest, incoming.how, form, file)
    return file_queue.done(form, file, _where(added.article, form), added.article.title)


def _where(article: Article, form: ArticleForm) -> str:
    """The article, or the words that were selected on its page before it was added."""
    words = form.quote.data or ""
    if words and len(words) <= MAX_QUOTE:
        return url_for("quote_search.find", article_id=article.id, q=words)
    return url_for("desk.workbench", article_id=article.id)


def _add_version(form: ArticleForm, incoming: Incoming, file: File | None, value: str) -> ResponseReturnValue:
    """The next version of an existing article, as it was shown; with its details, if that was ticked."""
    article_id, seen, revision = _numbers(value, 3)
    article, actor = db.get_or_404(Article, article_id), current_user()
    try:
        version = service.update(
            actor,
            article,
            incoming.raw,
            incoming.media_type,
            seen_number=seen,
            title=incoming.details.title,
            manner=form.manner(),
            edits=incoming.edits,
        )
        if request.form.get("take_details") == str(article_id):
            articles.edit(actor, article, duplicates.merged(article, incoming.details), revision)
    except (Conflict, Invalid) as refusal:
        return _ask(form, incoming, file, refusal.message)
    tell_reading(version, incoming.how, form, file)
    return file_queue.done(form, file, progress_of(version), article.title)


def _open(form: ArticleForm, incoming: Incoming, file: File | None, value: str) -> ResponseReturnValue:
    """Go to an existing article. What came is let go if that has it all; else it stays a draft, and this is said."""
    article = db.get_or_404(Article, _numbers(value, 1)[0])
    where = _where(article, form)
    existing = duplicates.compare(article, incoming)
    if existing.same and not existing.details:
        return file_queue.done(form, file, where)
    file_queue.keep(form, file)
    flash(_("What you entered wasn’t added. It’s kept as an unsaved draft under “Add an article”."), "info")
    return redirect_after_write(where)


def _ask(form: ArticleForm, incoming: Incoming, file: File | None, message: str = "") -> ResponseReturnValue:
    """What is here already, and how it differs; all that was typed and chosen is kept meanwhile."""
    db.session.rollback()
    file_queue.keep(form, file)
    with read_only():  # comparing long texts takes a while, in which others may write
        found = db.session.scalars(duplicates.same(incoming).limit(MAX_LISTED + 1)).all()
        page = render_template(
            "intake/existing_articles.html",
            form=form,
            details=DETAILS,
            incoming=incoming,
            words=count_words(incoming.whole.text),
            known=[duplicates.compare(article, incoming) for article in found[:MAX_COMPARED]],
            others=found[MAX_COMPARED:MAX_LISTED],
            has_more=len(found) > MAX_LISTED,
            count_words=count_words,
            message=message,
        )
    return page, 409


def _numbers(value: str, count: int) -> list[int]:
    """The numbers that a button carries; of what no page of ours sends, those of nothing."""
    numbers = [it for it in (number(part) for part in value.split("-", count)) if it is not None]
    return numbers if len(numbers) == count and value.count("-") == count - 1 else [0] * count
