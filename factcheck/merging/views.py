"""Merging over HTTP: records that may be one source, both side by side, the merge, and undoing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.i18n import _
from factcheck.merging import fields, moving, queries, service
from factcheck.merging.forms import MergeForm
from factcheck.merging.models import IdentityKey, SourceMerge
from factcheck.merging.proposals import pairs
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source
from factcheck.sources.queries import library
from factcheck.urls import path_of_site
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.long_searches import count_of
from factcheck.web.paging import page

bp = Blueprint("merging", __name__)
SOURCE_IDS = frozenset({"source_id", "other_source_id"})  # arguments in addresses
OFFERED = 8  # sources that a search for the other record lists


@bp.get("/sources/duplicates")
def index() -> ResponseReturnValue:
    """The records that may be one source and that nobody decided on."""
    rows = queries.proposals()
    listed = page(rows, IdentityKey.id)
    context: dict[str, Any] = {"page": listed, "pairs": pairs(listed.items), "total": count_of(rows, IdentityKey.id)}
    return respond("merging/index.html", "merging/_proposals.html", **context)


@bp.get("/sources/<int:source_id>/merge")
def choose(source_id: int) -> ResponseReturnValue:
    """Find the other record of a source, to compare and merge both."""
    require(current_user(), Permission.MERGE_SOURCES)
    source, words = db.get_or_404(Source, source_id), request.args.get("q", "").strip()
    rows = library(words).where(Source.id != source_id).limit(OFFERED)
    found = db.session.scalars(rows).all() if words else []
    return respond("merging/choose.html", "merging/_found.html", source=source, q=words, found=found)


@bp.route("/sources/<int:source_id>/merge/<int:other_source_id>", methods=["GET", "POST"])
def merge(source_id: int, other_source_id: int) -> ResponseReturnValue:
    """Compare two records field by field, and merge the other one into the one of `source_id`."""
    require(current_user(), Permission.MERGE_SOURCES)
    kept, other = db.get_or_404(Source, source_id), db.get_or_404(Source, other_source_id)
    if kept is other:
        abort(404)
    if request.method == "GET":
        seen = service.revisions_of(kept, other)
        return _compared(kept, other, MergeForm.of(fields.compared(kept, other), seen))
    form = MergeForm(request.form)
    merged = submit(form, lambda: service.merge(current_user(), kept, other, form.taken.data or (), form.seen()))
    if isinstance(merged, Refused):
        return _compared(kept, other, form, merged)
    return _to_source(kept, _("Merged. The address of the other record leads here."), "success")


def _compared(kept: Source, other: Source, form: MergeForm, refused: Refused | None = None) -> ResponseReturnValue:
    context: dict[str, Any] = {"kept": kept, "other": other, "rows": fields.compared(kept, other)}
    return render_form("merging/merge.html", form, refused, moves=moving.counts(other), **context)


@bp.post("/sources/merges/<int:source_merge_id>/undo")
def unmerge(source_merge_id: int) -> ResponseReturnValue:
    """Undo a merge."""
    row = db.get_or_404(SourceMerge, source_merge_id)
    service.unmerge(current_user(), row)
    return _to_source(row.merged, _("Merge undone."), "success")


@bp.post("/sources/<int:source_id>/apart/<int:other_source_id>")
def decide(source_id: int, other_source_id: int) -> ResponseReturnValue:
    """Say that two records are two sources, or take that back (`decision` is `open`)."""
    one, other = db.get_or_404(Source, source_id), db.get_or_404(Source, other_source_id)
    is_distinct = request.form.get("decision") != "open"
    service.decide_distinct(current_user(), one, other, is_distinct=is_distinct)
    words = _("They count as two sources. They won’t be proposed again.") if is_distinct else _("Taken back.")
    back = path_of_site(request.form.get("back")) or url_for(".index")
    return commit_and_redirect(back, words, "success")


def _to_source(source: Source, message: str, category: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("sources.show", source_id=source.id), message, category)


def lead_on() -> ResponseReturnValue | None:
    """The answer to a request for the page of a merged record (301); None for any other."""
    arguments = request.view_args or {}
    ids = {arguments[name] for name in SOURCE_IDS & arguments.keys()}
    if request.method != "GET" or not ids:
        return None
    query = select(Source).where(Source.id.in_(ids), Source.merged_into_id.is_not(None))
    merged = {source.id: source.current.id for source in db.session.scalars(query)}
    if not merged:
        return None
    if merged.keys() & merged.values():  # into a source that this person may not see
        abort(404)
    current = {name: merged.get(value, value) if name in SOURCE_IDS else value for name, value in arguments.items()}
    asked = request.args.to_dict(flat=False)
    return redirect(url_for(request.endpoint or "", **{**asked, **current}), 301)
