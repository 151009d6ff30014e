"""Queries of the screens that show several rooms."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from flask import request, url_for
from sqlalchemy import Select, select

from factcheck.annotations.models import Anchor, AnchorState, Annotation, Target
from factcheck.articles.models import Version
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.db.visibility import everything_visible
from factcheck.reanchoring.queries import mark
from factcheck.web.input.numbers import number

# the id and the digest of the newest event; as long as they are the same, no page has changed
NEWEST_ACT = select(Event.id, Event.sha256).order_by(Event.id.desc()).limit(1)


@everything_visible()
def newest_act() -> tuple[int | None, str]:
    """The id and the digest of the newest event; None and nothing if there is none."""
    act = db.session.execute(NEWEST_ACT).first()
    return (act.id, act.sha256) if act else (None, "")


def in_doubt(version_id: int, claims: Collection[int]) -> Select[int]:
    """The claims, including archived ones, with a mark in a version that is orphaned or uncertain."""
    query = select(Annotation.claim_id).join(Annotation.targets).join(Anchor, Anchor.target_id == Target.id).distinct()
    query = query.where(Anchor.version_id == version_id, Anchor.state != AnchorState.CONFIDENT)
    return query.where(Annotation.claim_id.in_(claims))


class Attached(NamedTuple):
    """A mark, the address for its new words, and the way back."""

    url: str
    revision: int
    claim_id: int
    exact: str
    is_here: bool  # whether these are its words in this version
    back: str


def attached(version: Version) -> Attached | None:
    """A mark that was carried over to this version (`attach`), or was made in it (`resize`)."""
    if argument := number(request.args.get("attach")):
        anchor = db.session.scalars(mark(argument)).first()
        return _carried(anchor) if anchor is not None and anchor.version_id == version.id else None
    if argument := number(request.args.get("resize")):
        target = db.session.get(Target, argument)
        return _made(target) if target is not None and target.version_id == version.id else None
    return None


def _carried(carried: Anchor) -> Attached:
    article_id, number = carried.version.article_id, carried.version.number
    back = url_for("reanchoring.carried", article_id=article_id, number=number)
    url = url_for("reanchoring.move", anchor_id=carried.id)
    return Attached(url, carried.revision, carried.target.annotation.claim_id, carried.target.exact, False, back)


def _made(target: Target) -> Attached:
    claim_id = target.annotation.claim_id
    back, url = url_for("desk.claim", claim_id=claim_id), url_for("resizing.resize", target_id=target.id)
    return Attached(url, target.revision, claim_id, target.exact, True, back)
