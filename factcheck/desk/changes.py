"""Updates for an open workbench: the blocks, cards and counts that later events have changed.

Everything is rendered in its present state, so one answer covers any number of events, and applying it twice changes
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup
from sqlalchemy import CompoundSelect, Select, and_, exists, or_, select

from factcheck.annotations import render
from factcheck.annotations.models import Anchor, Annotation, Target
from factcheck.annotations.queries import PlacedMark
from factcheck.articles.models import Version
from factcheck.articles.render import MarkSpan, by_block
from factcheck.audit.models import Event
from factcheck.audit.queries import after
from factcheck.db import db
from factcheck.desk.workbench.drawing import Drawing
from factcheck.live.events import CHANGE_ANSWERS, CLAIM_ACTIONS

EDIT = "claim:edit"  # the one that usually doesn't change the marks
NAMED = Markup('<article class="card" id="claim-{}"></article>')


class Card(NamedTuple):
    """A card to insert after that of claim `after`; None: before all others.

    A card that the page already has is only named, so that it is moved to its place.
    """

    claim_id: int
    after: int | None
    html: Markup


class Changes(NamedTuple):
    """What to add to a page, and what to remove from it."""

    blocks: Sequence[tuple[int, Markup]]
    cards: Sequence[Card]
    gone: Sequence[int]
    progress: Counter[str]
    rail: Sequence[render.RailMarks]
    standing: Collection[int]


def acts_on(article_id: int, seen: int) -> Select[Event]:
    """The events later than `seen` that a page of this article shows, oldest first."""
    is_here = exists().where(Annotation.claim_id == Event.subject_id, Annotation.article_id == article_id)
    is_shown = or_(Event.action.startswith(CLAIM_ACTIONS), Event.is_act(*CHANGE_ANSWERS))
    on_claim = and_(Event.subject_type == "claim", is_shown, is_here)
    on_article = and_(Event.subject_type == "article", Event.subject_id == article_id)
    return after(seen).where(or_(on_claim, on_article))


def changes(version: Version, drawing: Drawing, acts: Sequence[Event], seen: Collection[int] = ()) -> Changes:
    """What these events changed on the page of a version, in its present state, which its drawing shows.

    `seen` has the ids of events of the page itself, which it already shows: what they changed isn't sent again.
    """
    on_claims = [act for act in acts if act.action.startswith(CLAIM_ACTIONS)]
    unseen = [act for act in on_claims if act.id not in seen]
    by_claim: dict[int, list[PlacedMark]] = {}
    for place in drawing.rows:
        by_claim.setdefault(place.claim_id, []).append(place)
    claims = dict.fromkeys(act.subject_id for act in unseen)
    moved = {act.subject_id for act in unseen if _moves_marks(act)}
    named = {act.subject_id for act in on_claims} - claims.keys()
    return Changes(
        blocks=list(_blocks(version, drawing.rows, [act for act in on_claims if act.subject_id in moved])),
        cards=list(_cards(by_claim, claims, named)),
        gone=[claim_id for claim_id in claims if claim_id not in by_claim],
        progress=drawing.progress,
        rail=drawing.rail_marks,
        standing=by_claim.keys(),
    )


def _moves_marks(act: Event) -> bool:
    return act.action != EDIT or "state" in (act.after or {})


def _cards(by_claim: dict[int, list[PlacedMark]], claims: Collection[int], named: Collection[int]) -> Iterator[Card]:
    """The cards of those claims that aren't archived, in reading order, each with its neighbour; some only by name."""
    address = f"{url_for('claims.index')}/"
    before = None
    for claim_id, own in by_claim.items():
        if claim_id in claims:
            yield Card(claim_id, before, render.cards(own, address))
        elif claim_id in named:
            yield Card(claim_id, before, NAMED.format(claim_id))
        before = claim_id


def _blocks(version: Version, rows: Sequence[PlacedMark], acts: Sequence[Event]) -> Iterator[tuple[int, Markup]]:
    """The blocks that have or had a mark of these events' claims."""
    if not acts:
        return
    bounds = [(start, end) for _, start, end in version.blocks]
    stood = by_block(bounds, [MarkSpan(start, end, 0) for start, end in _stood(version, acts)])
    marks = by_block(bounds, rows)
    for index in sorted(stood):
        kind, start, end = version.blocks[index]
        yield index, render.block(index, kind, start, version.text[start:end], render.spans(marks.get(index, ())))


def _stood(version: Version, acts: Sequence[Event]) -> Iterator[tuple[int, int]]:
    """The present and earlier positions of these events' targets, including archived ones."""
    found: dict[int, tuple[int | None, int | None]] = {
        target: (start, end)
        for target, start, end in db.session.execute(_targets({act.subject_id for act in acts}, version.id))
    }
    yield from ((start, end) for start, end in found.values() if start is not None and end is not None)
    here = {"article": version.article_id, "version": version.number}
    for act in reversed(acts):  # newest first: an event has only what it changed
        new, old = act.after or {}, act.before or {}
        if "target" not in new or any(new.get(name) != value for name, value in here.items()):
            continue
        now = found.get(new["target"], (None, None))
        start, end = found[new["target"]] = old.get("start", now[0]), old.get("end", now[1])
        if start is not None and end is not None:
            yield start, end


def _targets(claims: Collection[int], version_id: int) -> CompoundSelect[int, int | None, int | None]:
    mine = Annotation.claim_id.in_(claims)
    made = (
        select(Target.id, Target.start, Target.end).join(Target.annotation).where(mine, Target.version_id == version_id)
    )
    carried = select(Anchor.target_id, Anchor.start, Anchor.end).join(Anchor.target).join(Target.annotation)
    return made.union_all(carried.where(mine, Anchor.version_id == version_id))
