"""Where a quotation is in what was captured, how far a capture is, and what people decide on uncertain places."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.captures import service as captures
from factcheck.captures.models import QuotePlace
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.i18n import _
from factcheck.jobs.service import unfinished
from factcheck.quoting import service
from factcheck.sources.models import Source
from factcheck.web.htmx import respond, wants_fragment
from factcheck.web.idempotency import commit, commit_and_redirect

bp = Blueprint("quotations", __name__)


@bp.get("/evidence/<int:evidence_id>/quotation")
def show(evidence_id: int) -> ResponseReturnValue:
    """Where the quotation of a piece of evidence is; asked for again while it is looked for."""
    evidence = db.get_or_404(Evidence, evidence_id)
    is_pending = unfinished(f"quotes:{evidence.source_id}") is not None
    page, fragment = "quoting/status.html", "quoting/_status.html"
    return respond(page, fragment, row=evidence, is_pending=is_pending, claim=evidence.claim)


@bp.get("/sources/<int:source_id>/captured")
def of_source(source_id: int) -> ResponseReturnValue:
    """How far the capture of a source is, for the form of its evidence; asked for again while it is under way."""
    return _of_source(db.get_or_404(Source, source_id))


@bp.post("/sources/<int:source_id>/captured")
def capture(source_id: int) -> ResponseReturnValue:
    """Capture a source from a form of its evidence; the answer is how far it is."""
    source = db.get_or_404(Source, source_id)
    captures.request(current_user(), source)
    if not wants_fragment():
        return commit_and_redirect(url_for("quotations.of_source", source_id=source.id), _("Capturing the page."))
    commit(url_for("quotations.of_source", source_id=source.id))
    return _of_source(source)


def _of_source(source: Source) -> ResponseReturnValue:
    return respond("quoting/source.html", "quoting/_source.html", source=source)


@bp.post("/quotations/<int:place_id>/confirm")
def confirm(place_id: int) -> ResponseReturnValue:
    """Confirm that an uncertain place is that of the quotation."""
    place = db.get_or_404(QuotePlace, place_id)
    service.confirm(current_user(), place)
    return commit_and_redirect(_at(place), _("Confirmed: the quotation is here."), "success")


@bp.post("/quotations/<int:place_id>/correct")
def correct(place_id: int) -> ResponseReturnValue:
    """Replace the quotation by the words of the capture."""
    place = db.get_or_404(QuotePlace, place_id)
    service.correct(current_user(), place)
    message = _("Evidence %(number)s now quotes the words of the source.", number=place.evidence.number)
    return commit_and_redirect(_at(place), message, "success")


def _at(place: QuotePlace) -> str:
    return url_for("captures.show", capture_id=place.capture_id) + f"#place-{place.id}"
