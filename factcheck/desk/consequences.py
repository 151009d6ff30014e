"""What an event has for its consequences in other rooms, in the same transaction.

The rooms that record events don't know those above them. So the events of a transaction are read here, and every room
that follows them is called: before the next query of the transaction, as changes are flushed before it, and before the
commit.
"""

from __future__ import annotations

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from factcheck.archives import ask_job
from factcheck.audit import feed
from factcheck.captures import article_job, following, quote_job
from factcheck.db import db
from factcheck.db.visibility import everything_visible
from factcheck.evidence_finder import index_job as passages
from factcheck.merging import proposals as duplicates
from factcheck.notes import service as notes
from factcheck.origins import compare_job as origins
from factcheck.publishers import service as publishers
from factcheck.reanchoring import job
from factcheck.reviews import rechecks
from factcheck.verdicts.basis_questions import service as questions
from factcheck.watching import following as watching

FOLLOWERS = (
    notes,
    job,
    article_job,
    following,
    quote_job,
    ask_job,
    origins,
    duplicates,
    publishers,
    passages,
    watching,
    rechecks,
    questions,
)
FOLLOWED = frozenset(action for room in FOLLOWERS for action in room.FOLLOWED)


@everything_visible()
def follow(session: Session) -> None:
    """Call the rooms that follow the audit log with each event that was recorded since they were called last."""
    for happened in feed.read(session, FOLLOWED):
        for room in FOLLOWERS:
            room.follow(happened)


def follow_before_query(state: ORMExecuteState) -> None:
    """Follow before a query; not within a flush, which can't begin another one."""
    if feed.has_unread(state.session) and not state.session._flushing:
        follow(state.session)


def init_app(_: Flask) -> None:
    """Follow from now on, before the audit log records the remaining changes of a transaction."""
    event.listen(db.session, "do_orm_execute", follow_before_query)
    event.listen(db.session, "before_commit", follow, insert=True)
