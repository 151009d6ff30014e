"""The job that compares the newest captured text of a source with those of all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import undefer

from factcheck.audit.models import Event
from factcheck.captures.models import Capture, CaptureState
from factcheck.captures.queries import is_in_use
from factcheck.captures.service import CHANGES_WORDS
from factcheck.db import db
from factcheck.db.slow import slow_step
from factcheck.i18n import N_
from factcheck.jobs.handlers import CARE, JobHandler, Report
from factcheck.jobs.service import enqueue
from factcheck.origins.models import SharedText, TextFingerprint
from factcheck.origins.queries import pair_of
from factcheck.textreuse.fingerprints import winnowed
from factcheck.textreuse.passages import ReadText, read
from factcheck.textreuse.relation import MAX_TEXTS, MIN_LEADS, Relation, relation

JOB = "origin:compare"
FOLLOWED = CHANGES_WORDS
MAX_COMPARED = 300  # sources with the most equal fingerprints
BATCH = 500  # values of one query
COMPARING = slow_step("comparing a captured text with others")


def follow(happened: Event) -> None:
    """Ask for the job in the transaction in which the words of a source changed that may be used."""
    if happened.action in FOLLOWED and happened.subject_type == "source":
        request(happened.subject_id)


def request(source_id: int) -> None:
    """Ask for the job. Never commits."""
    enqueue(JOB, {"source_id": source_id}, location=f"/sources/{source_id}", key=f"origins:{source_id}")


def compare(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: find the sources whose texts share passages with that of this one, then replace what was found."""
    source_id = int(arguments["source_id"])
    capture = _newest(source_id)
    if capture is None:
        return lambda: _store(source_id, set(), [])
    fingerprints: set[int] = set()
    found: list[SharedText] = []

    @COMPARING
    def compute() -> None:
        text = read(capture.text or "")
        fingerprints.update(winnowed(text.hashes))
        others = _leads(source_id, fingerprints)
        for count, other_id in enumerate(others, 1):
            if row := _shared(capture, text, _newest(other_id)):
                found.append(row)
            report(count, len(others))

    compute()
    return lambda: _store(source_id, fingerprints, found)


def _newest(source_id: int) -> Capture | None:
    """The newest capture of a source that has text, with it."""
    query = select(Capture).where(Capture.source_id == source_id, Capture.state == CaptureState.CAPTURED, is_in_use())
    query = query.where(Capture.text_sha256.is_not(None)).options(undefer(Capture.text))
    return db.session.scalars(query.order_by(Capture.id.desc()).limit(1)).first()


def _leads(source_id: int, fingerprints: set[int]) -> list[int]:
    """The sources with the most equal fingerprints; those that very many texts have say nothing."""
    counts: dict[int, int] = {}
    in_order = sorted(fingerprints)
    for start in range(0, len(in_order), BATCH):
        values = in_order[start : start + BATCH]
        of_others = select(TextFingerprint.value).where(TextFingerprint.value.in_(values))
        frequent = of_others.group_by(TextFingerprint.value).having(func.count() > MAX_TEXTS)
        query = select(TextFingerprint.source_id, func.count()).where(TextFingerprint.value.in_(values))
        query = query.where(TextFingerprint.source_id != source_id, TextFingerprint.value.not_in(frequent))
        for other_id, count in db.session.execute(query.group_by(TextFingerprint.source_id)):
            counts[other_id] = counts.get(other_id, 0) + count
    likely = sorted((it for it in counts if counts[it] >= MIN_LEADS), key=lambda it: (-counts[it], it))
    return likely[:MAX_COMPARED]


def _shared(capture: Capture, text: ReadText, other: Capture | None) -> SharedText | None:
    if other is None or other.source_id is None or capture.source_id is None:
        return None
    is_lower = capture.source_id < other.source_id
    captures = (capture, other) if is_lower else (other, capture)
    other_text = read(other.text or "")
    found = relation(text, other_text) if is_lower else relation(other_text, text)
    return _row(*captures, found) if found.is_one_origin else None


def _row(low: Capture, high: Capture, found: Relation) -> SharedText:
    low_id, high_id = pair_of(low.source_id or 0, high.source_id or 0)
    captures = {"low_capture_id": low.id, "high_capture_id": high.id}
    passages, agencies = [list(it) for it in found.passages], sorted(found.agencies)
    facts = {"share": found.share, "passages": passages, "agencies": agencies}
    return SharedText(low_id=low_id, high_id=high_id, **captures, **facts)


def _store(source_id: int, fingerprints: set[int], found: list[SharedText]) -> None:
    """Replace what was found of a source; what people decided stays."""
    db.session.execute(delete(TextFingerprint).where(TextFingerprint.source_id == source_id))
    of_source = or_(SharedText.low_id == source_id, SharedText.high_id == source_id)
    db.session.execute(delete(SharedText).where(of_source))
    db.session.add_all(TextFingerprint(source_id=source_id, value=value) for value in sorted(fingerprints))
    db.session.add_all(found)
    db.session.flush()


def sources_to_compare() -> Iterator[int]:
    """The sources that have captured text and were never compared, such as those from before there was this room."""
    query = select(Capture.source_id).where(Capture.state == CaptureState.CAPTURED, Capture.text_sha256.is_not(None))
    query = query.where(is_in_use())
    query = query.where(Capture.source_id.is_not(None), Capture.source_id.not_in(select(TextFingerprint.source_id)))
    yield from (it for it in db.session.scalars(query.distinct().order_by(Capture.source_id)) if it is not None)


JOBS = {JOB: JobHandler(compare, N_("Comparing a captured text with others"), lane=CARE)}
