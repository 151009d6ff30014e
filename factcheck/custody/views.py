"""The bytes of captures over HTTP: as they came, as WARC and as WACZ; each download is recorded."""

from __future__ import annotations

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.captures.formats.file_types import SUFFIXES
from factcheck.captures.formats.web_archive import WARC_TYPE, wacz
from factcheck.captures.models import Capture
from factcheck.captures.views import NOTHING_RUNS
from factcheck.custody import service
from factcheck.custody.service import CopyFormat
from factcheck.db import db
from factcheck.errors import DomainError, NotFound
from factcheck.i18n import _
from factcheck.storage import store
from factcheck.web.transactions.writers_lock import begin_writing

bp = Blueprint("custody", __name__, url_prefix="/captures")
WACZ_TYPE = "application/wacz"


class DamagedCapture(DomainError):
    """The bytes of a capture are no longer those that were stored."""

    status = 500


@bp.get("/<int:capture_id>/original")
def original(capture_id: int) -> ResponseReturnValue:
    """The captured bytes as a download, with which a browser runs nothing."""
    capture = _with_bytes(capture_id)
    data, media_type = _read(capture.raw_sha256), capture.media_type
    return handed_out(capture_id, data, media_type, SUFFIXES.get(media_type, ".bin"), CopyFormat.ORIGINAL)


@bp.get("/<int:capture_id>/warc")
def web_archive(capture_id: int) -> ResponseReturnValue:
    """The capture as a WARC file."""
    data = _read(_with_bytes(capture_id).warc_sha256)
    return handed_out(capture_id, data, WARC_TYPE, ".warc.gz", CopyFormat.WARC)


@bp.get("/<int:capture_id>/wacz")
def packed_archive(capture_id: int) -> ResponseReturnValue:
    """The capture as a WACZ file, made now."""
    capture = _with_bytes(capture_id)
    data = wacz(_read(capture.warc_sha256), capture.title or capture.url)
    return handed_out(capture_id, data, WACZ_TYPE, ".wacz", CopyFormat.WACZ)


def handed_out(capture_id: int, data: bytes, media_type: str, suffix: str, copy_format: CopyFormat) -> Response:
    """A download of a capture, or of what belongs to it, recorded before it leaves unless only headers are."""
    if request.method == "GET":
        begin_writing()
        service.note_export(current_user(), db.get_or_404(Capture, capture_id), copy_format)
        db.session.commit()
    headers = {
        "Content-Disposition": f'attachment; filename="capture-{capture_id}{suffix}"',
        "Content-Security-Policy": NOTHING_RUNS,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, mimetype=media_type, headers=headers)


def _with_bytes(capture_id: int) -> Capture:
    capture = db.get_or_404(Capture, capture_id)
    if capture.raw_sha256 is None:
        raise NotFound(_("This capture has no file: nothing was captured."))
    return capture


def _read(digest: str | None) -> bytes:
    """Stored bytes; raises DomainError with what to do if they were damaged."""
    try:
        return store.get(digest or "")
    except store.Damaged as damage:
        raise DamagedCapture(str(damage)) from None
