"""Pages of captured PDFs and captured pictures over HTTP: as pictures, with the words of a page to select."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.captures.models import Capture
from factcheck.captures.views import NOTHING_RUNS
from factcheck.db import db
from factcheck.documents.foreign.pictures import MEDIA_TYPE
from factcheck.errors import NotFound
from factcheck.i18n import _
from factcheck.quoting.views import purpose_of
from factcheck.viewing import pictures, service
from factcheck.viewing.layers import paragraphs_on
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("viewing", __name__)
KEPT_S = 7 * 24 * 3600  # seconds for which a browser keeps a picture


@bp.get("/captures/<int:capture_id>/pages/<int:page_number>")
def page(capture_id: int, page_number: int) -> ResponseReturnValue:
    """A page of a captured PDF as a picture, with its words over it; for a claim, they can be quoted."""
    capture = _pdf(capture_id)
    layers = pictures.page_layers(capture)
    layer = next((it for it in layers if it.number == page_number), None)
    if layer is None:
        raise NotFound(_("This PDF has %(pages)s pages.", pages=len(layers)))
    wanted = {"claim", "evidence"} & request.args.keys()
    context: dict[str, Any] = {"purpose": purpose_of(capture) if wanted else None, "pages": len(layers)}
    context |= {"layer": layer, "paragraphs": paragraphs_on(capture, layer)}
    return respond("viewing/page.html", "viewing/_page_beside.html", capture=capture, **context)


@bp.get("/captures/<int:capture_id>/pages/<int:page_number>/picture")
def page_picture(capture_id: int, page_number: int) -> ResponseReturnValue:
    """The picture of a page of a captured PDF."""
    return picture_answer(pictures.page_picture(_pdf(capture_id), page_number))


@bp.get("/captures/<int:capture_id>/picture")
def picture(capture_id: int) -> ResponseReturnValue:
    """A captured picture, encoded again without metadata."""
    return picture_answer(pictures.picture_of(db.get_or_404(Capture, capture_id)))


@bp.post("/captures/<int:capture_id>/graphic")
def mark(capture_id: int) -> ResponseReturnValue:
    """Mark a captured picture as graphic, so that it is blurred until somebody asks for it."""
    return _marked(capture_id, graphic=True)


@bp.post("/captures/<int:capture_id>/not-graphic")
def unmark(capture_id: int) -> ResponseReturnValue:
    """Remove that mark."""
    return _marked(capture_id, graphic=False)


def _marked(capture_id: int, *, graphic: bool) -> ResponseReturnValue:
    capture = db.get_or_404(Capture, capture_id)
    service.mark_graphic(current_user(), capture, graphic=graphic)
    message = _("The picture is blurred until somebody asks for it.") if graphic else _("The picture is shown.")
    return commit_and_redirect(url_for("captures.show", capture_id=capture.id), message)


def _pdf(capture_id: int) -> Capture:
    capture = db.get_or_404(Capture, capture_id)
    if not pictures.is_pdf(capture):
        raise NotFound(_("This capture isn’t a PDF."))
    return capture


def picture_answer(data: bytes) -> Response:
    """A picture that was encoded again, with which a browser runs nothing."""
    headers = {
        "Cache-Control": f"private, max-age={KEPT_S}",
        "Content-Security-Policy": NOTHING_RUNS,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, mimetype=MEDIA_TYPE, headers=headers)
