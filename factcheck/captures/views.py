"""Captures over HTTP: asked for, uploaded, read as text, and downloaded."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.captures import article_source, service
from factcheck.captures.formats.file_types import ACCEPTED
from factcheck.captures.forms import CopyForm
from factcheck.captures.models import Capture
from factcheck.captures.quotes import marked_blocks, quoted_in
from factcheck.db import db
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source
from factcheck.storage import store
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("captures", __name__)
NOTHING_RUNS = "sandbox; default-src 'none'; frame-ancestors 'none'"  # of captured bytes, wherever they are opened


@bp.get("/sources/<int:source_id>/captures")
def index(source_id: int) -> ResponseReturnValue:
    """The captures of a source; asked for again while one is under way."""
    source = db.get_or_404(Source, source_id)
    return respond("captures/index.html", "captures/_of_source.html", source=source)


@bp.post("/sources/<int:source_id>/captures")
def create(source_id: int) -> ResponseReturnValue:
    """Capture a source from its address, once more if it was before."""
    source = db.get_or_404(Source, source_id)
    service.request(current_user(), source)
    return commit_and_redirect(_at(source), _("Capturing the page. You can leave; it goes on."), "info")


@bp.route("/sources/<int:source_id>/captures/upload", methods=["GET", "POST"])
@takes_uploads
def upload(source_id: int) -> ResponseReturnValue:
    """Keep a copy of a source that a person has as a file."""
    source, form = db.get_or_404(Source, source_id), CopyForm(request.form)
    context = {"source": source, "accepted": ACCEPTED}
    if request.method == "GET":
        require(current_user(), Permission.ADD_CAPTURE)
        return render_form("captures/upload.html", form, **context)
    answer = submit(form, lambda: form.add_to(current_user(), source), ahead=lambda: form.read(current_user(), source))
    if isinstance(answer, Refused):
        return render_form("captures/upload.html", form, answer, **context)
    return commit_and_redirect(_at(source), _("Copy added."))


@bp.get("/captures/<int:capture_id>")
def show(capture_id: int) -> ResponseReturnValue:
    """One capture: what it is, and its text; says so if the stored bytes were damaged."""
    capture = db.get_or_404(Capture, capture_id)
    places = quoted_in(capture)
    shown: dict[str, Any] = {"places": places, "blocks": marked_blocks(capture, places), "damage": _damage(capture)}
    return respond("captures/capture.html", "captures/capture.html", capture=capture, **shown)


@bp.post("/captures/<int:capture_id>/source")
def use_as_source(capture_id: int) -> ResponseReturnValue:
    """Use the captured page of an article as a source, so that its words can be quoted."""
    capture = article_source.use_as_source(current_user(), db.get_or_404(Capture, capture_id))
    message = _("This page is now a source. Choose it in the evidence of a claim, and quote it.")
    return commit_and_redirect(url_for(".show", capture_id=capture.id), message)


def _damage(capture: Capture) -> str:
    """What is wrong with the stored bytes of a capture; empty if nothing is."""
    for digest in filter(None, (capture.raw_sha256, capture.warc_sha256)):
        try:
            store.verify(digest)
        except store.Damaged as damage:
            return str(damage)
    return ""


def _at(source: Source) -> str:
    return url_for("sources.show", source_id=source.id) + "#captures"
