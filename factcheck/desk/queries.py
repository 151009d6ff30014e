"""What the screens that show several rooms ask."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from flask import request, url_for
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from factcheck.accounts.models import User
from factcheck.annotations.models import Annotation, Carried, Part, Placement
from factcheck.articles.models import Version
from factcheck.audit.models import Event
from factcheck.claims.models import Claim, ClaimState
from factcheck.corrections.source_changes import unanswered as source_changes
from factcheck.db import db
from factcheck.reanchoring.queries import mark
from factcheck.reviews.queries import agreements, disagreements, owed_by, unasked
from factcheck.verdicts.models import Edition, EditionState, Verdict
from factcheck.verdicts.queries import is_taken_down
from factcheck.web.input.numbers import number

UNFINISHED = (EditionState.DRAFT, EditionState.SENT_BACK)
IN_WORK = (*UNFINISHED, EditionState.SUBMITTED, EditionState.APPROVED)  # somebody has the verdict in hand
NEWEST_ACT = select(func.max(Event.id))  # while it is the same, no page has changed


def waiting_for(user_id: int) -> Select[Edition]:
    """Submitted editions that this editor may decide on: written by others, and no blind review owed; oldest first."""
    query = _editions().where(Edition.state == EditionState.SUBMITTED, Edition.author_id != user_id)
    return query.where(Edition.verdict_id.not_in(select(Verdict.id).where(Verdict.claim_id.in_(owed_by(user_id)))))


def unfinished_by(user_id: int) -> Select[Edition]:
    """This person's drafts, and what came back to them."""
    return _editions().where(Edition.state.in_(UNFINISHED), Edition.author_id == user_id)


def submitted_by(user_id: int) -> Select[Edition]:
    """What this person submitted, and another editor has not decided on."""
    return _editions().where(Edition.state == EditionState.SUBMITTED, Edition.author_id == user_id)


def left_behind(user_id: int) -> Select[Edition]:
    """Drafts, and what was sent back, of people who have left, unless this person still owes a blind review there."""
    query = _editions().where(Edition.state.in_(UNFINISHED), Edition.author.has(User.active.is_(False)))
    return query.where(Edition.verdict.has(Verdict.claim_id.not_in(owed_by(user_id))))


def approved_unpublished() -> Select[Edition]:
    """Approved editions that no reader sees yet."""
    return _editions().where(Edition.state == EditionState.APPROVED)


def divided(user_id: int) -> Select[Claim]:
    """Claims on which reviewers disagree, and whose verdict nobody has in hand."""
    return disagreements(user_id).where(_is_free())


def ready(user_id: int) -> Select[Claim]:
    """Claims on which at least two reviewers agree, and whose verdict nobody has in hand."""
    return agreements(user_id).where(_is_free())


def idle() -> Select[Claim]:
    """Claims in review for which nobody owes a review, too few are given, and nobody has a verdict in hand."""
    return unasked().where(_is_free())


def changed() -> Select[Placement]:
    """One place of each claim whose words the publisher changed after its verdict."""
    first = source_changes().with_only_columns(func.min(Placement.id)).order_by(None).group_by(Annotation.claim_id)
    return source_changes().where(Placement.id.in_(first))


def open_claims() -> Select[Claim]:
    """Claims that nobody has taken up, oldest first."""
    return (
        select(Claim)
        .where(Claim.state == ClaimState.OPEN, Claim.archived_at.is_(None))
        .options(joinedload(Claim.claimant))
        .order_by(Claim.id)
    )


def in_doubt(version_id: int, claims: Collection[int]) -> Select[int]:
    """Those of the claims, archived ones as well, that have a mark in a version which is lost or needs a look."""
    query = select(Annotation.claim_id).join(Annotation.parts).join(Placement, Placement.part_id == Part.id).distinct()
    query = query.where(Placement.version_id == version_id, Placement.state != Carried.SURE)
    return query.where(Annotation.claim_id.in_(claims))


def _is_free() -> ColumnElement[bool]:
    in_hand = select(Verdict.claim_id).join(Verdict.editions).where(Edition.state.in_(IN_WORK), ~is_taken_down())
    return Claim.id.not_in(in_hand)


def _editions() -> Select[Edition]:
    return (
        select(Edition)
        .where(~Edition.verdict.has(is_taken_down()))
        .options(
            joinedload(Edition.verdict).joinedload(Verdict.claim),
            joinedload(Edition.author),
            joinedload(Edition.rating),
        )
        .order_by(Edition.submitted_at, Edition.id)
    )


class Attached(NamedTuple):
    """A mark, where its new words are sent to, and the way back."""

    url: str
    revision: int
    claim_id: int
    exact: str
    is_here: bool  # whether these are its words in the version at hand
    back: str


def attached(version: Version) -> Attached | None:
    """A mark that was carried over to this version (`attach`), or was made in it (`resize`)."""
    if asked := number(request.args.get("attach")):
        placement = db.session.scalars(mark(asked)).first()
        return _carried(placement) if placement is not None and placement.version_id == version.id else None
    if asked := number(request.args.get("resize")):
        part = db.session.get(Part, asked)
        return _made(part) if part is not None and part.version_id == version.id else None
    return None


def _carried(it: Placement) -> Attached:
    article_id, number = it.version.article_id, it.version.number
    back = url_for("reanchoring.carried", article_id=article_id, number=number)
    url = url_for("reanchoring.move", placement_id=it.id)
    return Attached(url, it.revision, it.part.annotation.claim_id, it.part.exact, False, back)


def _made(it: Part) -> Attached:
    claim_id = it.annotation.claim_id
    back, url = url_for("desk.claim", claim_id=claim_id), url_for("reanchoring.resize", part_id=it.id)
    return Attached(url, it.revision, claim_id, it.exact, True, back)
