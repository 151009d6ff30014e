"""Actions on copies at archive services: enter an address, ask a service, remove."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app

from factcheck.accounts.models import User
from factcheck.archives import queries
from factcheck.archives.models import CopyState, IndependentCopy
from factcheck.audit import archiving
from factcheck.audit.service import record
from factcheck.captures.service import can_fetch
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import N_, _
from factcheck.jobs.service import enqueue
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source
from factcheck.urls import is_web_address, key

JOB = "archive:ask"
SAME_SITE = N_("This address is on the source’s own site. Enter that of an independent archive.")
OWN_SITE = N_("This address is on this site. Enter that of an independent archive.")
TWICE = N_("This source already has this address of a copy.")
ARCHIVED = N_("This source is archived. Restore it first.")
CONFIDENTIAL = N_("This source is confidential. An archive service would publish its address.")
NO_ADDRESS = N_("This source has no web address, so no archive can fetch it.")
NOT_SET = N_("No archive service is set up here (FACTCHECK_ARCHIVE_SAVE_URL). Enter the address of a copy instead.")


def save_address() -> str:
    """The template of the address at which an archive service is asked; empty if none is set, or nothing is fetched."""
    return current_app.extensions["settings"].archive_save_url if can_fetch() else ""


def enter(actor: User, source: Source, url: str) -> IndependentCopy:
    """Add the address of a copy that an archive keeps; raises Invalid for `url` if it isn't independent."""
    require(actor, Permission.ADD_CAPTURE)
    _refuse_archived(source)
    if reason := refusal_of(url, source.url or ""):
        raise Invalid("url", _(reason))
    if any(key(copy.url) == key(url) for copy in db.session.scalars(queries.of_source(source.id)) if copy.url):
        raise Invalid("url", _(TWICE))
    copy = IndependentCopy(source_id=source.id, of_url=source.url or "", url=url, state=CopyState.KEPT, is_asked=False)
    copy.added_by_id = actor.id
    db.session.add(copy)
    db.session.flush()
    record(actor, "source:add-copy", ("source", source.id), None, {"url": url})
    return copy


def refusal_of(url: str, source_url: str) -> str:
    """Why an address isn't that of an independent copy, as a message to translate; empty if it may be."""
    parts, own = urlsplit(url), urlsplit(current_app.extensions["settings"].base_url)
    if parts.hostname == urlsplit(source_url).hostname:
        return SAME_SITE
    return OWN_SITE if parts.netloc.lower() == own.netloc.lower() else ""


def ask(actor: User, source: Source) -> IndependentCopy:
    """Ask the archive service for a copy; one that is under way is returned instead of another."""
    require(actor, Permission.ADD_CAPTURE)
    _refuse_archived(source)
    if source.is_confidential:
        raise Conflict(_(CONFIDENTIAL))
    if not is_web_address(source.url or ""):
        raise Conflict(_(NO_ADDRESS))
    if not save_address():
        raise Conflict(_(NOT_SET))
    return queue(actor.id, source)


def queue(person_id: int, source: Source) -> IndependentCopy:
    """Add a copy that is asked for, and its job. Never commits."""
    for copy in db.session.scalars(queries.of_source(source.id)):
        if copy.state is CopyState.ASKED and copy.of_url == source.url:
            return copy
    copy = IndependentCopy(source_id=source.id, of_url=source.url or "", state=CopyState.ASKED, is_asked=True)
    copy.added_by_id = person_id
    db.session.add(copy)
    db.session.flush()
    record(db.session.get_one(User, person_id), "source:ask-archive", ("source", source.id))
    enqueue(JOB, {"copy_id": copy.id}, location=f"/sources/{source.id}", key=f"{JOB}:{copy.id}")
    return copy


def end(copy: IndependentCopy, url: str, reason: str) -> None:
    """End a copy that was asked for: with its address, or with the reason why there is none."""
    copy.state = CopyState.KEPT if url else CopyState.FAILED
    copy.url, copy.reason = url, reason
    db.session.flush()
    after = {"url": url} if url else {"reason": reason}
    record(None, "source:end-archive", ("source", copy.source_id), None, after)


def remove(actor: User, copy: IndependentCopy) -> None:
    """Remove an address that was entered by mistake, or a failure."""
    archiving.archive(actor, copy, "copy", Permission.ADD_CAPTURE, _("This copy was already removed."))


def restore(actor: User, copy: IndependentCopy) -> None:
    """Restore a removed copy."""
    archiving.restore(actor, copy, "copy", Permission.ADD_CAPTURE, _("This copy wasn’t removed."))


def _refuse_archived(source: Source) -> None:
    if source.archived_at is not None:
        raise Conflict(_(ARCHIVED))
