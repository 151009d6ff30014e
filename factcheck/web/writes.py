"""Writes that happen once: every writing request carries a key, stored in the transaction of its change.

A repetition is the same key with the same body to the same address; with other words it is another write.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from sqlalchemy import String, bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response as WerkzeugResponse

from factcheck.db import Base, Timestamped, db, promise_to_read, put, utcnow
from factcheck.errors import Conflict, DomainError
from factcheck.language import _
from factcheck.web.htmx import go

READS = frozenset({"GET", "HEAD", "OPTIONS"})
KEY = re.compile(r"[A-Za-z0-9_-]{16,80}")
BEFORE_COMMIT = "factcheck.before_commit"
KEPT_FOR = timedelta(days=7)
UNTYPED = frozenset({"_by", "_draft", "_key", "csrf_token"})  # may differ between two sendings of the same words
UNKNOWN = ""  # the digest of a write from before digests were kept
View = TypeVar("View", bound=Callable[..., Any])


class WriteKey(Timestamped, Base):
    """A write that happened: who sent its key, and where its outcome is shown."""

    __tablename__ = "write_keys"

    owner: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    body_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)  # of address, fields and files
    path: Mapped[str] = mapped_column(String(2000))
    location: Mapped[str] = mapped_column(String(2000))


OUTCOME = (
    select(WriteKey.location, WriteKey.body_sha256)
    .where(WriteKey.owner == bindparam("owner"), WriteKey.key == bindparam("key"))
    .where(WriteKey.body_sha256.in_([bindparam("body"), UNKNOWN]))
    .order_by(WriteKey.body_sha256.desc())
)


class KeyMissing(DomainError):
    """A write came without a usable idempotency key."""


def new_key() -> str:
    """A fresh key, for a form or a header `Idempotency-Key`."""
    return secrets.token_urlsafe(16)


def unkeyed(view: View) -> View:
    """Mark a view whose repetition is harmless, so that it needs no key."""
    view.is_unkeyed = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def before_commit(app: Flask, act: Callable[[], None]) -> None:
    """Have something done in the transaction of every write that did its work: a room above registers it."""
    app.extensions.setdefault(BEFORE_COMMIT, []).append(act)


def commit(location: str) -> None:
    """Commit the request's work; a repetition of the same request will be led to `location`."""
    for act in current_app.extensions.get(BEFORE_COMMIT, ()):
        act()
    if key := g.get("write_key"):
        db.session.flush()
        row = {"owner": _owner(), "key": key, "body_sha256": g.write_body, "path": request.path, "location": location}
        put(WriteKey, row)
    db.session.commit()


def repeated() -> WerkzeugResponse | None:
    """Before a view: the answer to a request that was already carried out, or None for a new one."""
    if request.method in READS or request.endpoint is None or _is_exempt():
        return None
    key = request.headers.get("Idempotency-Key") or request.form.get("_key", "")
    if not KEY.fullmatch(key):
        raise KeyMissing(_("This form has expired. Reload the page and try again."))
    g.write_key, g.write_body = key, _body_sha256()
    return _answer_of(key)


def _answer_of(key: str) -> WerkzeugResponse | None:
    row = db.session.execute(OUTCOME, {"owner": _owner(), "key": key, "body": g.write_body}).first()
    if row is None:
        return None
    if row.body_sha256 == UNKNOWN:
        raise Conflict(
            _("This form was sent before the site was updated. Nothing new was saved. Reload the page to see what was.")
        )
    return go(row.location)


def _body_sha256() -> str:
    """SHA-256, in hexadecimal, of where a request goes and of all that it says: fields, files, or any other body."""
    digest = hashlib.sha256()

    def add(*parts: str | bytes) -> None:
        for part in parts:
            data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
            digest.update(b"%d:" % len(data) + data)

    add(request.path, request.query_string)
    for name, value in request.form.items(multi=True):
        if name not in UNTYPED:
            add("field", name, value)
    for name, file in request.files.items(multi=True):
        add("file", name, file.filename or "", file.read())  # at most an upload's size
        file.seek(0)
    add(request.get_data())  # empty where fields were read from it
    return digest.hexdigest()


def _owner() -> str:
    user = g.get("user")
    return str(user.id) if user else f"anonymous {request.remote_addr}"


def _is_exempt() -> bool:
    endpoint = request.endpoint or ""
    view = current_app.view_functions.get(endpoint)
    return endpoint.startswith("security.") or hasattr(view, "is_unkeyed")


def forget_old_keys() -> int:
    """Delete keys that no browser will send again; answers how many."""
    result = db.session.execute(delete(WriteKey).where(WriteKey.created_at < utcnow() - KEPT_FOR))
    return int(getattr(result, "rowcount", 0))


def _on_twin(error: IntegrityError) -> WerkzeugResponse | tuple[str, int]:
    """Two copies of one request raced; the database let one win, and the other is led to its outcome."""
    db.session.rollback()
    answer = _answer_of(g.write_key) if g.get("write_key") else None
    if answer is None:
        raise error
    return answer


def init_app(app: Flask) -> None:
    """Install the promise to read, the search for repetitions, and the end of a race."""
    app.jinja_env.globals["write_key"] = new_key
    app.before_request(_promise)
    app.teardown_request(_release)
    app.register_error_handler(IntegrityError, _on_twin)


def _promise() -> None:
    promise_to_read(request.method in READS)


def _release(error: BaseException | None) -> None:
    promise_to_read(False)
