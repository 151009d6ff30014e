"""Sources over HTTP: the library, and one source with its details."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.evidence import queries, service
from factcheck.evidence.forms import SourceForm
from factcheck.evidence.models import Source
from factcheck.fulltext.questions import question as as_question
from factcheck.i18n import _
from factcheck.web.forms import render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.long_searches import asked, count_of, question, shared
from factcheck.web.paging import page

bp = Blueprint("sources", __name__)


@bp.route("/sources", methods=["GET", "POST"])
@question
def index() -> ResponseReturnValue:
    """The library."""
    if answer := shared("sources.index"):
        return answer
    values = {name: asked().get(name, "") for name in ("q", "state")}
    rows = queries.sources(values["q"], archived=values["state"] == "archived")
    listed = page(rows, Source.id)
    uses = db.session.execute(queries.uses([source.id for source in listed.items])).all()
    context: dict[str, Any] = {
        "page": listed,
        "uses": {row[0]: row[1] for row in uses},
        "asked": values,
        "found": count_of(rows, Source.id) if any(values.values()) else None,
        "is_cut": as_question(values["q"]).is_cut,
    }
    return respond("evidence/sources.html", "evidence/_sources.html", **context)


@bp.route("/sources/<int:source_id>", methods=["GET", "POST"])
def show(source_id: int) -> ResponseReturnValue:
    """One source: the claims it is used for, and its form."""
    source = db.get_or_404(Source, source_id)
    uses = db.session.scalars(queries.of_source(source_id)).all()
    if request.method == "GET":
        return render_form("evidence/source.html", SourceForm.of(source), source=source, uses=uses)
    form = SourceForm(request.form)
    refused = submit(
        form,
        lambda: service.edit_source(current_user(), source, form.source(), form.seen_revision()),
        current=lambda: SourceForm.of(source),
    )
    if refused:
        return render_form("evidence/source.html", form, refused, source=source, uses=uses)
    return commit_and_redirect(url_for("sources.show", source_id=source_id), _("Saved."))


@bp.post("/sources/<int:source_id>/archive")
def archive(source_id: int) -> ResponseReturnValue:
    """Archive a source; the notice says how to restore it."""
    source = db.get_or_404(Source, source_id)
    service.archive_source(current_user(), source)
    return _to_source(source, _("Source archived. Evidence that uses it is unchanged. You can restore it below."))


@bp.post("/sources/<int:source_id>/restore")
def restore(source_id: int) -> ResponseReturnValue:
    """Restore a source."""
    source = db.get_or_404(Source, source_id)
    service.restore_source(current_user(), source)
    return _to_source(source, _("Restored."))


def _to_source(source: Source, message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("sources.show", source_id=source.id), message, "info")
