"""The event of the audit log behind each export, so that readers' copies prove that the log wasn't cut or rewritten.

An edition carries the event that published it, or that withdrew it, which never changes: the same data gives the same
bytes. The newest head is sent as a header.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response
from sqlalchemy import select

from factcheck.audit import former_names
from factcheck.audit.heads import Head
from factcheck.audit.models import Event
from factcheck.audit.restoring import head_of_database
from factcheck.db import db

HEADER = "Factcheck-Audit-Head"
PUBLISH, WITHDRAW = "verdict:publish", "verdict:withdraw"
Act = tuple[str, int, int]  # action, claim, number of the edition


def acts_on(claim_ids: Iterable[int]) -> dict[Act, str]:
    """The heads of the events that published or withdrew editions of these claims, as N:HASH."""
    columns = (Event.id, Event.sha256, Event.stored_action, Event.subject_id, Event.after)
    query = select(*columns).where(Event.subject_type == "claim", Event.subject_id.in_(list(claim_ids)))
    found = db.session.execute(query.where(Event.is_act(PUBLISH, WITHDRAW)).order_by(Event.id))
    return {
        (former_names.action(row[2]), row[3], (row[4] or {}).get("edition", 0)): str(Head(row[0], row[1]))
        for row in found
    }


def name_head(response: Response) -> Response:
    """Add the current head of the audit log to an answer for readers."""
    if response.status_code in {200, 304} and (head := head_of_database()) is not None:
        response.headers[HEADER] = str(head)
    return response
