"""The preview of a new version, line by line, with what is new in it."""

from __future__ import annotations

import json

from flask import request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles.details import ArticleDetails
from factcheck.articles.models import Article
from factcheck.articles.versions.opening import newest_text
from factcheck.db import read_only
from factcheck.documents.left_out import shown as shown_parts
from factcheck.documents.left_out import stored
from factcheck.documents.text import SEPARATOR
from factcheck.drafts import files
from factcheck.errors import Invalid
from factcheck.i18n import _
from factcheck.intake.files import file_queue, uploads
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import UpdateForm
from factcheck.intake.reading.article_reader import read_again
from factcheck.intake.reading.line_edits import OFFERED
from factcheck.intake.reading.preview import MAX_LINES, Preview, preview
from factcheck.intake.reading_notices import line_kinds, notices
from factcheck.web.drafts import DraftFile
from factcheck.web.forms import Refused, render_form
from factcheck.web.input.fields import text


def take(article: Article, form: UpdateForm, file: File | None) -> File | None:
    """The file whose text is looked at: of several, the first that can be read, and the others wait."""
    chosen = [it for it in request.files.getlist("upload") if it.filename]
    if len(chosen) > 1:
        if text(form.text):
            raise Invalid("upload", _(uploads.NOT_BOTH))
        file = file_queue.accept(form, chosen)
    with read_only():
        look_at(article, form, file)
    return file


def look_at(article: Article, form: UpdateForm, file: File | None) -> Preview:
    """The text as it will be frozen; lines that only say the headline again are removed at first.

    When the text is another than was shown, its lines are looked at as for the first time.
    """
    with uploads.refusing_file(file):
        raw = uploads.raw_of(form, file)
        headline = read_again(*raw, text(form.title), article.title, manner=form.manner()).headline
        details = ArticleDetails(headline, language=article.language, medium=article.medium)
        found = preview(*raw, details, form.manner(), form.edits() if form.is_previewed else None)
        if form.is_previewed and found.shown == form.shown.data:
            return found
        found = preview(*raw, details, form.manner())
    form.removed.data = [line.key for line in found.lines if line.is_removed]
    form.kinds.data, form.shown.data = [], found.shown
    form.guessed.data = json.dumps({"title": headline}, ensure_ascii=False)
    return found


def refuse_stale(article: Article, form: UpdateForm, file: File | None) -> None:
    """Raise Invalid when the text would not be frozen as its preview showed it."""
    was_shown = form.shown.data
    if form.is_previewed and look_at(article, form, file).shown != was_shown:
        raise Invalid("lines", _("The lines have changed since you saw them. Check them, then add the version."))


def render_preview(
    article: Article, form: UpdateForm, file: File | None, refused: Refused | None = None
) -> ResponseReturnValue:
    """The page of the preview."""
    with read_only():
        found = look_at(article, form, file)
        before = set(newest_text(article).split(SEPARATOR))
    new = {line.key for line in found.lines if line.text not in before and not line.is_removed}
    return render_form(
        "intake/update_preview.html",
        form,
        refused,
        article=article,
        newest=article.newest,
        preview=found,
        lines=found.lines[:MAX_LINES],
        new=new,
        offered=OFFERED,
        line_kinds=line_kinds(),
        notices=notices(found.how, form.manner(), file.name if file else ""),
        left_out=shown_parts(stored(found.left_out)),
        waiting=files_after(form),
    )


def files_after(form: UpdateForm) -> list[DraftFile]:
    """The files that wait until the one in the form is added."""
    return [it for it in files.waiting(current_user(), request.path) if it.sha256 != form.kept_file.data]
