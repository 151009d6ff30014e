"""Notes on the reliability of a source over HTTP."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.sources import reliability
from factcheck.sources.forms import SourceNoteForm
from factcheck.sources.models import Source, SourceNote
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text

bp = Blueprint("reliability", __name__)


@bp.route("/sources/<int:source_id>/notes/new", methods=["GET", "POST"])
def create(source_id: int) -> ResponseReturnValue:
    """Add a note on the reliability of a source."""
    source = db.get_or_404(Source, source_id)
    require(current_user(), Permission.EDIT_SOURCE, source)
    if request.method == "GET":
        return render_form("sources/new_note.html", SourceNoteForm(), source=source)
    form = SourceNoteForm(request.form)
    added = submit(form, lambda: reliability.add(current_user(), source, text(form.note), text(form.reason)))
    if isinstance(added, Refused):
        return render_form("sources/new_note.html", form, added, source=source)
    return _to_source(added, _("Note added. It is shown wherever this source is used."))


@bp.post("/sources/notes/<int:source_note_id>/remove")
def remove(source_note_id: int) -> ResponseReturnValue:
    """Remove a note; the notice offers to undo it."""
    row = db.get_or_404(SourceNote, source_note_id)
    reliability.remove(current_user(), row)
    return _to_source(row, _("Note removed."))


def _to_source(row: SourceNote, message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("sources.show", source_id=row.source_id), message)
