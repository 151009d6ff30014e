"""Writes that happen once: every write request has a key, stored in the transaction of its change.

A repetition has the same key, body and address; with another body it is another write.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, flash, g, request
from sqlalchemy import String, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response as WerkzeugResponse

from factcheck.db import Base, Prepared, Timestamped, db, insert, utcnow, writers
from factcheck.errors import Conflict, DomainError
from factcheck.i18n import _
from factcheck.urls import LONGEST
from factcheck.web.drafts import delete_sent, known_drafts
from factcheck.web.htmx import redirect_after_write
from factcheck.web.input.current import this_app, this_request

READS = frozenset({"GET", "HEAD", "OPTIONS"})
KEY = re.compile(r"[A-Za-z0-9_-]{16,80}")
KEPT_FOR = timedelta(days=7)
UNTYPED = frozenset({"_by", "_draft", "_key", "csrf_token"})  # may differ between two sendings of the same form
UNKNOWN = ""  # the digest of a write from before digests were stored
View = TypeVar("View", bound=Callable[..., Any])


class WriteKey(Timestamped, Base):
    """A write that was carried out: who sent its key, and where its result is shown."""

    __tablename__ = "write_keys"

    owner: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    body_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)  # of address, fields and files
    path: Mapped[str] = mapped_column(String(2000))
    location: Mapped[str] = mapped_column(String(2000))


OUTCOME = Prepared(
    select(WriteKey.location, WriteKey.body_sha256)
    .where(WriteKey.owner == bindparam("owner"), WriteKey.key == bindparam("key"))
    .where(WriteKey.body_sha256.in_([bindparam("body"), UNKNOWN]))
    .order_by(WriteKey.body_sha256.desc())
)


class KeyMissing(DomainError):
    """A write without a usable idempotency key."""


def new_key() -> str:
    """A new key, for a form or a header `Idempotency-Key`."""
    return secrets.token_urlsafe(16)


def unkeyed(view: View) -> View:
    """Mark a view whose repetition is harmless, so that it needs no key."""
    view.is_unkeyed = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def commit(location: str) -> None:
    """Commit the request's work and delete the form's draft; a repetition is redirected to `location`."""
    if (known := known_drafts(request.form)) and g.get("user") is not None:
        delete_sent(g.user.id, request.path, known)
    if key := g.get("write_key"):
        db.session.flush()
        row = {"owner": _owner(), "key": key, "body_sha256": g.write_body, "path": request.path}
        insert(WriteKey, {**row, "location": _short(location)})
    commit_unkeyed()


def commit_unkeyed() -> None:
    """Commit the work of a view marked `unkeyed`; the answer is rendered without the writers' lock."""
    db.session.commit()
    writers.promise(writers.Mode.READS)


def commit_and_redirect(location: str, message: str = "", category: str = "success") -> WerkzeugResponse:
    """Commit the request's work and redirect to `location`, where the message is shown (see `commit`).

    A success that can be undone is of the category “undoable”: the message offers it.
    """
    commit(location)
    if message:
        flash(message, "undoable" if category == "success" and g.get("is_undoable") else category)
    return redirect_after_write(location)


def _short(location: str) -> str:
    """The address, without its query if that is too long."""
    return location if len(location) <= LONGEST else location.partition("?")[0][:LONGEST]


def repeated() -> WerkzeugResponse | None:
    """Before a view: the answer to a request that was already carried out, or None for a new one."""
    request = this_request()
    if request.method in READS or request.endpoint is None or _is_exempt(request.endpoint):
        return None
    key = request.headers.get("Idempotency-Key") or request.form.get("_key", "")
    if not KEY.fullmatch(key):
        raise KeyMissing(_("This form has expired. Reload the page and try again."))
    g.write_key, g.write_body = key, _body_sha256()
    return _answer_of(key)


def _answer_of(key: str) -> WerkzeugResponse | None:
    found = OUTCOME.fetch({"owner": _owner(), "key": key, "body": g.write_body})
    if not found:
        return None
    row = found[0]
    if row.body_sha256 == UNKNOWN:
        raise Conflict(
            _("This form was sent before the site was updated. Nothing new was saved. Reload the page to see what was.")
        )
    return redirect_after_write(row.location)


def _body_sha256() -> str:
    """SHA-256, in hexadecimal, of the address and the whole content of a request: fields, files, or any other body."""
    request, digest = this_request(), hashlib.sha256()

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
    add(request.get_data())  # empty if fields were read from it
    return digest.hexdigest()


def _owner() -> str:
    user = g.get("user")
    return str(user.id) if user else f"anonymous {request.remote_addr}"


def _is_exempt(endpoint: str) -> bool:
    view = this_app().view_functions.get(endpoint)
    return endpoint.startswith("security.") or hasattr(view, "is_unkeyed")


def forget_old_keys() -> int:
    """Delete keys that no browser will send again; returns their number."""
    result = db.session.execute(delete(WriteKey).where(WriteKey.created_at < utcnow() - KEPT_FOR))
    return int(getattr(result, "rowcount", 0))


def init_app(app: Flask) -> None:
    """Add `new_key` to the templates."""
    app.jinja_env.globals["write_key"] = new_key
