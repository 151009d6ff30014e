"""Decisions on the origin of two sources: one, two, or taken back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import N_, _
from factcheck.origins import queries
from factcheck.origins.grouping import origin_of
from factcheck.origins.models import OriginDecision
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source

ACTIONS = {True: "source:join-origin", False: "source:part-origin", None: "source:reopen-origin"}
SAME = N_("Choose two different sources.")
DECIDED = N_("This was decided already. Reload the page to see it.")
SEPARATE = N_("“%(one)s” and “%(other)s” were decided to be two origins. Change that decision first.")
THROUGH = N_("They are one origin through “%(third)s”. Separate one of them from that source first.")


def decide(actor: User, one: Source, other: Source, *, is_one: bool | None) -> OriginDecision:
    """Decide whether two sources are one origin; None takes the decision back.

    Raises Conflict if other decisions say the contrary: nobody's word is overruled silently.
    """
    require(actor, Permission.EDIT_SOURCE, one)
    if one.id == other.id:
        raise Invalid("", _(SAME))
    low, high = (one, other) if one.id < other.id else (other, one)
    row = queries.decision(low.id, high.id) or OriginDecision(low_id=low.id, high_id=high.id, is_one=None)
    before = row.is_one
    if before is is_one:
        raise Conflict(_(DECIDED))
    row.is_one, row.decided_by = is_one, actor
    db.session.add(row)
    db.session.flush()
    _refuse_contradiction(low, high, is_one)
    record(actor, ACTIONS[is_one], ("source", low.id), _fact(high, before), _fact(high, is_one))
    return row


def _refuse_contradiction(low: Source, high: Source, is_one: bool | None) -> None:
    """Refuse a join that unites two separate origins, and a parting of sources that others unite."""
    together = origin_of(low.id).source_ids
    if is_one is False and high.id in together:
        raise Conflict(_(THROUGH, third=_connecting(low, high, together)))
    parted = select(OriginDecision).where(OriginDecision.is_one.is_(False))
    both = OriginDecision.low_id.in_(together) & OriginDecision.high_id.in_(together)
    if is_one and (row := db.session.scalars(parted.where(both)).first()):
        one, other = db.session.get_one(Source, row.low_id), db.session.get_one(Source, row.high_id)
        raise Conflict(_(SEPARATE, one=one.title, other=other.title))


def _connecting(low: Source, high: Source, together: frozenset[int]) -> str:
    """The title of a source that joins these two."""
    third = min(it for it in together if it not in {low.id, high.id})
    return db.session.get_one(Source, third).title


def _fact(other: Source, is_one: bool | None) -> dict[str, Any]:
    """What the history says: the other source, and the decision as a code."""
    code = {True: "one-origin", False: "two-origins", None: ""}[is_one]
    return {"other_id": other.id, "other_source": other.title, "decision": code}
