"""Queries of who is on which page."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Select, select

from factcheck.db import utcnow
from factcheck.live.models import Presence

PRESENCE_TTL = timedelta(seconds=45)  # seconds after which somebody is no longer there


def here(article_id: int) -> Select[Presence]:
    """The people on the page of an article now."""
    return select(Presence).where(Presence.article_id == article_id, Presence.seen_at > utcnow() - PRESENCE_TTL)
