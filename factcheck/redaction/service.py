"""Actions: make a redacted copy of a capture, which seals it; withdraw that copy, restore it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.captures import service as captures
from factcheck.captures.formats.file_types import SUFFIXES, type_of_answer
from factcheck.captures.formats.page_text import text_of
from factcheck.captures.formats.web_archive import ArchivedBytes
from factcheck.captures.models import Capture, CaptureState, Door, Redaction
from factcheck.captures.service import CapturedBytes, refuse_archived, subject_of
from factcheck.db import db, utcnow
from factcheck.db.slow import slow_step
from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.redaction.boxes import Box
from factcheck.redaction.making import VERSION, redacted_file
from factcheck.redaction.queries import copied_as, seal_of
from factcheck.viewing.pictures import is_pdf, is_picture

TOOL = "Factcheck redaction"
NO_SOURCE = N_("Only a capture of a source can be redacted. Use this page as a source first.")
NOT_PAGES = N_("Only PDFs and pictures can be redacted.")
IS_COPY = N_("This is a redacted copy. Withdraw it, and redact the original again.")
IS_SEALED = N_("This capture has a redacted copy already. Withdraw that copy first.")
IS_WITHDRAWN = N_("This redacted copy is already withdrawn.")
NOT_WITHDRAWN = N_("This redacted copy isn’t withdrawn.")


class RedactedFile(NamedTuple):
    """A redacted file that is stored, but unused yet, and the boxes that it was made with."""

    found: CapturedBytes
    boxes: Sequence[Box]


def boxes_of(redaction: Redaction) -> list[Box]:
    """The boxes that a redacted copy was made with."""
    return [Box(*box) for box in redaction.boxes]


def refuse(actor: User, original: Capture) -> None:
    """Raise NotAllowed or Conflict if this person can't redact this capture now."""
    require(actor, Permission.REDACT_CAPTURE)
    if original.source is None:
        raise Conflict(_(NO_SOURCE))
    refuse_archived(original.source)
    if not (is_pdf(original) or is_picture(original)):
        raise Conflict(_(NOT_PAGES))
    if copied_as(original.id):
        raise Conflict(_(IS_COPY))
    if seal_of(original.id):
        raise Conflict(_(IS_SEALED))


@slow_step("redacting a capture")
def prepare(actor: User, original: Capture, boxes: Sequence[Box]) -> RedactedFile:
    """Make, read and store a redacted file, before the transaction that adds it; raises as `making` does."""
    refuse(actor, original)
    data = redacted_file(original, boxes)
    archived = ArchivedBytes("", utcnow(), data, type_of_answer("", data))
    return RedactedFile(captures.stored(archived, text_of(data, archived.media_type)), boxes)


def redact(actor: User, original: Capture, file: RedactedFile, reason: str) -> Redaction:
    """Add a redacted file as a capture of the same source; the original is sealed from now on."""
    refuse(actor, original)
    archived = file.found.archived
    name = f"redacted-{original.id}{SUFFIXES[archived.media_type]}"
    copy = Capture(source_id=original.source_id, asked_by_id=actor.id, door=Door.REDACTION, file_name=name)
    copy.state = CaptureState.WAITING
    db.session.add(copy)
    captures.store_result(actor, copy, file.found, (TOOL, VERSION))
    boxes = [list(box) for box in file.boxes]
    redaction = Redaction(original=original, copy=copy, boxes=boxes, reason=reason, author=actor)
    db.session.add(redaction)
    db.session.flush()
    _record(actor, captures.REDACT, redaction)
    return redaction


def withdraw(actor: User, redaction: Redaction) -> None:
    """Use the redacted copy no longer; the original is open again."""
    require(actor, Permission.WITHDRAW_REDACTION, redaction)
    if redaction.archived_at is not None:
        raise Conflict(_(IS_WITHDRAWN))
    redaction.archived_at = utcnow()
    _record(actor, captures.WITHDRAW, redaction)


def restore(actor: User, redaction: Redaction) -> None:
    """Use a redacted copy again, and seal its original."""
    require(actor, Permission.WITHDRAW_REDACTION, redaction)
    if redaction.archived_at is None:
        raise Conflict(_(NOT_WITHDRAWN))
    if seal_of(redaction.original_id):
        raise Conflict(_(IS_SEALED))
    redaction.archived_at = None
    _record(actor, captures.RESTORE, redaction)


def _record(actor: User, action: str, redaction: Redaction) -> None:
    db.session.flush()
    facts = {"redaction": redaction.id, "capture": redaction.copy_id, "original": redaction.original_id}
    details = {"boxes": len(redaction.boxes), "reason": redaction.reason}
    record(actor, action, subject_of(redaction.original), None, facts | details)
