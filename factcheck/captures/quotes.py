"""Quotations in captures, as pages show them: at the evidence, and marked in the captured text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from factcheck.anchoring import State, find
from factcheck.annotations.models import AnchorState
from factcheck.captures.formats.locators import locators
from factcheck.captures.models import Capture, Door, QuotePlace
from factcheck.captures.queries import is_in_use
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.evidence.quotation import digest_of


class QuoteStatus(NamedTuple):
    """Where a quotation is in the newest capture it was looked for in; and the newest one that had it for certain."""

    place: QuotePlace
    last_found: QuotePlace | None
    was_in_original: bool = False  # the quotation was found for certain in a capture that is sealed now

    @property
    def is_lost(self) -> bool:
        """Whether an earlier capture had the quotation, and this one hasn't, or has it in other words."""
        return self.place.state is not AnchorState.CONFIDENT and self.last_found is not None

    @property
    def is_redacted(self) -> bool:
        """Whether a redacted copy hasn't the quotation, although the original had it: its words are under a box."""
        is_in_copy = self.place.state is AnchorState.CONFIDENT
        return self.was_in_original and not is_in_copy and self.place.capture.door is Door.REDACTION

    @property
    def fragment(self) -> str:
        """The text directive for the address of the source; empty if the capture isn't of a page at that address."""
        capture = self.place.capture
        is_of_address = capture.source is not None and capture.url == capture.source.url
        return self.place.fragment if is_of_address and capture.door not in {Door.UPLOAD, Door.REDACTION} else ""


class MarkedBlock(NamedTuple):
    """A block of captured text in runs: each with the numbers of the evidence that quotes it, none for most.

    `start` is in code points of the text, `locator` is what evidence says of where it is.
    """

    kind: str
    runs: list[tuple[str, list[int]]]
    start: int
    locator: str


def quote_statuses(rows: Collection[Evidence]) -> dict[int, QuoteStatus]:
    """The status of each piece of evidence whose quotation, as it is now, was looked for; by its id."""
    digests = {row.id: digest_of(row.quote, row.selector) for row in rows}
    query = select(QuotePlace, is_in_use()).join(QuotePlace.capture).where(QuotePlace.evidence_id.in_(digests))
    query = query.order_by(QuotePlace.capture_id).options(contains_eager(QuotePlace.capture))
    found: dict[int, QuoteStatus] = {}
    in_original: set[int] = set()
    for place, is_used in db.session.execute(query):
        id_, is_certain = place.evidence_id, place.state is AnchorState.CONFIDENT
        if place.quote_sha256 != digests[id_]:
            continue
        if not is_used:
            in_original |= {id_} if is_certain else set()
            continue
        last_found = place if is_certain else found[id_].last_found if id_ in found else None
        found[id_] = QuoteStatus(place, last_found, id_ in in_original)
    return found


def quoted_in(capture: Capture) -> Sequence[QuotePlace]:
    """The places of quotations in a capture, in reading order; those not found come last."""
    query = select(QuotePlace).join(QuotePlace.evidence)
    query = query.where(QuotePlace.capture_id == capture.id, Evidence.archived_at.is_(None))
    query = query.options(joinedload(QuotePlace.evidence).joinedload(Evidence.claim))
    return db.session.scalars(query.order_by(QuotePlace.start.is_(None), QuotePlace.start, QuotePlace.id)).all()


def marked_blocks(capture: Capture, places: Sequence[QuotePlace]) -> list[MarkedBlock]:
    """The captured text, with the places of quotations marked by their ids."""
    return _marked(capture, [(it.start, it.end, it.id) for it in places if it.start is not None and it.end is not None])


def quoted_blocks(capture: Capture, quote: str) -> list[MarkedBlock]:
    """The captured text, with a quotation marked where it is for certain."""
    found = find(capture.text or "", quote)
    return _marked(capture, [(found.start, found.end, 1)] if found and found.state is State.CONFIDENT else [])


def _marked(capture: Capture, spans: Sequence[tuple[int, int, int]]) -> list[MarkedBlock]:
    text = capture.text or ""
    where = locators(text, capture.blocks, capture.pages)
    rows = zip(capture.blocks, where, strict=True)
    return [MarkedBlock(kind, _runs(text, start, end, spans), start, place) for (kind, start, end), place in rows]


def _runs(text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]]) -> list[tuple[str, list[int]]]:
    inside = [it for it in spans if it[0] < end and it[1] > start]
    edges = {start, end, *(min(max(at, start), end) for first, last, _ in inside for at in (first, last))}
    cuts = sorted(edges)
    return [(text[a:b], [id_ for first, last, id_ in inside if first <= a and b <= last]) for a, b in pairwise(cuts)]
