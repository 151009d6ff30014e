"""Which messages offer to undo: those of a request that has done something undoable, and no other."""

from __future__ import annotations

from flask import Flask, g, has_request_context
from sqlalchemy import event
from sqlalchemy.orm import Session

from factcheck.audit import feed
from factcheck.db import db
from factcheck.undo.registry import known


def note(session: Session) -> None:
    """Before a commit: note for `web.idempotency` whether *Undo* would take back what this request has done."""
    if has_request_context() and not feed.actions(session).isdisjoint(known()):
        g.is_undoable = not g.get("is_undoing")


def init_app(_: Flask) -> None:
    """Note it before each commit from now on."""
    event.listen(db.session, "before_commit", note)
