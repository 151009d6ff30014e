"""Actions on watched pages: switch watching on and off, and look now."""

from __future__ import annotations

from flask import current_app

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.service import record
from factcheck.captures.following import is_suspended
from factcheck.captures.service import can_fetch
from factcheck.db import db, utcnow
from factcheck.errors import Conflict
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source
from factcheck.urls import is_web_address
from factcheck.watching import queries
from factcheck.watching.looks import schedule
from factcheck.watching.models import PageLooks, WatchedPage

Subject = Source | Article
ARCHIVED = N_("It is archived, so its page isn’t watched. Restore it first.")
NO_ADDRESS = N_("It has no web address, so there is nothing to watch. Add the address first.")
OFF = N_("This installation doesn’t fetch pages, so nothing is looked at.")


def page_of(subject: Subject) -> WatchedPage | None:
    """The watched page of a source or an article, also one that was switched off."""
    by = queries.of_source if isinstance(subject, Source) else queries.of_article
    return db.session.scalars(by(subject.id)).first()


def address_of(subject: Subject) -> str:
    """The address of the page that would be watched; empty if there is none."""
    url = subject.url if isinstance(subject, Source) else subject.canonical_url
    return url if url and is_web_address(url) else ""


def is_automatic() -> bool:
    """Whether pages are watched without being asked: by the settings, and not suspended."""
    return current_app.extensions["settings"].watches_pages and can_fetch() and not is_suspended()


def watch(actor: User, subject: Subject) -> WatchedPage:
    """Switch watching on; the first look is an hour later."""
    require(actor, Permission.ADD_CAPTURE)
    _refuse(subject)
    page = page_of(subject)
    if page is not None and page.is_on:
        raise Conflict(_("This page is already watched."))
    return switch_on(actor.id, subject, page)


def switch_on(actor_id: int, subject: Subject, page: WatchedPage | None = None) -> WatchedPage:
    """Have the page of a source or an article watched for a person. Never commits."""
    if page is None:
        column = {"source": subject} if isinstance(subject, Source) else {"article": subject}
        page = WatchedPage(**column, looks=PageLooks())
    page.is_on, page.switched_by_id = True, actor_id
    page.looks.count, page.looks.failures = 0, 0
    page.looks.due_at = utcnow() + schedule.wait_after(0, 0)
    db.session.add(page)
    db.session.flush()
    noun = "source" if isinstance(subject, Source) else "article"
    record(db.session.get_one(User, actor_id), f"{noun}:watch", (noun, subject.id))
    schedule.plan(page.looks.due_at)
    return page


def unwatch(actor: User, subject: Subject) -> None:
    """Switch watching off; what was found stays."""
    require(actor, Permission.ADD_CAPTURE)
    page = page_of(subject)
    if page is None or not page.is_on:
        raise Conflict(_("This page isn’t watched."))
    page.is_on = False
    db.session.flush()
    noun = "source" if isinstance(subject, Source) else "article"
    record(actor, f"{noun}:unwatch", (noun, subject.id))


def look_now(actor: User, subject: Subject) -> None:
    """Look at a watched page before its time."""
    require(actor, Permission.ADD_CAPTURE)
    _refuse(subject)
    page = page_of(subject)
    if page is None or not page.is_on:
        raise Conflict(_("This page isn’t watched. Switch watching on first."))
    if not can_fetch():
        raise Conflict(_(OFF))
    schedule.look_soon(page)


def _refuse(subject: Subject) -> None:
    if subject.archived_at is not None:
        raise Conflict(_(ARCHIVED))
    if not address_of(subject):
        raise Conflict(_(NO_ADDRESS))
