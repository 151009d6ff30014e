"""The job that finds the quotations of evidence in the newest captured text of their source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from factcheck.anchoring import find
from factcheck.anchoring.selectors import Quote
from factcheck.anchoring.selectors import select as selected
from factcheck.annotations.models import AnchorState
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.captures.formats.text_fragment import directive
from factcheck.captures.models import Capture, CaptureState, QuotePlace
from factcheck.captures.queries import is_in_use
from factcheck.captures.service import CHANGES_WORDS
from factcheck.db import db
from factcheck.db.slow import NotComputed, slow_step
from factcheck.evidence.models import Evidence
from factcheck.evidence.quotation import digest_of
from factcheck.i18n import N_
from factcheck.jobs.handlers import JobHandler, Report
from factcheck.jobs.service import enqueue

JOB = "quote:find"
OF_CLAIM = frozenset({"evidence:add", "evidence:edit", "evidence:restore"})
FOLLOWED = OF_CLAIM | CHANGES_WORDS
UNDECIDED = {"decided_by_id": None}
FINDING = slow_step("finding quotations in a capture")


class Wanted(NamedTuple):
    """A quotation to find in a capture; equal ones have equal places.

    Its context and its start are known if it was selected in a capture, perhaps in another.
    """

    evidence_id: int
    capture_id: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    hint: int | None = None

    @property
    def digest(self) -> str:
        """What tells whether it is still the quotation of its evidence."""
        has_place = self.hint is not None
        selector = {"prefix": self.prefix, "suffix": self.suffix, "start": self.hint} if has_place else None
        return digest_of(self.quote, selector)


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
            found[wanted] = _place(capture, wanted) if capture else {}
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
    """The newest capture of a source that has text, and may be used."""
    query = select(Capture).where(Capture.source_id == source_id, Capture.state == CaptureState.CAPTURED, is_in_use())
    return query.where(Capture.text_sha256.is_not(None)).order_by(Capture.id.desc()).limit(1)


def _wanted(source_id: int) -> list[Wanted]:
    """The quotations of a source's evidence that have no place in its newest captured text, or one of other words."""
    capture = db.session.scalars(_newest(source_id)).first()
    if capture is None:
        return []
    here = (QuotePlace.evidence_id == Evidence.id) & (QuotePlace.capture_id == capture.id)
    query = select(Evidence.id, Evidence.quote, Evidence.selector, QuotePlace.quote_sha256)
    query = query.join(QuotePlace, here, isouter=True).order_by(Evidence.id)
    rows = db.session.execute(query.where(Evidence.source_id == source_id, Evidence.archived_at.is_(None)))
    quotations = [(_quotation(id_, capture.id, quote, selector), digest) for id_, quote, selector, digest in rows]
    return [wanted for wanted, digest in quotations if wanted.digest != digest]


def _quotation(evidence_id: int, capture_id: int, quote: str, selector: Mapping[str, Any] | None) -> Wanted:
    context = (selector["prefix"], selector["suffix"], selector["start"]) if selector else ()
    return Wanted(evidence_id, capture_id, quote, *context)


def _place(capture: Capture, wanted: Wanted) -> dict[str, Any]:
    """The columns of a place: where a quotation is in a captured text, and the directive that leads to it."""
    text, confirmed = capture.text or "", _confirmed(wanted)
    quote = confirmed[0] if confirmed else Quote(wanted.quote, wanted.prefix, wanted.suffix, wanted.hint)
    found = find(text, *quote)
    if found is None:
        return {"state": AnchorState.ORPHANED, "score": 0.0, "start": None, "end": None, "fragment": "", **UNDECIDED}
    state = AnchorState(found.state)
    is_certain = state is AnchorState.CONFIDENT
    decided = {"decided_by_id": confirmed[1]} if confirmed and is_certain else UNDECIDED
    words = directive(text, capture.blocks, found.start, found.end) if is_certain else ""
    place = {"start": found.start, "end": found.end, "fragment": words}
    return {"state": state, "score": found.score, **place, **decided}


def _confirmed(wanted: Wanted) -> tuple[Quote, int | None] | None:
    """The words of an earlier capture that a person confirmed to be this quotation, and who did."""
    query = select(QuotePlace).filter_by(evidence_id=wanted.evidence_id, quote_sha256=wanted.digest)
    query = query.where(QuotePlace.decided_by_id.is_not(None), QuotePlace.capture_id < wanted.capture_id)
    place = db.session.scalars(query.order_by(QuotePlace.capture_id.desc()).limit(1)).first()
    if place is None or place.start is None or place.end is None:
        return None
    words = selected(place.capture.text or "", place.start, place.end)
    return Quote(words.exact, words.prefix, words.suffix, words.start), place.decided_by_id


def _store(wanted: Wanted, values: dict[str, Any]) -> None:
    evidence = db.session.get_one(Evidence, wanted.evidence_id)
    key = {"evidence_id": wanted.evidence_id, "capture_id": wanted.capture_id}
    place = db.session.scalars(select(QuotePlace).filter_by(**key)).first()
    if place is None:
        place = QuotePlace(**key)
        db.session.add(place)
    place.quote_sha256 = wanted.digest
    for name, value in values.items():
        setattr(place, name, value)
    db.session.flush()
    after = {"number": evidence.number, "state": place.state}
    record(None, "evidence:find-quote", ("claim", evidence.claim_id), None, after)


JOBS = {JOB: JobHandler(find_quotations, N_("Finding quotations in a capture"))}
