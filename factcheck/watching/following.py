"""What watching follows in the audit log: evidence that quotes a page, an article that is added with its address."""

from __future__ import annotations

from sqlalchemy import select

from factcheck.articles.models import Article
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.sources.models import Source
from factcheck.watching import service
from factcheck.watching.alarms import compare_job
from factcheck.watching.alarms import service as alarms

CITES, ADDS = "evidence:add", "article:add"
FOLLOWED = frozenset({CITES, ADDS, compare_job.FOLLOWED, *alarms.FOLLOWED})


def follow(happened: Event) -> None:
    """Watch the page in the transaction in which it is cited or added; compare and end alarms as their rooms do."""
    compare_job.follow(happened)
    alarms.follow(happened)
    if happened.action not in {CITES, ADDS} or happened.actor_id is None or not service.is_automatic():
        return
    subject = _cited(happened) if happened.action == CITES else db.session.get(Article, happened.subject_id)
    if subject is None or not service.address_of(subject) or service.page_of(subject) is not None:
        return
    service.switch_on(happened.actor_id, subject)


def _cited(happened: Event) -> Source | None:
    """The source of evidence that was added."""
    query = select(Source).join(Evidence, Evidence.source_id == Source.id)
    number = (happened.after or {}).get("number")
    return db.session.scalars(query.where(Evidence.claim_id == happened.subject_id, Evidence.number == number)).first()
