"""Files that a person chose in a form that wasn't accepted yet, so that they needn't be chosen again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, exists, func, select

from factcheck.accounts.models import User
from factcheck.db import db, fetch, insert_apart, utcnow
from factcheck.db.slow import ahead, is_writing
from factcheck.db.transactions import end_reading
from factcheck.hashing import sha256_hex
from factcheck.web.drafts import DraftFile, DraftFilePiece

MAX_FILES = 20  # of one person in one form; if more are chosen, the oldest are deleted
MOST_BYTES = 50 * 1024 * 1024  # of all files of one person; likewise
PIECE = 2 * 1024 * 1024  # bytes that are stored at a time: half of what fills the log of SQLite
WAITS_FOR = timedelta(days=1)  # a piece for its file
ChosenFile = tuple[str, bytes, str]  # its name, its bytes, and their SHA-256


@ahead("storing the bytes of a file")
def store_ahead(user_id: int, form: str, data: bytes, sha256: str) -> None:
    """Store the bytes of a file that `keep` is about to keep, piece by piece, so that others can save between.

    Before the transaction that keeps it, which then writes none of a large file. One that is kept already stays as it
    is; pieces without a file are deleted after a day.
    """
    key: dict[str, Any] = {"user_id": user_id, "form": form, "sha256": sha256}
    if not is_writing() and len(data) > PIECE and db.session.get(DraftFile, (user_id, form, sha256)) is None:
        missing = list(_missing(data, **key))
        end_reading()  # SQLite's log can't be emptied beyond what a transaction reads
        for position, piece in missing:
            insert_apart(DraftFilePiece, {**key, "position": position, "data": piece, "saved_at": utcnow()})


def keep(user: User, form: str, name: str, data: bytes, sha256: str = "") -> DraftFile:
    """Store a file, of at most an upload's size, under its SHA-256; storing it again only updates its name and time.

    Within the writers' lock of a request, a large one is first stored by `store_ahead`, for which the request is begun
    again.
    """
    digest = sha256 or sha256_hex(data)
    file = db.session.get(DraftFile, (user.id, form, digest))
    if file is None:
        if len(data) > PIECE:
            store_ahead(user.id, form, data, digest)
        key: dict[str, Any] = {"user_id": user.id, "form": form, "sha256": digest}
        for position, piece in _missing(data, **key):
            db.session.merge(DraftFilePiece(**key, position=position, data=piece, saved_at=utcnow()))
        file = DraftFile(**key, size=len(data))
        db.session.add(file)
    file.name, file.saved_at = name[-300:], utcnow()
    db.session.flush()
    _delete_oldest(user, form)
    return file


def replace(user: User, form: str, *chosen: ChosenFile) -> list[DraftFile]:
    """Keep these files in place of all others of the form."""
    kept = [keep(user, form, *file) for file in chosen]
    digests = [file.sha256 for file in kept]
    for kind in (DraftFile, DraftFilePiece):
        others = (kind.user_id == user.id, kind.form == form, kind.sha256.not_in(digests))
        db.session.execute(delete(kind).where(*others))
    return kept


def _missing(data: bytes, user_id: int, form: str, sha256: str) -> Iterator[tuple[int, bytes]]:
    """The pieces of a file that aren't stored, by their positions."""
    query = select(DraftFilePiece.position, func.length(DraftFilePiece.data))
    found: Iterable[tuple[int, int]] = fetch(query.where(*DraftFilePiece.of(user_id, form, sha256)))
    stored = dict(found)
    for position, start in enumerate(range(0, len(data), PIECE)):
        if stored.get(position) != min(PIECE, len(data) - start):
            yield position, data[start : start + PIECE]


def _delete_oldest(user: User, form: str) -> None:
    """Delete a person's oldest files: in this form beyond MAX_FILES, in all of them down to MOST_BYTES in total.

    What is asked for is all in one index: to read another column of a row, SQLite goes through its whole file.
    """
    query = select(DraftFile.form, DraftFile.sha256, DraftFile.size).where(DraftFile.user_id == user.id)
    count, total = 0, 0
    for kept_in, digest, size in fetch(query.order_by(DraftFile.saved_at.desc(), DraftFile.sha256)):
        count += kept_in == form
        is_too_many = kept_in == form and count > MAX_FILES
        total += 0 if is_too_many else size
        if is_too_many or total > MOST_BYTES:
            let_go(user.id, kept_in, digest)


def of(user: User, form: str, sha256: str) -> DraftFile | None:
    """This person's file with this digest in this form."""
    return db.session.get(DraftFile, (user.id, form, sha256)) if sha256 else None


def newest(user: User, form: str) -> DraftFile | None:
    """The file that this person chose last in this form."""
    return db.session.scalars(_newest_first(user.id, form).limit(1)).first()


def waiting(user: User, form: str) -> list[DraftFile]:
    """All files that this person chose in this form, the first first."""
    return list(reversed(db.session.scalars(_newest_first(user.id, form)).all()))


def let_go(user_id: int, form: str, sha256: str) -> None:
    """Delete a file that its form has used, or that was removed from it."""
    for kind in (DraftFile, DraftFilePiece):
        mine = (kind.user_id == user_id, kind.form == form, kind.sha256 == sha256)
        db.session.execute(delete(kind).where(*mine))


def let_go_all(user_id: int, form: str) -> None:
    """Delete all files of the form."""
    for kind in (DraftFile, DraftFilePiece):
        db.session.execute(delete(kind).where(kind.user_id == user_id, kind.form == form))


def forget_old(before: datetime) -> None:
    """Delete files that weren't saved since, and pieces of none that have waited for a day."""
    db.session.execute(delete(DraftFile).where(DraftFile.saved_at < before))
    of_file = (DraftFile.user_id == DraftFilePiece.user_id, DraftFile.form == DraftFilePiece.form)
    is_used = exists().where(*of_file, DraftFile.sha256 == DraftFilePiece.sha256)
    is_waiting = DraftFilePiece.saved_at > utcnow() - WAITS_FOR
    db.session.execute(delete(DraftFilePiece).where(~is_used, ~is_waiting))


def _newest_first(user_id: int, form: str) -> Select[DraftFile]:
    query = select(DraftFile).where(DraftFile.user_id == user_id, DraftFile.form == form)
    return query.order_by(DraftFile.saved_at.desc(), DraftFile.sha256)
