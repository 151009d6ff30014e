"""The job that puts the passages of the newest captured text of a source into the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.orm import undefer

from factcheck.audit.models import Event
from factcheck.captures.models import Capture, CaptureState
from factcheck.captures.queries import is_in_use
from factcheck.captures.service import CHANGES_WORDS
from factcheck.db import db
from factcheck.db.slow import slow_step
from factcheck.evidence_finder.models import WORDS, CapturedPassage
from factcheck.evidence_finder.passages import passages
from factcheck.fulltext.words import indexed
from factcheck.i18n import N_
from factcheck.jobs.handlers import CARE, JobHandler, Report
from factcheck.jobs.service import enqueue

JOB = "passage:index"
FOLLOWED = CHANGES_WORDS
INDEXING = slow_step("finding the passages of a captured text")
Row = tuple[int, int, str]  # start, end, and the words as the index has them


def follow(happened: Event) -> None:
    """Ask for the job in the transaction in which the words of a source changed that may be used."""
    if happened.action in FOLLOWED and happened.subject_type == "source":
        request(happened.subject_id)


def request(source_id: int) -> None:
    """Ask for the job. Never commits."""
    enqueue(JOB, {"source_id": source_id}, location=f"/sources/{source_id}", key=f"passages:{source_id}")


def index_passages(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: find the passages and their words, then replace those of the source."""
    source_id = int(arguments["source_id"])
    query = select(Capture).where(Capture.source_id == source_id, Capture.state == CaptureState.CAPTURED, is_in_use())
    query = query.where(Capture.text_sha256.is_not(None)).order_by(Capture.id.desc()).limit(1)
    capture = db.session.scalars(query.options(undefer(Capture.text), undefer(Capture.blocks))).first()
    found: list[Row] = []

    @INDEXING
    def compute() -> None:
        words = capture.text or "" if capture else ""
        places = passages(words, capture.blocks if capture else ())
        found.extend((start, end, indexed(words[start:end])) for start, end in places)
        report(1, 1)

    compute()
    return lambda: _store(source_id, capture.id if capture else 0, found)


def _store(source_id: int, capture_id: int, found: list[Row]) -> None:
    of_source = CapturedPassage.source_id == source_id
    ids = [{"id": it} for it in db.session.scalars(select(CapturedPassage.id).where(of_source))]
    if ids:
        db.session.connection().execute(text(f"DELETE FROM {WORDS.name} WHERE rowid = :id"), ids)  # noqa: S608 - our name
    db.session.execute(delete(CapturedPassage).where(of_source))
    rows = [CapturedPassage(source_id=source_id, capture_id=capture_id, start=row[0], end=row[1]) for row in found]
    db.session.add_all(rows)
    db.session.flush()
    WORDS.put((row.id, words) for row, (_start, _end, words) in zip(rows, found, strict=True))


def sources_to_index() -> Iterator[int]:
    """The sources that have captured text and no passages, such as those from before there was this room."""
    query = select(Capture.source_id).where(Capture.state == CaptureState.CAPTURED, Capture.text_sha256.is_not(None))
    query = query.where(is_in_use())
    query = query.where(Capture.source_id.is_not(None), Capture.source_id.not_in(select(CapturedPassage.source_id)))
    yield from (it for it in db.session.scalars(query.distinct().order_by(Capture.source_id)) if it is not None)


JOBS = {JOB: JobHandler(index_passages, N_("Finding the passages of a captured text"), lane=CARE)}
