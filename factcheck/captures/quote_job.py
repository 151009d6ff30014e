"""The job that finds the quotations of evidence in the newest captured text of their source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from factcheck.anchoring import find
from factcheck.annotations.models import AnchorState
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.captures.formats.text_fragment import directive
from factcheck.captures.models import Capture, CaptureState, QuotePlace
from factcheck.db import db
from factcheck.db.slow import NotComputed, slow_step
from factcheck.evidence.models import Evidence
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_
from factcheck.jobs.handlers import JobHandler, Report
from factcheck.jobs.service import enqueue

JOB = "quote:find"
OF_CLAIM = frozenset({"evidence:add", "evidence:edit", "evidence:restore"})
FOLLOWED = frozenset({*OF_CLAIM, "capture:store"})
FINDING = slow_step("finding quotations in a capture")


class Wanted(NamedTuple):
    """A quotation to find in a capture; equal ones have equal places."""

    evidence_id: int
    capture_id: int
    quote: str


def follow(happened: Event) -> None:
    """Ask for the job in the transaction in which evidence is added or changed, or a source was captured."""
    if happened.action in OF_CLAIM:
        number = (happened.after or {}).get("number")
        query = select(Evidence.source_id).where(Evidence.claim_id == happened.subject_id, Evidence.number == number)
        source_id = db.session.scalar(query)
    elif happened.action in FOLLOWED and happened.subject_type == "source":
        source_id = happened.subject_id
    else:
        return
    if source_id is not None and db.session.scalar(_newest(source_id)) is not None:
        enqueue(JOB, {"source_id": source_id}, location=f"/sources/{source_id}", key=f"quotes:{source_id}")


def find_quotations(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: find every quotation that has no place yet, then store the places in one transaction."""
    source_id = int(arguments["source_id"])
    found: dict[Wanted, dict[str, Any]] = {}

    @FINDING
    def compute() -> None:
        missing = [wanted for wanted in _wanted(source_id) if wanted not in found]
        capture = db.session.scalars(_newest(source_id).options(undefer(Capture.text), undefer(Capture.blocks))).first()
        for count, wanted in enumerate(missing, 1):
            found[wanted] = _place(capture, wanted.quote) if capture else {}
            report(count, len(missing))

    def write() -> None:
        quotations = _wanted(source_id)
        if any(quotation not in found for quotation in quotations):  # added or edited while this was computed
            raise NotComputed(compute)
        for quotation in quotations:
            _store(quotation, found[quotation])

    compute()
    return write


def _newest(source_id: int) -> Select[Capture]:
    """The newest capture of a source that has text."""
    query = select(Capture).where(Capture.source_id == source_id, Capture.state == CaptureState.CAPTURED)
    return query.where(Capture.text_sha256.is_not(None)).order_by(Capture.id.desc()).limit(1)


def _wanted(source_id: int) -> list[Wanted]:
    """The quotations of a source's evidence that have no place in its newest captured text, or one of other words."""
    capture = db.session.scalars(_newest(source_id)).first()
    if capture is None:
        return []
    here = (QuotePlace.evidence_id == Evidence.id) & (QuotePlace.capture_id == capture.id)
    query = select(Evidence.id, Evidence.quote, QuotePlace.quote_sha256).join(QuotePlace, here, isouter=True)
    query = query.where(Evidence.source_id == source_id, Evidence.archived_at.is_(None)).order_by(Evidence.id)
    rows = db.session.execute(query)
    return [Wanted(id_, capture.id, quote) for id_, quote, digest in rows if digest != sha256_hex(quote)]


def _place(capture: Capture, quote: str) -> dict[str, Any]:
    """The columns of a place: where a quotation is in a captured text, and the directive that leads to it."""
    text = capture.text or ""
    found = find(text, quote)
    if found is None:
        return {"state": AnchorState.ORPHANED, "score": 0.0, "start": None, "end": None, "fragment": ""}
    state = AnchorState(found.state)
    words = directive(text, capture.blocks, found.start, found.end) if state is AnchorState.CONFIDENT else ""
    return {"state": state, "score": found.score, "start": found.start, "end": found.end, "fragment": words}


def _store(wanted: Wanted, values: dict[str, Any]) -> None:
    evidence = db.session.get_one(Evidence, wanted.evidence_id)
    key = {"evidence_id": wanted.evidence_id, "capture_id": wanted.capture_id}
    place = db.session.scalars(select(QuotePlace).filter_by(**key)).first()
    if place is None:
        place = QuotePlace(**key)
        db.session.add(place)
    place.quote_sha256 = sha256_hex(wanted.quote)
    for name, value in values.items():
        setattr(place, name, value)
    db.session.flush()
    after = {"number": evidence.number, "state": place.state}
    record(None, "evidence:find-quote", ("claim", evidence.claim_id), None, after)


JOBS = {JOB: JobHandler(find_quotations, N_("Finding quotations in a capture"))}
