"""Actions on requests for a reply: ask, record the answer, remove what was entered by mistake."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from factcheck.accounts.models import User
from factcheck.accounts.security import mail
from factcheck.articles.models import Version
from factcheck.audit.service import changes, record
from factcheck.claims.models import Claim
from factcheck.db import check_revision, db, utcnow
from factcheck.errors import Conflict, EditConflict, Invalid
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.replies import letters, queries
from factcheck.replies.models import ReplyChannel, ReplyRequest
from factcheck.replies.status import ReplyKind, ReplyStatus, status_of
from factcheck.web.input.days import refuse_future
from factcheck.web.local_time import newsroom_day, today

TOO_EARLY = N_("The answer is due before the request was made. Enter a later date.")
BEFORE_REQUEST = N_("This is before the request was made. Enter that day or a later one.")
DAY_MISSING = N_("Enter the day on which the answer came.")
NO_WORDS = N_("Enter the answer, word for word.")
RATING_MISSING = N_("Enter the planned rating instead of “%(gap)s”.")
NO_SERVER = N_("This installation has no mail server. Send the letter yourself.")
NOT_BY_MAIL = N_("Only a request by e-mail can be sent by mail.")
NO_ADDRESS = N_("Enter an e-mail address such as mayor@town.example.")
NOT_TODAY = N_("The letter is sent now. Enter today’s date.")
REMOVED = N_("This request was removed. Restore it first.")
ARCHIVED_CLAIM = N_("This claim is archived. Restore it first.")
STALE = N_("Somebody else changed this request while you were writing. Your changes were not saved.")


@dataclass(frozen=True, slots=True)
class RequestDetails:
    """What is entered when somebody is asked."""

    kind: ReplyKind
    asked_of: str
    channel: ReplyChannel
    contact: str
    is_mailed: bool
    question: str
    asked_on: date
    answer_by: date


def status(request: ReplyRequest) -> ReplyStatus:
    """How far a request is on this day of the newsroom, in whose time zone deadlines end."""
    return status_of(request.answer, request.answer_by, today(None))


def ask(actor: User, claim: Claim, details: RequestDetails) -> ReplyRequest:
    """Record that somebody was asked, and queue the letter if the server is to send it.

    Raises Invalid for a field that can't be right.
    """
    require(actor, Permission.ASK_REPLY)
    _refuse_archived(claim)
    refuse_future("asked_on", details.asked_on)
    if details.answer_by < details.asked_on:
        raise Invalid("answer_by", _(TOO_EARLY))
    if details.kind is ReplyKind.RATING and letters.TO_FILL_IN in details.question:
        raise Invalid("question", _(RATING_MISSING, gap=letters.TO_FILL_IN))
    if details.is_mailed:
        _check_mail(details)
    request = ReplyRequest(claim=claim, asked_by_id=actor.id, **asdict(details))
    db.session.add(request)
    db.session.flush()
    after = {"asked_of": details.asked_of, "channel": details.channel, "answer_by": details.answer_by.isoformat()}
    record(actor, "reply:ask", ("claim", claim.id), None, {"request": request.id, **after})
    if details.is_mailed:
        letters.queue(request, f"/claims/{claim.id}#replies")
    return request


def answer(actor: User, request: ReplyRequest, words: str, on: date | None, seen_revision: int) -> None:
    """Record or correct the answer, verbatim; without words and day it is taken back. No change records nothing."""
    require(actor, Permission.ASK_REPLY)
    _refuse_archived(request.claim)
    if request.archived_at is not None:
        raise Conflict(_(REMOVED))
    if not check_revision(request, seen_revision):
        raise EditConflict(_(STALE))
    _check_answer(request, words, on)
    old, new = changes(
        {"answer": request.answer, "answered_on": _iso(request.answered_on)}, {"answer": words, "answered_on": _iso(on)}
    )
    if not new:
        return
    request.answer, request.answered_on = words, on
    db.session.flush()
    number = {"request": request.id}
    record(actor, "reply:answer", ("claim", request.claim_id), number | old, number | new)


def remove(actor: User, request: ReplyRequest) -> None:
    """Remove a request that was entered by mistake; one that was answered stays."""
    require(actor, Permission.ASK_REPLY)
    if request.answer:
        raise Conflict(_("This request was answered, so it can’t be removed."))
    if request.mailed_at is not None:
        raise Conflict(_("The letter was sent, so its request can’t be removed."))
    if request.archived_at is not None:
        raise Conflict(_("This request was already removed."))
    request.archived_at = utcnow()
    _record(actor, "reply:remove", request)


def restore(actor: User, request: ReplyRequest) -> None:
    """Restore a removed request."""
    require(actor, Permission.ASK_REPLY)
    if request.archived_at is None:
        raise Conflict(_("This request wasn’t removed."))
    request.archived_at = None
    _record(actor, "reply:restore", request)


def requests_of(claim_id: int) -> list[tuple[ReplyRequest, ReplyStatus]]:
    """The requests about a claim, each with how far it is."""
    return [(request, status(request)) for request in db.session.scalars(queries.of_claim(claim_id))]


def versions_since(request: ReplyRequest) -> list[Version]:
    """What has become of the articles since their publisher was asked for a correction: the newest version of each."""
    if request.kind is not ReplyKind.CORRECTION:
        return []
    articles = {it.article_id: it.article for it in request.claim.annotations}
    newest = (next((it for it in reversed(article.versions) if it.opened_at), None) for article in articles.values())
    return [it for it in newest if it and it.number > 1 and newsroom_day(it.created_at) >= request.asked_on]


def _record(actor: User, act: str, request: ReplyRequest) -> None:
    db.session.flush()
    record(actor, act, ("claim", request.claim_id), None, {"request": request.id, "asked_of": request.asked_of})


def _check_mail(details: RequestDetails) -> None:
    """Refuse what the server can't send, or didn't send on that day."""
    if not letters.is_mail_set():
        raise Invalid("is_mailed", _(NO_SERVER))
    if details.channel is not ReplyChannel.EMAIL:
        raise Invalid("is_mailed", _(NOT_BY_MAIL))
    if not mail.is_address(details.contact):
        raise Invalid("contact", _(NO_ADDRESS))
    if details.asked_on != today(None):
        raise Invalid("asked_on", _(NOT_TODAY))


def _check_answer(request: ReplyRequest, words: str, on: date | None) -> None:
    if bool(words) != bool(on):
        raise Invalid("answered_on", _(DAY_MISSING)) if words else Invalid("answer", _(NO_WORDS))
    if on is not None:
        refuse_future("answered_on", on)
        if on < request.asked_on:
            raise Invalid("answered_on", _(BEFORE_REQUEST))


def _refuse_archived(claim: Claim) -> None:
    if claim.archived_at is not None:
        raise Conflict(_(ARCHIVED_CLAIM))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
