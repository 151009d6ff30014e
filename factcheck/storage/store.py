"""The content store: bytes by SHA-256, written once, made durable before they are used, verified when read."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Protocol

from flask import Flask, Response, current_app

from factcheck.config import Settings
from factcheck.db import db
from factcheck.db.slow import ahead
from factcheck.db.transactions import forget_transaction
from factcheck.hashing import sha256_hex
from factcheck.health import clear_alarm, raise_alarm
from factcheck.i18n import N_, _
from factcheck.storage.bucket import Bucket, StoreUnavailable
from factcheck.storage.folder import Folder
from factcheck.storage.models import StoredFile
from factcheck.web.handlers import problem

EXTENSION = "factcheck.storage"  # the backend, in the extensions of the application
MISSING = N_("The stored file %(sha256)s is missing.")
ALTERED = N_("The stored file %(sha256)s was altered: its bytes no longer have this SHA-256.")


class Backend(Protocol):
    """Where bytes are: stores each under its digest once, durably, and verifies nothing. Its text names the place."""

    setting: str  # that chooses the place

    def write(self, digest: str, pieces: Iterable[bytes], *, is_repair: bool = False) -> None:
        """Store bytes unless they are there, a repair also then; durable when it returns.

        Raises OSError, or what the pieces raise, and then stores nothing.
        """

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The stored bytes in pieces; raises FileNotFoundError, or another OSError."""

    def marker(self) -> str | None:
        """The id of the installation whose files these are; None before its first start."""

    def mark(self, installation: str) -> None:
        """Write that id."""

    def trouble(self) -> str:
        """Why nothing can be stored or read now, in words; empty if all is well."""


UNAVAILABLE = N_("Captures can’t be reached")
TRY_AGAIN = N_("%(reason)s Nothing was changed, and what you typed is still here: try again in a moment.")
OF_ALARM = N_("Captures can’t be stored or opened: %(reason)s")
ALARM = "captures"  # key of the alarm


class Damaged(Exception):
    """Stored bytes no longer have the digest they are addressed by, or are missing; the message names the address."""


def init_app(app: Flask) -> None:
    """Use the object store of the settings, or else the folder `captures` in the data folder."""
    settings: Settings = app.extensions["settings"]
    place = settings.object_store
    app.extensions[EXTENSION] = Bucket(place) if place else Folder(settings.home / "captures")
    app.register_error_handler(StoreUnavailable, on_unavailable)


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
    backend().write(digest, [data])
    return digest


def get(digest: str) -> bytes:
    """The bytes of this digest; raises Damaged if they are missing or altered."""
    return b"".join(pieces(digest))


def verify(digest: str) -> None:
    """Compute the digest of stored bytes again, in pieces; raises Damaged if they are missing or altered."""
    deque(pieces(digest), maxlen=0)


def pieces(digest: str) -> Iterator[bytes]:
    """The bytes of this digest in pieces; raises Damaged, at their end if they were altered."""
    found = hashlib.sha256()
    try:
        for piece in backend().pieces(digest):
            found.update(piece)
            yield piece
    except FileNotFoundError:
        raise Damaged(_(MISSING, sha256=digest)) from None
    if found.hexdigest() != digest:
        raise Damaged(_(ALTERED, sha256=digest))


def trouble() -> str:
    """Why nothing can be stored or read now; empty if all is well. Raises or clears the alarm for administrators."""
    if reason := backend().trouble():
        raise_alarm(ALARM, OF_ALARM, "factcheck health", reason=reason)
    else:
        clear_alarm(ALARM)
    return reason


def on_unavailable(error: StoreUnavailable) -> Response:
    """The answer to a request for which the store is needed."""
    forget_transaction()
    reason = str(error.strerror)
    raise_alarm(ALARM, OF_ALARM, "factcheck health", reason=reason)
    response = problem(503, UNAVAILABLE, _(TRY_AGAIN, reason=reason))
    response.headers["Retry-After"] = "30"
    return response


def backend() -> Backend:
    """Where this installation has its stored bytes."""
    found: Backend = current_app.extensions[EXTENSION]
    return found
