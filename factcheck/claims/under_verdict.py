"""Actions on the basis of an approved verdict: refused, a question to the editors, or free.

A claim is under a verdict while it is decided: from the approval of an edition until the verdict is withdrawn. The
table names every act on claims, evidence, sources and articles. What asks is compared with the approved edition by the
room `verdicts`.
"""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from factcheck.claims.models import Claim, ClaimKind, ClaimState
from factcheck.db import Base, db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import N_, _
from factcheck.web.filters import day_in_words
from factcheck.web.input.days import last_day, refuse_future

APPROVED = frozenset({"approved", "published"})  # states of an edition, as the database has them


class Then(enum.StrEnum):
    """The consequence of an action."""

    REFUSED = "refused"
    ASKS = "asks"  # done, and a question to the editors if it contradicts the approved edition
    FREE = "free"  # it can't change anything that an edition rests on


CHANGE_KIND = "claim:change-kind"  # part of `claim:edit`
ACTS: dict[str, Then] = {
    "claim:archive": Then.REFUSED,
    "claim:resize": Then.REFUSED,
    CHANGE_KIND: Then.REFUSED,
    "claim:edit": Then.ASKS,
    "claim:detach": Then.ASKS,
    "claim:reattach": Then.ASKS,
    "claim:join": Then.ASKS,
    "claim:state": Then.ASKS,  # a verdict was withdrawn: its question is closed
    "evidence:add": Then.ASKS,
    "evidence:edit": Then.ASKS,
    "evidence:withdraw": Then.ASKS,
    "evidence:restore": Then.ASKS,
    "relation:remove": Then.ASKS,
    "relation:restore": Then.ASKS,
    "question:edit": Then.ASKS,
    "question:remove": Then.ASKS,
    "question:restore": Then.ASKS,
    "question:answer": Then.ASKS,
    "question:edit-answer": Then.ASKS,
    "question:remove-answer": Then.ASKS,
    "question:restore-answer": Then.ASKS,
    "calculation:edit": Then.ASKS,
    "calculation:remove": Then.ASKS,
    "calculation:restore": Then.ASKS,
    "reply:answer": Then.ASKS,
    "reply:remove": Then.ASKS,
    "reply:restore": Then.ASKS,
    "source:edit": Then.ASKS,
    "article:edit": Then.ASKS,
    "article:open-version": Then.ASKS,  # it may have another headline; changed words are a separate question
    "claim:highlight": Then.FREE,  # a new claim has no verdict
    "claim:restore": Then.FREE,  # a claim under a verdict is never archived
    "claim:confirm-anchor": Then.FREE,  # places in later versions: the publisher's changes are a separate question
    "claim:move-anchor": Then.FREE,
    "claim:give-up-anchor": Then.FREE,
    "claim:undo-anchor-decision": Then.FREE,
    "evidence:confirm-quote": Then.FREE,
    "evidence:unconfirm-quote": Then.FREE,
    "evidence:find-quote": Then.FREE,  # where a capture has the quotation, which is unchanged
    "evidence:raise-alarm": Then.FREE,  # the quotation is unchanged; a person decides what the page's change means
    "evidence:end-alarm": Then.FREE,
    "evidence:hold": Then.FREE,
    "evidence:unhold": Then.FREE,
    "evidence:order": Then.FREE,  # the edition keeps its order, and the numbers that it cites never change
    "reply:mail": Then.FREE,  # the letter of a request
    "relation:add": Then.FREE,  # the edition had no such part
    "relation:order": Then.FREE,
    "question:ask": Then.FREE,  # the edition had no such question
    "question:order": Then.FREE,
    "calculation:add": Then.FREE,  # the edition doesn't rest on it
    "calculation:order": Then.FREE,
    "reply:ask": Then.FREE,  # until it is answered, the edition has all that is known
    "source:add": Then.FREE,
    "source:import": Then.FREE,
    "source:merge": Then.ASKS,
    "source:unmerge": Then.ASKS,
    "source:unmerge-from": Then.ASKS,
    "source:merge-into": Then.FREE,  # its evidence has moved, of which `source:merge` asks
    "source:unmark-confidential": Then.FREE,  # its evidence comes to the claim as what is added
    "source:mark-confidential": Then.FREE,  # no edition in force names it
    "source:give-access": Then.FREE,
    "source:end-access": Then.FREE,
    "source:add-note": Then.FREE,  # for colleagues; the source is unchanged
    "source:remove-note": Then.FREE,
    "source:restore-note": Then.FREE,
    "source:archive": Then.FREE,  # only removed from the library's list; its evidence is unchanged
    "source:restore": Then.FREE,
    "source:add-copy": Then.FREE,  # somebody else keeps it
    "source:ask-archive": Then.FREE,
    "source:end-archive": Then.FREE,
    "source:watch": Then.FREE,  # its page is looked at; what it brings is a capture or a version
    "source:unwatch": Then.FREE,
    "article:watch": Then.FREE,
    "article:unwatch": Then.FREE,
    "article:add": Then.FREE,
    "article:update": Then.FREE,
    "article:reanchor": Then.FREE,
    "article:archive": Then.FREE,  # only removed from the list of articles; its claims, pages and exports are unchanged
    "article:restore": Then.FREE,
}
REFUSALS = {
    "claim:archive": N_("This claim has an approved verdict, so it can’t be archived. Withdraw the verdict first."),
    "claim:resize": N_(
        "An approved verdict quotes these words. Add another quote to the claim or correct the verdict instead."
    ),
    CHANGE_KIND: N_("This claim has an approved verdict, so its type can’t be changed. Withdraw the verdict first."),
}


