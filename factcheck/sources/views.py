"""Sources over HTTP: the library, and one source with its details."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.citations.formats import FORMATS
from factcheck.db import db
from factcheck.fulltext.questions import question as as_question
from factcheck.i18n import _
from factcheck.sources import queries, service
from factcheck.sources.bibliography import references
from factcheck.sources.forms import SourceForm
from factcheck.sources.listing import FILTERS, found
from factcheck.sources.models import Source, SourceClass, SourceKind
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.long_searches import asked, count_of, question, shared
from factcheck.web.paging import ordered_page

bp = Blueprint("sources", __name__)


@bp.route("/sources", methods=["GET", "POST"])
@question
def index() -> ResponseReturnValue:
    """The library, by keywords, kind and class, in a chosen order."""
    return shared("sources.index") or respond("sources/index.html", "sources/_sources.html", **_library())


def _library() -> dict[str, Any]:
    """A page of the library, with how often each source is used."""
    values = {name: asked().get(name, "") for name in FILTERS}
    rows = found(values)
    listed = ordered_page(rows, queries.ORDERS, values["sort"])
    uses = db.session.execute(queries.uses([source.id for source in listed.items])).all()
    is_asked = any(values[name] for name in FILTERS if name != "sort")
    return {
        "page": listed,
        "uses": {row[0]: row[1] for row in uses},
        "asked": values,
        "formats": FORMATS,
        "found": count_of(rows, Source.id) if is_asked else None,
        "total": count_of(queries.library(), Source.id),
        "is_cut": as_question(values["q"]).is_cut,
        "orders": queries.ORDERS,
        "kinds": list(SourceKind),
        "classes": list(SourceClass),
    }


@bp.route("/sources/new", methods=["GET", "POST"])
def create() -> ResponseReturnValue:
    """Add a source; an address that the library has leads to the source that has it."""
    if request.method == "GET":
        return render_form("sources/new.html", SourceForm(url=request.args.get("url", "")), known=None)
    form = SourceForm(request.form)
    there = _known(form)
    added = submit(form, lambda: _add(form))
    if isinstance(added, Refused):
        return render_form("sources/new.html", form, added, known=there)
    return _to_source(added, _("The library already has this source.") if there else _("Source added."))


def _add(form: SourceForm) -> Source:
    return service.add(current_user(), form.source(), needs_class=True, is_confidential=form.confidential.data)


@bp.post("/sources/known")
@question
def known() -> ResponseReturnValue:
    """The source of the library with the address that is typed so far, if there is one."""
    form = SourceForm(request.form)
    return render_form("sources/new.html", form, None, "sources/_known.html", known=_known(form))


def _known(form: SourceForm) -> Source | None:
    url = form.source().url
    return service.of_address(url) if url else None


@bp.get("/sources/<int:source_id>")
def show(source_id: int) -> ResponseReturnValue:
    """One source: what the library knows of it, and the claims it is used for."""
    source = db.get_or_404(Source, source_id)
    count = dict(db.session.execute(queries.uses([source_id])).all()).get(source_id, 0)
    context: dict[str, Any] = {"count": count, "references": references(source), "formats": FORMATS}
    return respond("sources/show.html", "evidence/_uses.html", source=source, **context)


@bp.route("/sources/<int:source_id>/edit", methods=["GET", "POST"])
def edit(source_id: int) -> ResponseReturnValue:
    """Edit a source."""
    source = db.get_or_404(Source, source_id)
    if request.method == "GET":
        return render_form("sources/edit.html", SourceForm.of(source), source=source)
    form = SourceForm(request.form)
    refused = submit(
        form,
        lambda: service.edit(current_user(), source, form.source(), form.seen_revision()),
        current=lambda: SourceForm.of(source),
    )
    if refused:
        return render_form("sources/edit.html", form, refused, source=source)
    return _to_source(source, _("Saved."), "success")


@bp.post("/sources/<int:source_id>/archive")
def archive(source_id: int) -> ResponseReturnValue:
    """Archive a source; the notice says how to restore it."""
    source = db.get_or_404(Source, source_id)
    service.archive(current_user(), source)
    return _to_source(source, _("Source archived. Evidence that uses it is unchanged. You can restore it."))


@bp.post("/sources/<int:source_id>/restore")
def restore(source_id: int) -> ResponseReturnValue:
    """Restore a source."""
    source = db.get_or_404(Source, source_id)
    service.restore(current_user(), source)
    return _to_source(source, _("Restored."))


def _to_source(source: Source, message: str, category: str = "info") -> ResponseReturnValue:
    return commit_and_redirect(url_for("sources.show", source_id=source.id), message, category)
