"""Store where people are; this isn't an action, so the audit log doesn't record it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError

from factcheck.db import db, utcnow
from factcheck.live.models import Presence
from factcheck.live.queries import PRESENCE_TTL

PRESENCE_INTERVAL = timedelta(seconds=10)  # seconds between two writes of a person's place in an article


def heartbeat(user_id: int, article_id: int, block: int | None, doing: str = "") -> bool:
    """Store where a person is and what they write; returns whether it was due. Without `block` the place is kept."""
    now = utcnow()
    mine = (Presence.user_id == user_id, Presence.article_id == article_id)
    values = {"doing": doing, "seen_at": now} | ({} if block is None else {"block": block})
    due = update(Presence).where(*mine, Presence.seen_at <= now - PRESENCE_INTERVAL).values(values)
    result = db.session.execute(due.execution_options(synchronize_session=False))
    if isinstance(result, CursorResult) and result.rowcount:
        return True
    if db.session.scalar(select(Presence.user_id).where(*mine)) is not None:
        return False
    return _arrive(Presence(user_id=user_id, article_id=article_id, **values))


def _arrive(presence: Presence) -> bool:
    """Add a place, and remove where the person was before; two windows that open at once are one arrival."""
    gone = delete(Presence).where(
        Presence.user_id == presence.user_id, Presence.seen_at < presence.seen_at - PRESENCE_TTL
    )
    db.session.execute(gone.execution_options(synchronize_session=False))
    try:
        with db.session.begin_nested():
            db.session.add(presence)
    except IntegrityError:
        return False
    return True
