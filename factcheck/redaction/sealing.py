"""Sealed captures: every address of one asks here whether the person may open it, and each opening is recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from flask import request

from factcheck.accounts.session import current_user
from factcheck.captures.models import Capture, Redaction
from factcheck.custody.service import note_opening, was_opened
from factcheck.db import db, utcnow
from factcheck.permissions import Permission, require
from factcheck.redaction.queries import people_at_work, seal_of
from factcheck.web.transactions.writers_lock import begin_writing

ONE_OPENING = timedelta(minutes=15)  # what somebody sees of a capture within this time is one opening
ARGUMENT = "capture_id"  # of every address that shows a capture


class Sealed(NamedTuple):
    """A sealed capture for the permission table: the ids of those who work with it."""

    people: frozenset[int]


def sealed(redaction: Redaction) -> Sealed:
    """The sealed capture of a redacted copy."""
    people = set(db.session.scalars(people_at_work(redaction.original)))
    return Sealed(frozenset({*people, redaction.author_id, redaction.original.asked_by_id}))


def guard() -> None:
    """Before the view of any address of a sealed capture: refuse others, and record the opening."""
    capture_id = (request.view_args or {}).get(ARGUMENT)
    redaction = seal_of(capture_id) if isinstance(capture_id, int) else None
    if redaction is None:
        return
    require(current_user(), Permission.OPEN_SEALED_CAPTURE, sealed(redaction))
    since = utcnow() - ONE_OPENING
    if request.method == "HEAD" or was_opened(current_user(), redaction.original, since):
        return
    begin_writing()
    note_opening(current_user(), db.session.get_one(Capture, capture_id))
    db.session.commit()
