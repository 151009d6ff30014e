"""The job that compares a source's newest fetched text with those in which its quotations were found for certain."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import undefer

from factcheck.anchoring import Found, WordingChange
from factcheck.anchoring import reanchor as find_again
from factcheck.annotations.models import AnchorState
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.captures.models import Capture, Door, QuotePlace
from factcheck.db import db, utcnow
from factcheck.db.slow import NotComputed, slow_step
from factcheck.evidence.models import Evidence
from factcheck.evidence.quotation import digest_of
from factcheck.i18n import N_
from factcheck.jobs.handlers import JobHandler, Report
from factcheck.jobs.service import enqueue
from factcheck.sources.models import Source
from factcheck.watching import queries
from factcheck.watching.looks.source_look import fetched_captures
from factcheck.watching.models import AlarmOutcome, QuoteAlarm

JOB = "quote:compare"
FOLLOWED = "capture:store"
ALARMING = frozenset({WordingChange.REWORDED, WordingChange.MOVED, WordingChange.REMOVED})
COMPARING = slow_step("comparing captures of a source")


class Pairing(NamedTuple):
    """A quotation as an earlier capture has it, to be found in the newest one."""

    evidence_id: int
    old_capture_id: int
    old_start: int
    old_end: int
    capture_id: int


def follow(happened: Event) -> None:
    """Ask for the job in the transaction in which the server has captured a source."""
    if happened.action != FOLLOWED or happened.subject_type != "source":
        return
    if (happened.after or {}).get("door") == Door.SERVER:
        ask(happened.subject_id)


def ask(source_id: int) -> None:
    """Enqueue the job for a source. Never commits."""
    enqueue(JOB, {"source_id": source_id}, location=f"/sources/{source_id}", key=f"compare:{source_id}")


def compare_quotations(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: find every quotation again, then raise, change and end alarms in one transaction."""
    source_id = int(arguments["source_id"])
    found: dict[Pairing, Found | None] = {}
    texts: dict[int, str] = {}

    @COMPARING
    def compute() -> None:
        missing = [pairing for pairing in _pairings(source_id) if pairing not in found]
        for count, pairing in enumerate(missing, 1):
            old, new = (_text(texts, it) for it in (pairing.old_capture_id, pairing.capture_id))
            found[pairing] = find_again(old, new, pairing.old_start, pairing.old_end)
            report(count, len(missing))

    def write() -> None:
        pairings = list(_pairings(source_id))
        if any(pairing not in found for pairing in pairings):  # cited, or captured again, while this was computed
            raise NotComputed(compute)
        for pairing in pairings:
            _settle(pairing, found[pairing], texts[pairing.capture_id])

    compute()
    return write


def _text(texts: dict[int, str], capture_id: int) -> str:
    if capture_id not in texts:
        capture = db.session.get_one(Capture, capture_id, options=[undefer(Capture.text)])
        texts[capture_id] = capture.text or ""
    return texts[capture_id]


def _pairings(source_id: int) -> Iterator[Pairing]:
    """Each quotation with its last certain place before the newest capture, of those fetched from the same address."""
    source = db.session.get_one(Source, source_id)
    captures = fetched_captures(source_id, source.url or "").where(Capture.text_sha256.is_not(None))
    newest = db.session.scalars(captures.limit(1)).first()
    if newest is None:
        return
    query = select(QuotePlace, Evidence).join(QuotePlace.evidence).join(QuotePlace.capture)
    query = query.where(Evidence.source_id == source_id, Evidence.archived_at.is_(None), Capture.id < newest.id)
    query = query.where(Capture.door == Door.SERVER, Capture.url == source.url)
    query = query.where(QuotePlace.state == AnchorState.CONFIDENT).order_by(QuotePlace.capture_id)
    last = {row[0].evidence_id: row[0] for row in db.session.execute(query) if _is_of(row[0], row[1])}
    for place in last.values():
        if place.start is not None and place.end is not None:
            yield Pairing(place.evidence_id, place.capture_id, place.start, place.end, newest.id)


def _is_of(place: QuotePlace, evidence: Evidence) -> bool:
    """Whether a place is of the quotation as it reads now."""
    return place.quote_sha256 == digest_of(evidence.quote, evidence.selector)


def _settle(pairing: Pairing, found: Found | None, text: str) -> None:
    """Raise an alarm, or change or end the open one, as the newest capture has the words."""
    alarm = db.session.scalars(queries.alarms([pairing.evidence_id])).first()
    change = found.change if found else WordingChange.REMOVED
    words = text[found.start : found.end] if found else None
    if change not in ALARMING:
        if alarm is not None:
            alarm.outcome, alarm.decided_at = AlarmOutcome.RESTORED, utcnow()
            _record(alarm, "evidence:end-alarm")
        return
    if alarm is None:
        if _is_accepted(pairing.evidence_id, change, words):
            return
        alarm = QuoteAlarm(evidence_id=pairing.evidence_id)
        db.session.add(alarm)
    elif (alarm.change, alarm.words) == (change, words):
        return
    alarm.change, alarm.words, alarm.capture_id = change, words, pairing.capture_id
    alarm.old_capture_id, alarm.old_start, alarm.old_end = pairing[1:4]
    alarm.start, alarm.end = (found.start, found.end) if found else (None, None)
    _record(alarm, "evidence:raise-alarm")


def _is_accepted(evidence_id: int, change: WordingChange, words: str | None) -> bool:
    """Whether a person has decided that the evidence holds with exactly these words."""
    last = db.session.scalars(queries.of_evidence(evidence_id).limit(1)).first()
    return last is not None and last.outcome is AlarmOutcome.HOLDS and (last.change, last.words) == (change, words)


def _record(alarm: QuoteAlarm, action: str) -> None:
    db.session.flush()
    evidence = db.session.get_one(Evidence, alarm.evidence_id)
    after = {"number": evidence.number, "change": alarm.change, "words": alarm.words, "outcome": alarm.outcome}
    record(None, action, ("claim", evidence.claim_id), None, after)


JOBS = {JOB: JobHandler(compare_quotations, N_("Comparing quotations with a new capture"))}
