"""Letters of requests: their words, and sending them by mail as a job (RFC 5322)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app

from factcheck.accounts.security import mail
from factcheck.audit.service import record
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.documents.text import one_line
from factcheck.i18n import N_, _
from factcheck.jobs.handlers import JobHandler, Report
from factcheck.jobs.service import enqueue
from factcheck.replies.models import ReplyRequest
from factcheck.replies.status import ReplyKind

SEND = "letter:send"
MOST_IN_SUBJECT = 80  # code points of a statement
SUBJECTS = {
    ReplyKind.COMMENT: N_("Request for comment: %(words)s %(reference)s"),
    ReplyKind.RATING: N_("Our planned rating: %(words)s %(reference)s"),
    ReplyKind.CORRECTION: N_("Request for correction: %(words)s %(reference)s"),
}
REQUESTS = {
    ReplyKind.COMMENT: N_("We are checking this statement, and would like to have your comment before we publish:"),
    ReplyKind.RATING: N_("We have checked this statement:"),
    ReplyKind.CORRECTION: N_("We have checked this statement, which you published, and ask you to correct it:"),
}
TO_FILL_IN = "[…]"  # what only a person knows
PLANNED = N_("We plan to rate it “%(rating)s”. Please tell us what you would like to say to that.")


def letter(claim: Claim, kind: ReplyKind, newsroom: str, sender: str) -> str:
    """The words of a request about a claim, in the site's language; who asks edits them before sending."""
    planned = [_(PLANNED, rating=TO_FILL_IN)] if kind is ReplyKind.RATING else []
    words, answered = f"“{claim.quoted or claim.statement}”", _("We will print your answer word for word.")
    return "\n\n".join((_("Dear Sir or Madam,"), _(REQUESTS[kind]), words, *planned, answered, f"{sender}\n{newsroom}"))


def subject(request: ReplyRequest) -> str:
    """The subject of the letter, on one line, with the reference by which its answer is found again."""
    words = one_line(request.claim.statement)
    cut = words if len(words) <= MOST_IN_SUBJECT else f"{words[:MOST_IN_SUBJECT].rstrip()}…"
    return _(SUBJECTS[request.kind], words=cut, reference=request.reference)


def is_mail_set() -> bool:
    """Whether this installation has a mail server."""
    return bool(current_app.extensions["settings"].mail_url)


def queue(request: ReplyRequest, location: str) -> None:
    """Queue the letter in the caller's transaction; `location` is the path of the page that shows the request."""
    enqueue(SEND, {"request_id": request.id}, location=location, key=f"{SEND} {request.id}")


def send(arguments: Mapping[str, Any], _report: Report) -> Callable[[], None]:
    """The job: send a letter once, unless its request was removed meanwhile, then note when it was sent."""
    request = db.session.get_one(ReplyRequest, int(arguments["request_id"]))
    if request.mailed_at is not None or request.archived_at is not None:
        return lambda: None
    request_id, words = request.id, request.question
    recipient, about, answers_to = request.contact, subject(request), request.asked_by.email
    mail.deliver(recipient, about, words, answers_to)
    return lambda: _note(request_id)


def _note(request_id: int) -> None:
    request = db.session.get_one(ReplyRequest, request_id)
    request.mailed_at = utcnow()
    after = {"request": request.id, "asked_of": request.asked_of}
    record(None, "reply:mail", ("claim", request.claim_id), None, after)


JOBS = {SEND: JobHandler(send, N_("Sending a letter"), **mail.RETRIED)}
