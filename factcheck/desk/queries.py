"""Queries of the screens that show several rooms."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from flask import request, url_for
from sqlalchemy import Select, func, select

from factcheck.annotations.models import Annotation, Carried, Part, Placement
from factcheck.articles.models import Version
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.reanchoring.queries import mark
from factcheck.web.input.numbers import number

NEWEST_ACT = select(func.max(Event.id))  # as long as it is the same, no page has changed


def in_doubt(version_id: int, claims: Collection[int]) -> Select[int]:
    """The claims, including archived ones, with a mark in a version that is orphaned or uncertain."""
    query = select(Annotation.claim_id).join(Annotation.parts).join(Placement, Placement.part_id == Part.id).distinct()
    query = query.where(Placement.version_id == version_id, Placement.state != Carried.SURE)
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
        placement = db.session.scalars(mark(argument)).first()
        return _carried(placement) if placement is not None and placement.version_id == version.id else None
    if argument := number(request.args.get("resize")):
        part = db.session.get(Part, argument)
        return _made(part) if part is not None and part.version_id == version.id else None
    return None


def _carried(carried: Placement) -> Attached:
    article_id, number = carried.version.article_id, carried.version.number
    back = url_for("reanchoring.carried", article_id=article_id, number=number)
    url = url_for("reanchoring.move", placement_id=carried.id)
    return Attached(url, carried.revision, carried.part.annotation.claim_id, carried.part.exact, False, back)


def _made(it: Part) -> Attached:
    claim_id = it.annotation.claim_id
    back, url = url_for("desk.claim", claim_id=claim_id), url_for("resizing.resize", part_id=it.id)
    return Attached(url, it.revision, claim_id, it.exact, True, back)
