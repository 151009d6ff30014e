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
from factcheck.captures.service import REDACT, RESTORE, WITHDRAW, subject_of
from factcheck.db import db
from factcheck.i18n import N_, _

EXPORT, OPEN = "capture:export", "capture:open"
LISTED = (EXPORT, OPEN, REDACT, WITHDRAW, RESTORE)
MOST_LISTED = 50  # entries of one capture
MOST_READ = 1_000  # newest events of its source or article among which they are looked for


class CopyFormat(StrEnum):
    """As what the bytes of a capture are handed out."""

    ORIGINAL = "original"
    WARC = "warc"
    WACZ = "wacz"
    TIME_PROOF = "time-proof"


ACTS = {
    CopyFormat.ORIGINAL: N_("Original file downloaded"),
    CopyFormat.WARC: N_("Downloaded as WARC"),
    CopyFormat.WACZ: N_("Downloaded as WACZ"),
    CopyFormat.TIME_PROOF: N_("Time proof downloaded"),
}


OTHER_ACTS = {
    OPEN: N_("Opened while sealed"),
    REDACT: N_("Redacted: %(original)s → %(capture)s"),
    WITHDRAW: N_("Copy withdrawn: %(capture)s of %(original)s"),
    RESTORE: N_("Copy restored: %(capture)s of %(original)s"),
}


class CustodyEntry(NamedTuple):
    """What was done with a capture, who did it, and when."""

    act: str
    person: str
    at: datetime


def note_export(actor: User, capture: Capture, copy_format: CopyFormat) -> None:
    """Record that the bytes of a capture are handed out to a person."""
    record(actor, EXPORT, subject_of(capture), None, {"capture": capture.id, "format": copy_format.value})


def note_opening(actor: User, capture: Capture) -> None:
    """Record that a person opens a sealed capture."""
    record(actor, OPEN, subject_of(capture), None, {"capture": capture.id})


def was_opened(person: User, capture: Capture, since: datetime) -> bool:
    """Whether it is on record that a person opened a capture since then."""
    noun, number = subject_of(capture)
    query = select(Event).where(Event.subject_type == noun, Event.subject_id == number, Event.is_act(OPEN))
    events = db.session.scalars(query.where(Event.actor_id == person.id, Event.at >= since))
    return any((it.after or {}).get("capture") == capture.id for it in events)


def custody_log(capture: Capture) -> list[CustodyEntry]:
    """The newest entries of a capture, newest first; the last one says how it came in."""
    noun, number = subject_of(capture)
    query = select(Event).where(Event.subject_type == noun, Event.subject_id == number, Event.is_act(*LISTED))
    events = db.session.scalars(query.order_by(Event.id.desc()).limit(MOST_READ))
    own = [it for it in events if capture.id in _captures(it)][:MOST_LISTED]
    entries = [CustodyEntry(_act(it), it.actor_name, it.at) for it in own]
    if capture.state is CaptureState.CAPTURED and capture.ended_at:
        entries.append(CustodyEntry(_("Captured"), capture.asked_by.name, capture.ended_at))
    return entries


def _captures(event: Event) -> set[object]:
    """The captures that an event is about: one, or an original and its redacted copy."""
    return {(event.after or {}).get(name) for name in ("capture", "original")}


def _act(event: Event) -> str:
    after = event.after or {}
    if event.action == EXPORT:
        return _(ACTS[CopyFormat(after["format"])])
    return _(OTHER_ACTS[event.action], original=after.get("original"), capture=after["capture"])
