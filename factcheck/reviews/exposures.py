"""Who was shown how another rates a claim: a review submitted after that is not blind.

Whatever puts another's review, draft or submitted verdict, or the ratings of a claim together into an answer notes it
here; the note is stored before the answer leaves, in a short transaction of its own, because a request that reads
promises not to write. Where nothing can be stored (a full disk, a database that is read-only), the answer is given all
the same and the note is kept in memory, asked there, and stored with the next one.
"""

from __future__ import annotations

import threading
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
Notes = dict[tuple[int, int], ShownBy]  # (user, claim) → by what


class Unstored:
    """Notes that the database could not take yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._notes: Notes = {}

    def add(self, notes: Notes) -> None:
        """Keep these until they are stored."""
        with self._lock:
            self._notes = {**notes, **self._notes}

    def take(self) -> Notes:
        """All that are kept, which are no longer."""
        with self._lock:
            found, self._notes = self._notes, {}
            return found

    def has(self, user_id: int, claim_id: int) -> bool:
        """Whether there is one of this person and claim."""
        with self._lock:
            return (user_id, claim_id) in self._notes


def note(viewer: User, claim_ids: Iterable[int], shown_by: ShownBy) -> None:
    """Remember that this answer shows a person what others say of these claims."""
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
    """Who was shown what others say of a claim, by the number of the person."""
    rows = db.session.scalars(select(Exposure).where(Exposure.claim_id == claim_id))
    return {row.user_id: row for row in rows}


def store(response: Response) -> Response:
    """After a request: keep what its answer shows, and what could not be kept before."""
    noted: Notes = g.pop("exposures", {})
    if not noted or response.status_code in WITHOUT_CONTENT or response.status_code >= 500:
        return response
    unstored: Unstored = current_app.extensions[EXTENSION]
    if request.method in READS and not (noted := _unknown(noted)):
        return response
    db.session.rollback()  # what was asked is done or refused by now: give back its place among readers or writers
    notes = unstored.take() | noted
    try:
        _insert(notes)
    except DBAPIError:
        current_app.logger.warning("unstored: who was shown reviews of %d claims", len(notes))
        unstored.add(notes)
    return response


def _unknown(notes: Notes) -> Notes:
    """Those that are not stored yet."""
    users, claims = {user for user, _ in notes}, {claim for _, claim in notes}
    query = select(Exposure.user_id, Exposure.claim_id)
    query = query.where(Exposure.user_id.in_(users), Exposure.claim_id.in_(claims))
    known = {(row.user_id, row.claim_id) for row in db.session.execute(query)}
    return {key: shown_by for key, shown_by in notes.items() if key not in known}


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
