"""Rows of the desk: of whatever kind, each is about a claim, leads somewhere, and waits since or until some day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from flask import url_for
from sqlalchemy import func, select

from factcheck.annotations.models import Anchor, Annotation
from factcheck.articles.models import Article
from factcheck.claims.models import Claim, Claimant
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_
from factcheck.replies.models import ReplyRequest
from factcheck.reviews.models import Assignment
from factcheck.threads.models import Mention
from factcheck.verdicts.basis_questions.models import BasisQuestion
from factcheck.verdicts.models import Edition, Takedown
from factcheck.watching.models import QuoteAlarm

CLAIMS: dict[type, Callable[[Any], Claim]] = {  # by kind of row: its claim
    Claim: lambda row: row,
    Mention: lambda row: row.comment.thread.claim,
    Edition: lambda row: row.verdict.claim,
    Takedown: lambda row: row.verdict.claim,
    BasisQuestion: lambda row: row.claim,
    QuoteAlarm: lambda row: row.evidence.claim,
    Anchor: lambda row: row.target.annotation.claim,
    Assignment: lambda row: row.claim,
    ReplyRequest: lambda row: row.claim,
    Evidence: lambda row: row.claim,
}
ADDRESSES: dict[type, Callable[[Any], str]] = {  # by kind of row: where it leads to
    Claim: lambda row: url_for("desk.claim", claim_id=row.id),
    Mention: lambda row: url_for("threads.show", thread_id=row.comment.thread_id),
    Edition: lambda row: url_for("verdict_decisions.show", edition_id=row.id),
    Takedown: lambda row: url_for("takedowns.takedown", verdict_id=row.verdict_id),
    BasisQuestion: lambda row: url_for("questions.basis", claim_id=row.claim_id),
    QuoteAlarm: lambda row: url_for("quote_alarms.show", evidence_id=row.evidence_id),
    Anchor: lambda row: url_for("source_changes.changes", claim_id=row.target.annotation.claim_id),
    Assignment: lambda row: url_for("desk.claim", claim_id=row.claim_id),
    ReplyRequest: lambda row: url_for("desk.claim", claim_id=row.claim_id, _anchor="replies"),
    Evidence: lambda row: url_for("evidence.edit", evidence_id=row.id),
}
STARTS: dict[type, Callable[[Any], datetime]] = {  # by kind of row: since when it waits, where not since it was made
    Mention: lambda row: row.comment.created_at,
    Edition: lambda row: row.sent_back_at or row.submitted_at or row.created_at,
    Anchor: lambda row: row.version.created_at,
}
DUE: dict[type, Callable[[Any], date | None]] = {  # by kind of row: until when it waits
    Assignment: lambda row: row.due_on,
    ReplyRequest: lambda row: row.answer_by,
    Evidence: lambda row: row.review_by,
}
ACTIONS: dict[str, tuple[str, Callable[[Any], str]]] = {  # by group: what its button says and where it leads to
    "returned": (N_("Revise verdict"), lambda row: url_for("verdicts.edit", edition_id=row.id)),
    "late": (N_("Rate claim"), lambda row: url_for("reviews.create", claim_id=row.claim_id)),
    "today": (N_("Rate claim"), lambda row: url_for("reviews.create", claim_id=row.claim_id)),
    "questions": (N_("Answer question"), ADDRESSES[Mention]),
    "quotations": (N_("Compare wordings"), ADDRESSES[QuoteAlarm]),
    "looks": (N_("Re-check"), ADDRESSES[Evidence]),
    "replies": (N_("Record answer"), lambda row: url_for("replies.record_answer", reply_id=row.id)),
    "ready": (N_("Write the verdict"), lambda row: url_for("verdicts.propose", claim_id=row.id)),
    "disagreements": (N_("Write the verdict"), lambda row: url_for("verdicts.propose", claim_id=row.id)),
}


class ClaimContext(NamedTuple):
    """Who made a claim, and the first article in which it appears; None where that isn't known."""

    claimant: str | None
    article: str | None
    language: str | None


class DeskRow(NamedTuple):
    """A row of a group: `item` is what the group's query found."""

    item: Any
    claim: Claim
    context: ClaimContext
    url: str
    since: datetime
    due: date | None
    action: tuple[str, str] | None  # what its button says, and where it leads to


def rows_of(name: str, items: Iterable[Any], contexts: Mapping[int, ClaimContext]) -> list[DeskRow]:
    """The rows of a group, which has this name; kinds of rows that aren't about a claim are left out."""
    return [_row(name, item, contexts) for item in items if type(item) in CLAIMS]


def claims_of(items: Iterable[Any]) -> set[int]:
    """The numbers of the claims that rows of any kind are about."""
    return {CLAIMS[type(item)](item).id for item in items if type(item) in CLAIMS}


def contexts_of(claim_ids: Collection[int]) -> dict[int, ClaimContext]:
    """Claimant and article of each of these claims: one query."""
    first = select(func.min(Annotation.id)).where(Annotation.claim_id == Claim.id, Annotation.archived_at.is_(None))
    query = select(Claim.id, Claimant.name, Article.title, Article.language).outerjoin(Claim.claimant)
    query = query.outerjoin(Annotation, Annotation.id == first.correlate(Claim).scalar_subquery())
    query = query.outerjoin(Article, Article.id == Annotation.article_id).where(Claim.id.in_(claim_ids))
    return {row[0]: ClaimContext(*row[1:]) for row in db.session.execute(query)} if claim_ids else {}


def _row(name: str, item: Any, contexts: Mapping[int, ClaimContext]) -> DeskRow:
    kind = type(item)
    claim = CLAIMS[kind](item)
    since: datetime = STARTS[kind](item) if kind in STARTS else item.created_at
    due = DUE[kind](item) if kind in DUE else None
    words, address = ACTIONS.get(name, ("", None))
    action = (words, address(item)) if address else None
    return DeskRow(item, claim, contexts[claim.id], ADDRESSES[kind](item), since, due, action)
