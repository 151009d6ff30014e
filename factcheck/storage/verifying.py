"""Verify the content store: every stored file is hashed again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select

from factcheck.db import db
from factcheck.storage import store
from factcheck.storage.bucket import StoreUnavailable
from factcheck.storage.models import StoredFile

BATCH = 1_000  # rows that are read at a time


class VerifiedFile(NamedTuple):
    """A stored file that was hashed again: its size in bytes, and what is wrong with it; empty if nothing is."""

    sha256: str
    size: int
    damage: str


def verified_files() -> Iterator[VerifiedFile]:
    """Every stored file, hashed again, in the order of their digests. Missing ones are damaged."""
    last = ""
    while True:
        query = select(StoredFile.sha256, StoredFile.size).where(StoredFile.sha256 > last)
        rows = db.session.execute(query.order_by(StoredFile.sha256).limit(BATCH)).all()
        if not rows:
            return
        for digest, size in rows:
            try:
                yield VerifiedFile(digest, size, _damage(digest))
            except StoreUnavailable as error:  # the others would each wait as long
                yield VerifiedFile(digest, 0, f"{error.strerror} Stored files from {digest} on weren't verified.")
                return
        last = rows[-1][0]
        db.session.rollback()  # a long read would keep SQLite's write-ahead log from being emptied


def _damage(digest: str) -> str:
    try:
        store.verify(digest)
    except store.Damaged as damage:
        return str(damage)
    except StoreUnavailable:
        raise
    except OSError as error:
        return f"The stored file {digest} can't be read: {error.strerror}."
    return ""
