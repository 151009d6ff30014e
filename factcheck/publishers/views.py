"""Publishers over HTTP: their list, one of them with its sources, editing, and names while one types."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.fulltext.questions import question as as_question
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.publishers import queries, service
from factcheck.publishers.forms import PublisherForm
from factcheck.publishers.models import Publisher
from factcheck.sources.models import Source
from factcheck.web.forms import render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.long_searches import count_of, question
from factcheck.web.paging import page

bp = Blueprint("publishers", __name__)
OFFERED = 8  # names offered while one types


@bp.get("/publishers")
def index() -> ResponseReturnValue:
    """The publishers of the library, by name."""
    words = request.args.get("q", "").strip()
    rows = queries.publishers(as_question(words) if words else None)
    listed = page(rows, func.lower(Publisher.name), Publisher.id, descending=False)
    counts = dict(db.session.execute(queries.source_counts([it.id for it in listed.items])).all())
    context: dict[str, Any] = {"page": listed, "counts": counts, "q": words, "total": count_of(rows, Publisher.id)}
    return respond("publishers/index.html", "publishers/_publishers.html", **context)


@bp.post("/publishers/names")
@question
def names() -> ResponseReturnValue:
    """The names that begin with what is typed as the publisher of a source, or as a parent."""
    typed = (request.form.get("publisher") or request.form.get("parent") or "").strip()
    found = db.session.scalars(queries.names_like(typed).limit(OFFERED)).all() if typed else []
    return respond("publishers/names.html", "publishers/_names.html", found=found)


@bp.get("/publishers/<int:publisher_id>")
def show(publisher_id: int) -> ResponseReturnValue:
    """One publisher: its names, its place among others, and its sources; one that became an alias leads on."""
    publisher = db.get_or_404(Publisher, publisher_id)
    if publisher.archived_at is not None and (other := queries.of_name(publisher.name)):
        return redirect(url_for(".show", publisher_id=other.id), 301)
    _refuse_hidden(publisher)
    rows = queries.sources_of(publisher_id)
    context: dict[str, Any] = {
        "publisher": publisher,
        "page": page(rows, Source.id),
        "total": count_of(rows, Source.id),
    }
    context["children"] = db.session.scalars(queries.children_of(publisher_id)).all()
    return respond("publishers/show.html", "publishers/_sources.html", **context)


def _refuse_hidden(publisher: Publisher) -> None:
    """404 if all that is there of a publisher is of sources that this person may not see."""
    db.first_or_404(queries.publishers().where(Publisher.id == publisher.id))


@bp.route("/publishers/<int:publisher_id>/edit", methods=["GET", "POST"])
def edit(publisher_id: int) -> ResponseReturnValue:
    """Edit a publisher."""
    publisher = db.get_or_404(Publisher, publisher_id)
    require(current_user(), Permission.EDIT_PUBLISHER, publisher)
    _refuse_hidden(publisher)
    if request.method == "GET":
        return render_form("publishers/edit.html", PublisherForm.of(publisher), publisher=publisher)
    form = PublisherForm(request.form)
    refused = submit(
        form,
        lambda: service.edit(current_user(), publisher, form.details(), form.seen_revision()),
        current=lambda: PublisherForm.of(publisher),
    )
    if refused:
        return render_form("publishers/edit.html", form, refused, publisher=publisher)
    return commit_and_redirect(url_for(".show", publisher_id=publisher_id), _("Saved."), "success")
