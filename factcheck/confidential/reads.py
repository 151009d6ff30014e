"""Records who was shown a confidential source, and when, for those who may see it.

A source that is loaded for a person's request counts as shown, on its own page as in a list. It is stored after the
answer is made, in a short transaction of its own, at most once in READ_INTERVAL for each person and source.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context
from sqlalchemy import event, insert, select
from sqlalchemy.exc import DBAPIError

from factcheck.accounts.models import User
from factcheck.confidential.models import SourceRead
from factcheck.db import db, utcnow, writing
from factcheck.db.visibility import is_everything_visible, viewer_id
from factcheck.sources.models import Source

READ_INTERVAL = timedelta(minutes=10)
SHOWN = "shown_sources"  # in flask.g


@event.listens_for(Source, "load")
def _note(source: Source, _context: Any) -> None:
    since = source.__dict__.get("confidential_since")
    if since is not None and has_request_context() and isinstance(g.get("user"), User) and not is_everything_visible():
        g.setdefault(SHOWN, set()).add(source.id)


def store(response: Response) -> Response:
    """After a request: store what its answer shows.."""
    source_ids: set[int] = g.pop(SHOWN, set())
    if not source_ids or response.status_code >= 400 or (user_id := viewer_id()) is None:
        return response
    db.session.rollback()  # the request is done: end its transaction
    recent = select(SourceRead.source_id).where(
        SourceRead.user_id == user_id, SourceRead.created_at > utcnow() - READ_INTERVAL
    )
    new = source_ids - set(db.session.scalars(recent))
    db.session.rollback()
    if new:
        rows = [{"source_id": it, "user_id": user_id, "created_at": utcnow()} for it in sorted(new)]
        try:
            with writing(), db.engine.begin() as connection:
                connection.execute(insert(SourceRead), rows)
        except DBAPIError:
            current_app.logger.warning("unstored: who was shown %d confidential sources", len(rows))
    return response


def init_app(app: Flask) -> None:
    """Store them after each request."""
    app.after_request(store)
