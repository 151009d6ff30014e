"""Records who was shown how another rates a claim: a review submitted after that isn't blind.

Code that renders another's review, draft or submitted verdict, or the ratings of a claim notes it here. The note is
stored before the answer is sent, in a short separate transaction, because a request that reads promises not to write.
If nothing can be stored (a full disk, a read-only database), the answer is sent anyway; the note is kept in memory,
counts in this process, and is stored after one of its next requests. As long as it isn't, no process stores reviews.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping

from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from factcheck.accounts.models import User
from factcheck.db import db, upsert, utcnow, writing
from factcheck.reviews.models import Exposure, ShownBy

EXTENSION = "factcheck.reviews.unstored"
READS = {"GET", "HEAD"}
WITHOUT_CONTENT = {403, 404, 304}
RETRY_INTERVAL = 1.0  # seconds between two tries to store what couldn't be stored
Notes = dict[tuple[int, int], ShownBy]  # (user, claim) → what showed it


class Unstored:
    """Notes that the database couldn't store yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._notes: Notes = {}
        self._due = 0.0

    def add(self, notes: Notes) -> None:
        """Keep these until they are stored."""
        with self._lock:
            self._notes, self._due = {**notes, **self._notes}, time.monotonic() + RETRY_INTERVAL

    def are_due(self) -> bool:
        """Whether there are notes, and the last try is a second ago."""
        return bool(self._notes) and time.monotonic() >= self._due

    def take(self) -> Notes:
        """Return all notes, and forget them."""
        with self._lock:
            found, self._notes = self._notes, {}
            return found

    def has(self, user_id: int, claim_id: int) -> bool:
        """Whether there is a note of this person and claim."""
        with self._lock:
            return (user_id, claim_id) in self._notes


def note(viewer: User, claim_ids: Iterable[int], shown_by: ShownBy) -> None:
    """Record that this answer shows a person others' ratings of these claims."""
    if has_request_context():
        held: Notes = g.setdefault("exposures", {})
        for claim_id in claim_ids:
            held.setdefault((viewer.id, claim_id), shown_by)


def is_exposed(user_id: int, claim_id: int) -> bool:
    """Whether this person was ever shown another's rating of the claim."""
    unstored: Unstored = current_app.extensions[EXTENSION]
    query = select(Exposure.id).where(Exposure.user_id == user_id, Exposure.claim_id == claim_id)
    return unstored.has(user_id, claim_id) or db.session.scalar(query) is not None


def of_claim(claim_id: int) -> Mapping[int, Exposure]:
    """Who was shown others' ratings of a claim, by the id of the person."""
    rows = db.session.scalars(select(Exposure).where(Exposure.claim_id == claim_id))
    return {row.user_id: row for row in rows}


def store(response: Response) -> Response:
    """After a request: store what its answer shows, and earlier notes that couldn't be stored."""
    noted: Notes = g.pop("exposures", {})
    if response.status_code in WITHOUT_CONTENT or response.status_code >= 500:
        noted = {}
    if noted and request.method in READS:
        noted = _unknown(noted)
    unstored: Unstored = current_app.extensions[EXTENSION]
    if not noted and not unstored.are_due():
        return response
    db.session.rollback()  # the request is done: end its transaction
    notes = unstored.take() | noted
    try:
        _insert(notes)
    except DBAPIError:
        current_app.logger.warning("unstored: who was shown reviews of %d claims", len(notes))
        unstored.add(notes)
    return response


def _unknown(notes: Notes) -> Notes:
    """The notes that aren't stored yet."""
    users, claims = {user for user, _ in notes}, {claim for _, claim in notes}
    query = select(Exposure.user_id, Exposure.claim_id)
    query = query.where(Exposure.user_id.in_(users), Exposure.claim_id.in_(claims))
    stored = {(row.user_id, row.claim_id) for row in db.session.execute(query)}
    return {key: shown_by for key, shown_by in notes.items() if key not in stored}


def _insert(notes: Notes) -> None:
    rows = [
        {"user_id": user_id, "claim_id": claim_id, "shown_by": shown_by, "created_at": utcnow()}
        for (user_id, claim_id), shown_by in sorted(notes.items())
    ]
    with writing(), db.engine.begin() as connection:
        connection.execute(upsert(connection, Exposure).on_conflict_do_nothing(), rows)


def init_app(app: Flask) -> None:
    """Store notes after each request."""
    app.extensions[EXTENSION] = Unstored()
    app.after_request(store)
