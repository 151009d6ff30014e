"""What a person does after what they have just done: the first row of their desk that somebody waits for."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for

from factcheck.accounts.models import User
from factcheck.desk.home import groups
from factcheck.desk.home.rows import DeskRow, claims_of, contexts_of, rows_of
from factcheck.i18n import N_

VERBS = {  # by name of a group, in the order in which they are offered: what is done with its rows
    "returned": N_("Revise verdict"),
    "late": N_("Rate claim"),
    "today": N_("Rate claim"),
    "questions": N_("Answer question"),
    "quotations": N_("Compare wordings"),
    "decisions": N_("Decide on the verdict"),
    "assigned": N_("Rate claim"),
    "ready": N_("Write the verdict"),
    "disagreements": N_("Write the verdict"),
    "approved": N_("Publish verdict"),
    "unfinished": N_("Continue the draft"),
}


class NextWork(NamedTuple):
    """One row of the desk: the claim's statement, what is to be done with it, and where."""

    statement: str
    verb: str
    url: str


def next_work(user: User, but_claim_id: int) -> NextWork | None:
    """The first thing that waits for this person and isn't about the claim with this number; None if nothing does."""
    for name, verb in VERBS.items():
        group = groups.named(user, name)
        items = group.first(user, 2) if group else []
        for row in rows_of(name, items, contexts_of(claims_of(items))):
            if row.claim.id != but_claim_id:
                return NextWork(row.claim.statement, verb, _address(name, row))
    return None


def _address(name: str, row: DeskRow) -> str:
    """Where the work begins: the form where there is one, else the page of the row."""
    if name == "assigned":
        return url_for("reviews.create", claim_id=row.claim.id)
    return row.action[1] if row.action else row.url
