"""Files that a person chose in a form that wasn't accepted yet, so that they needn't be chosen again."""

from __future__ import annotations

from sqlalchemy import Select, delete, select

from factcheck.accounts.models import User
from factcheck.db import db, fetch, utcnow
from factcheck.hashing import sha256_hex
from factcheck.web.drafts import DraftFile

MAX_FILES = 20  # of one person in one form; if more are chosen, the oldest are deleted
MOST_BYTES = 50 * 1024 * 1024  # of all files of one person; likewise


def keep(user: User, form: str, name: str, data: bytes) -> DraftFile:
    """Store a file, of at most an upload's size, under its SHA-256; storing it again only updates its name and time."""
    digest = sha256_hex(data)
    file = db.session.get(DraftFile, (user.id, form, digest))
    if file is None:
        file = DraftFile(user_id=user.id, form=form, sha256=digest, size=len(data), data=data)
        db.session.add(file)
    file.name, file.saved_at = name[-300:], utcnow()
    db.session.flush()
    _delete_oldest(user, form)
    return file


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
    mine = (DraftFile.user_id == user_id, DraftFile.form == form)
    db.session.execute(delete(DraftFile).where(*mine, DraftFile.sha256 == sha256))


def let_go_all(user_id: int, form: str) -> None:
    """Delete all files of the form."""
    db.session.execute(delete(DraftFile).where(DraftFile.user_id == user_id, DraftFile.form == form))


def _newest_first(user_id: int, form: str) -> Select[DraftFile]:
    query = select(DraftFile).where(DraftFile.user_id == user_id, DraftFile.form == form)
    return query.order_by(DraftFile.saved_at.desc(), DraftFile.sha256)
