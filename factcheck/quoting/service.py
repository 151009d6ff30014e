"""Actions on quotations in captures: find selected words, confirm an uncertain place, use the words of the source."""

from __future__ import annotations

from typing import Any

from factcheck.accounts.models import User
from factcheck.anchoring import State, find
from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.anchoring.selectors import Quote, Selector, select
from factcheck.annotations.models import AnchorState
from factcheck.audit.service import record
from factcheck.captures.formats.locators import locator
from factcheck.captures.formats.text_fragment import directive
from factcheck.captures.models import Capture, QuotePlace
from factcheck.db import db
from factcheck.db.slow import ahead
from factcheck.errors import Conflict, Invalid
from factcheck.evidence import editing
from factcheck.evidence.quotation import digest_of
from factcheck.evidence.service import EvidenceDetails, refuse_archived
from factcheck.i18n import N_, _, count
from factcheck.permissions import Permission, require

ELSEWHERE = N_("This capture doesn’t contain these words. Select them in its text.")
NOTHING = N_("Select the words first.")
TOO_LONG = N_("A quotation can have at most %(most)s characters; this one has %(length)s.")
EDITED = N_("This quotation was edited meanwhile. Reload the page to see where it is now.")
CERTAIN = N_("This place is certain already.")


def passage(capture: Capture, quote: Quote) -> Selector:
    """The words of a capture that a person selected; raises Invalid for `exact` if it doesn't have them."""
    if not quote.exact.strip():
        raise Invalid("exact", _(NOTHING))
    text = capture.text or ""
    found = find(text, *quote)
    if found is None or found.state is not State.CONFIDENT:
        raise Invalid("exact", _(ELSEWHERE))
    return at(capture, found.start, found.end)


def at(capture: Capture, start: int, end: int) -> Selector:
    """The words of a capture at a place, in code points; raises Invalid for `exact` if they can't be quoted."""
    text = capture.text or ""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise Invalid("exact", _(ELSEWHERE))
    words = select(text, start, end)
    if len(words.exact) > MAX_QUOTE:
        raise Invalid("exact", _(TOO_LONG, most=count(MAX_QUOTE), length=count(len(words.exact))))
    return words


def quoted(capture: Capture, words: Selector) -> dict[str, Any]:
    """What evidence has of selected words: quotation, locator and selector."""
    selector = {"prefix": words.prefix, "suffix": words.suffix, "start": words.start}
    where = locator(capture.text or "", capture.blocks, capture.pages, words.start, words.end)
    return {"quote": words.exact, "locator": where, "selector": selector}


def confirm(actor: User, place: QuotePlace) -> None:
    """Confirm that an uncertain place is that of the quotation."""
    require(actor, Permission.DECIDE_ANCHOR)
    _refuse_edited(place)
    if place.state is not AnchorState.UNCERTAIN or place.start is None or place.end is None:
        raise Conflict(_(CERTAIN))
    _decide(actor, place, "evidence:confirm-quote", AnchorState.CONFIDENT, _link(place))


def withdraw_confirmation(actor: User, place: QuotePlace) -> None:
    """The place is uncertain again."""
    require(actor, Permission.DECIDE_ANCHOR)
    _refuse_edited(place)
    if place.decided_by_id is None:
        raise Conflict(_(EDITED))
    _decide(actor, place, "evidence:unconfirm-quote", AnchorState.UNCERTAIN, "")


def correct(actor: User, place: QuotePlace) -> None:
    """Replace the quotation by the words that the capture has at its uncertain place."""
    _refuse_edited(place)
    if place.start is None or place.end is None:
        raise Conflict(_(EDITED))
    found, evidence = quoted(place.capture, at(place.capture, place.start, place.end)), place.evidence
    where = evidence.locator or found["locator"]
    details = EvidenceDetails(evidence.stance, found["quote"], where, evidence.note, found["selector"])
    place.fragment = _link(place)
    place.state, place.quote_sha256 = AnchorState.CONFIDENT, digest_of(found["quote"], found["selector"])
    editing.edit(actor, evidence, details, evidence.revision)


@ahead("making the link to a quotation")
def link_to(text: str, blocks: tuple[tuple[Any, ...], ...], start: int, end: int) -> str:
    """The text directive of `text[start:end]`; empty if none is unique."""
    return directive(text, blocks, start, end)


def _link(place: QuotePlace) -> str:
    blocks = tuple(tuple(block) for block in place.capture.blocks)
    return link_to(place.capture.text or "", blocks, place.start or 0, place.end or 0)


def _decide(actor: User, place: QuotePlace, action: str, state: AnchorState, fragment: str) -> None:
    evidence = place.evidence
    refuse_archived(evidence.claim)
    subject = {"number": evidence.number, "capture": place.capture_id}
    before = subject | {"state": place.state.value}
    is_certain = state is AnchorState.CONFIDENT
    place.state, place.fragment, place.decided_by_id = state, fragment, actor.id if is_certain else None
    db.session.flush()
    record(actor, action, ("claim", evidence.claim_id), before, subject | {"state": state.value})


def _refuse_edited(place: QuotePlace) -> None:
    evidence = place.evidence
    if place.quote_sha256 != digest_of(evidence.quote, evidence.selector):
        raise Conflict(_(EDITED))
