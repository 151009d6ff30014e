"""The mark for which words are to be selected on the workbench, if its address names one."""

from __future__ import annotations

from typing import NamedTuple

from flask import request, url_for

from factcheck.annotations.models import Part, Placement
from factcheck.articles.models import Version
from factcheck.db import db
from factcheck.reanchoring.queries import mark
from factcheck.web.input.numbers import number


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
