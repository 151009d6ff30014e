"""When a sign-in was last used: written at most every five minutes, later, so that no page waits for it.

What an open page asks by itself is no use: a session idles out although its pages stand open.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection
from datetime import datetime, timedelta

from flask import Flask, current_app, request, session
from sqlalchemy import select, update
from sqlalchemy.exc import SQLAlchemyError

from factcheck.accounts import queries
from factcheck.accounts.models import SignIn, User
from factcheck.accounts.tokens import digest
from factcheck.db import db, utcnow, writing
from factcheck.web.access import is_background_endpoint
from factcheck.web.deferred_writes import Later

EXTENSION = "factcheck.accounts.uses"
NOTED_EVERY = timedelta(minutes=5)
log = logging.getLogger(__name__)


class Uses:
    """The sign-ins that were used and aren't written yet."""

    def __init__(self, app: Flask) -> None:
        self.later = Later(app, self.flush)
        self._lock = threading.Lock()
        self._pending: set[str] = set()

    def note(self, token_sha256: str) -> None:
        """Remember that a sign-in is used."""
        with self._lock:
            self._pending.add(token_sha256)
        self.later.ask()

    def flush(self) -> None:
        """Write what is pending; what the database won't take now is noted again by the next request."""
        with self._lock:
            tokens, self._pending = sorted(self._pending), set()
        try:
            with writing(), db.engine.begin() as connection:
                mine = SignIn.token_sha256.in_(tokens)
                connection.execute(update(SignIn).where(mine).values(last_used_at=utcnow()))
        except SQLAlchemyError as error:
            log.warning("The use of %s sign-ins can't be noted: %s", len(tokens), error)


def note(token_sha256: str, last_used_at: datetime) -> None:
    """Before a request of somebody signed in: note it, when it is a person's and the last note is old."""
    if is_background_endpoint(request.endpoint or "") or utcnow() - last_used_at < NOTED_EVERY:
        return
    db.session.commit()  # nothing was written yet: it lets the writers' lock go
    uses: Uses = current_app.extensions[EXTENSION]
    uses.note(token_sha256)


def key() -> str:
    """What stands for the sign-in behind this request."""
    return digest(session.get("sign_in", ""))


def still_open(keys: Collection[str]) -> set[str]:
    """Those of these sign-ins that count: not ended, neither too old nor idle, of somebody who has access."""
    query = select(SignIn.token_sha256).join(User, SignIn.user_id == User.id)
    return set(db.session.scalars(query.where(SignIn.token_sha256.in_(keys), User.active, queries.is_open())))


def install(app: Flask) -> None:
    """Note uses."""
    app.extensions[EXTENSION] = Uses(app)
