"""What is recorded of a capture: that it was captured, and each time its bytes are handed out."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.captures.models import Capture, CaptureState
from factcheck.captures.service import subject_of
from factcheck.db import db
from factcheck.i18n import N_, _

EXPORT = "capture:export"
MOST_LISTED = 50  # entries of one capture
MOST_READ = 1_000  # newest events of its source or article among which they are looked for


class CopyFormat(StrEnum):
    """As what the bytes of a capture are handed out."""

    ORIGINAL = "original"
    WARC = "warc"
    WACZ = "wacz"


ACTS = {
    CopyFormat.ORIGINAL: N_("Original file downloaded"),
    CopyFormat.WARC: N_("Downloaded as WARC"),
    CopyFormat.WACZ: N_("Downloaded as WACZ"),
}


class CustodyEntry(NamedTuple):
    """What was done with a capture, who did it, and when."""

    act: str
    person: str
    at: datetime


def note_export(actor: User, capture: Capture, copy_format: CopyFormat) -> None:
    """Record that the bytes of a capture are handed out to a person."""
    record(actor, EXPORT, subject_of(capture), None, {"capture": capture.id, "format": copy_format.value})


def custody_log(capture: Capture) -> list[CustodyEntry]:
    """The newest entries of a capture, newest first; the last one says how it came in."""
    noun, number = subject_of(capture)
    query = select(Event).where(Event.subject_type == noun, Event.subject_id == number, Event.action == EXPORT)
    events = db.session.scalars(query.order_by(Event.id.desc()).limit(MOST_READ))
    own = [it for it in events if (it.after or {}).get("capture") == capture.id][:MOST_LISTED]
    entries = [CustodyEntry(_(ACTS[CopyFormat((it.after or {})["format"])]), it.actor_name, it.at) for it in own]
    if capture.state is CaptureState.CAPTURED and capture.ended_at:
        entries.append(CustodyEntry(_("Captured"), capture.asked_by.name, capture.ended_at))
    return entries
