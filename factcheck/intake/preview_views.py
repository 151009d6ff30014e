"""The preview of a text, line by line, before it is frozen; and the page on which it is entered."""

from __future__ import annotations

import json
from dataclasses import asdict

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import read_only
from factcheck.documents.languages import language_choices
from factcheck.documents.left_out import shown as shown_parts
from factcheck.documents.left_out import stored
from factcheck.drafts import files
from factcheck.drafts import service as drafts
from factcheck.errors import Invalid
from factcheck.i18n import _
from factcheck.intake.files import file_queue, reading_job, uploads
from factcheck.intake.files.picture import show_picture
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import DETAILS, ArticleForm
from factcheck.intake.reading.line_edits import OFFERED
from factcheck.intake.reading.preview import MAX_LINES, Preview, preview
from factcheck.intake.reading_notices import line_kinds, notices, origin_notices
from factcheck.processes.turns import begin_long_work
from factcheck.web.drafts import DraftFile
from factcheck.web.forms import Refused, add_error, render_form
from factcheck.web.htmx import redirect_after_write

bp = Blueprint("article_preview", __name__, url_prefix="/articles")


@bp.get("/new/preview")
def show() -> ResponseReturnValue:
    """The lines of the text or file that the address names, as they were last edited."""
    if not {"file", "text"} & request.args.keys():
        abort(404)
    found = _entered()
    if found is None:
        flash(_("That preview is no longer available. Its text was changed since, added or discarded."), "info")
        return redirect_after_write(url_for("intake.create"))
    return _shown(*found)


def _shown(form: ArticleForm, file: File | None) -> ResponseReturnValue:
    """The preview; the page of the job while the file is being read; the form with the reason if it can't be read."""
    if file and (job := reading_job.waiting(current_user(), form, file)):
        return redirect(url_for("jobs.show", job_id=job.id))
    if reading_job.is_long(file):
        begin_long_work()
    form.validate()
    for name in DETAILS:  # what is missing is an error when the text is added, not before
        form[name].errors = []
    try:
        with read_only():
            return render_preview(form, file)
    except Invalid as refusal:
        add_error(form, refusal)
        return render_add(form, Refused(refusal.status, refusal))


def _entered() -> tuple[ArticleForm, File | None] | None:
    """The form and the file that the address asks for; None where they are no longer kept."""
    user, url = current_user(), url_for("intake.create")
    form = file_queue.form_of_draft(file_queue.path_of_preview(**request.args))
    if "file" in request.args:
        form.text.data = ""
        file = uploads.kept_file(user, url, form, request.args["file"])
        return (form, file) if file else None
    is_same = file_queue.text_key(form.text.data or "") == request.args.get("text")
    return (form, None) if is_same and form.text.data else None


def look_at(form: ArticleForm, file: File | None) -> Preview:
    """The text as it will be frozen. Before the first preview, blank fields are filled with what is guessed.

    When the lines are others than were shown, those that say the headline again are removed, as at first. Raises
    Invalid naming `text` or `upload` when it can't be read.
    """
    with uploads.refusing_file(file):
        edits = form.edits() if form.is_previewed else None
        found = preview(*uploads.raw_of(form, file), form.details(), form.manner(), edits)
    if edits is None:
        values = {name: str(value or "") for name, value in asdict(found.details).items()}
        for name in DETAILS:
            form[name].data = form[name].data or values[name]
        form.removed.data = [line.key for line in found.lines if line.is_removed]
        form.guessed.data = json.dumps(values, ensure_ascii=False)
        form.takes_notes.data = found.notes.found > 0
    elif found.shown != form.shown.data:
        form.removed.data = [*(form.removed.data or ()), *found.repeated]
        form.shown.data = found.shown
        return look_at(form, file)
    form.shown.data = found.shown
    return found


def refuse_stale(form: ArticleForm, file: File | None) -> None:
    """Raise Invalid when the text would not be frozen as its preview showed it."""
    was_shown = form.shown.data
    if form.is_previewed and look_at(form, file).shown != was_shown:
        raise Invalid("lines", _("The lines have changed since you saw them. Check them, then add the article."))


def render_preview(form: ArticleForm, file: File | None, refused: Refused | None = None) -> ResponseReturnValue:
    """The page of the preview."""
    found = look_at(form, file)
    form.source.data = file_queue.preview_url(form, file)
    form.offer_chapters(found.chapters)
    show_picture(current_user(), form)
    return render_form(
        "intake/preview.html",
        form,
        refused,
        preview=found,
        **language_choices(),
        lines=found.lines[:MAX_LINES],
        offered=OFFERED,
        line_kinds=line_kinds(),
        origins=origin_notices(found.origins),
        notices=notices(found.how, form.manner(), file.name if file else ""),
        left_out=shown_parts(stored(found.left_out)),
        waiting=_waiting(form),
        draft=drafts.of(current_user(), file_queue.draft_form(form.source.data)),
        draft_form=file_queue.draft_form(form.source.data),
    )


def render_add(form: ArticleForm, refused: Refused | None = None, **context: object) -> ResponseReturnValue:
    """The page on which a text is entered, with everything that was typed and chosen."""
    if refused is not None:
        uploads.offer_choices(form, refused)
    show_picture(current_user(), form)
    return render_form("intake/add.html", form, refused, waiting=_waiting(form), details=DETAILS, **context)


def _waiting(form: ArticleForm) -> list[DraftFile]:
    """The files that are added after the one in the form."""
    kept = files.waiting(current_user(), url_for("intake.create"))
    return [file for file in kept if file.sha256 != form.kept_file.data]
