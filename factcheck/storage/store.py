"""The content store: bytes by SHA-256, written once, made durable before they are used, verified when read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Protocol

from flask import Flask, current_app

from factcheck.db import db
from factcheck.db.slow import ahead
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.storage.folder import Folder
from factcheck.storage.models import StoredFile

EXTENSION = "factcheck.storage"  # the backend, in the extensions of the application
MISSING = N_("The stored file %(sha256)s is missing.")
ALTERED = N_("The stored file %(sha256)s was altered: its bytes no longer have this SHA-256.")


class Backend(Protocol):
    """Where bytes are: it stores each under its digest once, durably, and verifies nothing."""

    def write(self, digest: str, data: bytes) -> None:
        """Store bytes unless they are there; durable when it returns. Raises OSError, and then stores nothing."""

    def read(self, digest: str) -> bytes:
        """The stored bytes; raises FileNotFoundError, or another OSError."""

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The stored bytes in pieces; raises like `read`."""


class Damaged(Exception):
    """Stored bytes no longer have the digest they are addressed by, or are missing; the message names the address."""


def init_app(app: Flask) -> None:
    """Use the folder `captures` in the data folder of this installation."""
    app.extensions[EXTENSION] = Folder(app.extensions["settings"].home / "captures")


def put(data: bytes, media_type: str) -> str:
    """Store these bytes and return their SHA-256; storing them again changes nothing. Never commits."""
    digest = keep(data)
    if db.session.get(StoredFile, digest) is None:
        db.session.add(StoredFile(sha256=digest, size=len(data), media_type=media_type))
        db.session.flush()
    return digest


@ahead("writing a file of the store")
def keep(data: bytes) -> str:
    """Write bytes durably and return their SHA-256; they are unused until a row refers to them."""
    digest = sha256_hex(data)
    _backend().write(digest, data)
    return digest


def get(digest: str) -> bytes:
    """The bytes of this digest; raises Damaged if they are missing or altered."""
    try:
        data = _backend().read(digest)
    except FileNotFoundError:
        raise Damaged(_(MISSING, sha256=digest)) from None
    if sha256_hex(data) != digest:
        raise Damaged(_(ALTERED, sha256=digest))
    return data


def verify(digest: str) -> None:
    """Compute the digest of stored bytes again, in pieces; raises Damaged if they are missing or altered."""
    found = hashlib.sha256()
    try:
        for piece in _backend().pieces(digest):
            found.update(piece)
    except FileNotFoundError:
        raise Damaged(_(MISSING, sha256=digest)) from None
    if found.hexdigest() != digest:
        raise Damaged(_(ALTERED, sha256=digest))


def _backend() -> Backend:
    backend: Backend = current_app.extensions[EXTENSION]
    return backend
