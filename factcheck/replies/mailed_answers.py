"""From a mail in a file to the request that it answers, by the reference in its subject."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from factcheck.db import db
from factcheck.documents.foreign.mail_reply import NAME
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.processes import child
from factcheck.replies.models import ReplyRequest

REFERENCE = re.compile(r"\[FC-([1-9][0-9]{0,8})-([1-9][0-9]{0,8})\]", re.IGNORECASE)
NO_REFERENCE = N_(
    "The subject of this mail has no reference such as [FC-12-3]. Look for the claim, choose “Record answer” at the "
    "request, and paste the answer."
)
SEVERAL = N_("The subject of this mail has several references. Choose “Record answer” at the request, and paste it.")
NO_REQUEST = N_("No request has the reference %(reference)s.")
REMOVED = N_("The request with the reference %(reference)s was removed. Restore it first.")
UNREADABLE = N_("This mail can’t be read. Open it in your mail program, copy its text and paste it as the answer.")


class MailedAnswer(NamedTuple):
    """What a mail says: `answer` is without the letter that it quotes; None for a day that it doesn't say."""

    subject: str
    sender: str
    sent_on: date | None
    answer: str
    whole: str


def read(raw: bytes) -> MailedAnswer:
    """Read a mail in a process of its own; raises Invalid for `upload` with the reason and the limit."""
    try:
        found = child.run(NAME, raw)
    except child.ChildFailed:
        raise Invalid("upload", _(UNREADABLE)) from None
    if "refused" in found:
        raise Invalid("upload", _(found["refused"], **found["values"]))
    sent_on = date.fromisoformat(found["sent_on"]) if found["sent_on"] else None
    return MailedAnswer(found["subject"], found["sender"], sent_on, found["answer"], found["whole"])


def request_of(subject: str) -> ReplyRequest:
    """The request whose reference a subject has; raises Invalid for `upload` if that isn't exactly one."""
    found = set(REFERENCE.findall(subject))
    if len(found) != 1:
        raise Invalid("upload", _(SEVERAL if found else NO_REFERENCE))
    claim_id, request_id = found.pop()
    request, reference = db.session.get(ReplyRequest, int(request_id)), f"[FC-{claim_id}-{request_id}]"
    if request is None or request.claim_id != int(claim_id):
        raise Invalid("upload", _(NO_REQUEST, reference=reference))
    if request.archived_at is not None:
        raise Invalid("upload", _(REMOVED, reference=reference))
    return request