class VerdictStatus(NamedTuple):
    """The facts about a claim's verdict that a change of the claim must not contradict."""

    has_truth_rating: bool = False  # a draft, returned or submitted edition has a rating on the line
    first_approved: datetime | None = None
    authors: frozenset[int] = frozenset()  # ids of the authors of its editions


def is_under_verdict(claim: Claim) -> bool:
    """Whether an approved or published verdict rests on the claim."""
    return claim.state is ClaimState.DECIDED


def refuse(claim: Claim, act: str) -> None:
    """Raise Conflict if the action is refused under a verdict and the claim has one."""
    if is_under_verdict(claim) and ACTS[act] is Then.REFUSED:
        raise Conflict(_(REFUSALS[act]))


def check_kind(claim: Claim, kind: ClaimKind) -> None:
    """Raise Invalid for `kind` if a verdict, or a draft of one, contradicts the new kind."""
    if kind is claim.kind:
        return
    if is_under_verdict(claim):
        raise Invalid("kind", _(REFUSALS[CHANGE_KIND]))
    if kind is not ClaimKind.CHECKABLE and verdict_status_of(claim).has_truth_rating:
        raise Invalid(
            "kind",
            _("A draft verdict rates this claim as checkable. Edit or discard it first."),
        )


def check_day(claim: Claim, said_on: date | None) -> None:
    """Raise Invalid for `said_on` if it is in the future, or after the first verdict on the claim."""
    if said_on is None or said_on == claim.said_on:
        return
    refuse_future("said_on", said_on)
    approved = verdict_status_of(claim).first_approved
    if approved is not None and said_on > last_day(approved):
        day = day_in_words(approved)
        raise Invalid(
            "said_on", _("A verdict on this claim was approved on %(day)s. Enter that date or an earlier one.", day=day)
        )


def verdict_status_of(claim: Claim) -> VerdictStatus:
    """What the editions of the claim's verdict say of it, read from the tables of the room `verdicts` above."""
    verdicts, editions, ratings = (Base.metadata.tables[name] for name in ("verdicts", "editions", "ratings"))
    columns = (editions.c.state, ratings.c.position, editions.c.approved_at, editions.c.author_id)
    query = (
        select(*columns)
        .join_from(verdicts, editions, editions.c.verdict_id == verdicts.c.id)
        .join(ratings)
        .where(verdicts.c.claim_id == claim.id)
    )
    rows = db.session.execute(query).all()
    return VerdictStatus(
        has_truth_rating=any(row.state not in APPROVED and row.position is not None for row in rows),
        first_approved=min((row.approved_at for row in rows if row.approved_at), default=None),
        authors=frozenset(row.author_id for row in rows),
    )
