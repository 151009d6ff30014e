"""When a sign-in was last used. It is written at most every five minutes and later, so that no page waits for it.

Automatic requests of open pages don't count as use, so a session times out although its pages are open.
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
from factcheck.web.guards.access import is_background_endpoint
from factcheck.web.transactions.deferred_writes import Later

EXTENSION = "factcheck.accounts.uses"
WRITTEN_EVERY = timedelta(minutes=5)
log = logging.getLogger(__name__)


class PendingUses:
    """The sign-ins that were used and aren't written yet."""

    def __init__(self, app: Flask) -> None:
        self.later = Later(app, self.flush)
        self._lock = threading.Lock()
        self._pending: set[str] = set()

    def note(self, token_sha256: str) -> None:
        """Remember that a sign-in was used."""
        with self._lock:
            self._pending.add(token_sha256)
        self.later.ask()

    def flush(self) -> None:
        """Write what is pending. If the database refuses, the next request notes its use again."""
        with self._lock:
            tokens, self._pending = sorted(self._pending), set()
        try:
            with writing(), db.engine.begin() as connection:
                mine = SignIn.token_sha256.in_(tokens)
                connection.execute(update(SignIn).where(mine).values(last_used_at=utcnow()))
        except SQLAlchemyError as error:
            log.warning("The use of %s sign-ins can't be written: %s", len(tokens), error)


def note_use(token_sha256: str, last_used_at: datetime) -> None:
    """Before a request of somebody signed in: note the use, if it isn't automatic and the last one is old."""
    if is_background_endpoint(request.endpoint or "") or utcnow() - last_used_at < WRITTEN_EVERY:
        return
    db.session.commit()  # nothing was written yet; this releases the writers' lock
    uses: PendingUses = current_app.extensions[EXTENSION]
    uses.note(token_sha256)


def sign_in_key() -> str:
    """The digest that names the sign-in of this request."""
    return digest(session.get("sign_in", ""))


def valid_sign_ins(keys: Collection[str]) -> set[str]:
    """Those of these sign-ins that are valid, of people with access."""
    query = select(SignIn.token_sha256).join(User, SignIn.user_id == User.id)
    return set(db.session.scalars(query.where(SignIn.token_sha256.in_(keys), User.active, queries.is_open())))


def install(app: Flask) -> None:
    """Install what writes the uses."""
    app.extensions[EXTENSION] = PendingUses(app)
