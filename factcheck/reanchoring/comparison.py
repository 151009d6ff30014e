"""Old and new words of carried marks, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import undefer

from factcheck.annotations.candidates import QuoteContext, around
from factcheck.annotations.models import Anchor
from factcheck.articles.models import Version
from factcheck.db import db
from factcheck.textdiff.runs import Run, runs


class AnchorComparison(NamedTuple):
    """A carried-over mark: its words where it was made and now (None: not found), and both as one sequence of runs."""

    anchor: Anchor
    old: QuoteContext
    new: QuoteContext | None
    runs: list[Run]


def sides(anchors: Sequence[Anchor]) -> list[AnchorComparison]:
    """Anchors with both texts around them; each text is read once."""
    wanted = {it.version_id for it in anchors} | {it.target.version_id for it in anchors}
    query = select(Version).where(Version.id.in_(wanted)).options(undefer(Version.text))
    texts = {version.id: version.text for version in db.session.scalars(query)}
    return [_sides(it, texts) for it in anchors]


def _sides(anchor: Anchor, texts: Mapping[int, str]) -> AnchorComparison:
    old = around(texts[anchor.target.version_id], anchor.target.start, anchor.target.end)
    if anchor.start is None or anchor.end is None:
        return AnchorComparison(anchor, old, None, [])
    new = around(texts[anchor.version_id], anchor.start, anchor.end)
    return AnchorComparison(anchor, old, new, runs(old.words, new.words))
