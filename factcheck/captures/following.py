"""What captures follow in the audit log: a new source, or a new address of one, is captured automatically."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app

from factcheck.audit.models import Event
from factcheck.captures import queries, service
from factcheck.db import db
from factcheck.sources.models import Source
from factcheck.urls import is_web_address

FOLLOWED = frozenset({"source:add", "source:edit"})
SUSPENDED = "factcheck.captures suspended"  # in the extensions of the application


def follow(happened: Event) -> None:
    """Ask for a capture in the transaction in which a source gets its address."""
    if happened.action not in FOLLOWED or "url" not in (happened.after or {}):
        return
    source = db.session.get_one(Source, happened.subject_id)
    url = source.url or ""
    if is_automatic() and happened.actor_id and is_web_address(url) and not queries.waiting(source.id, url):
        service.queue(happened.actor_id, source)


def is_automatic() -> bool:
    """Whether new sources are captured without being asked: by the settings, and not suspended."""
    return current_app.extensions["settings"].captures_sources and service.can_fetch() and not is_suspended()


def is_suspended() -> bool:
    """Whether nothing is captured or watched now without being asked."""
    return bool(current_app.extensions.get(SUSPENDED))


@contextmanager
def suspended() -> Iterator[None]:
    """Capture nothing meanwhile, such as addresses of a demo, which don't exist."""
    current_app.extensions[SUSPENDED] = True
    try:
        yield
    finally:
        del current_app.extensions[SUSPENDED]
