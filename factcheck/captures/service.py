"""Actions: ask for a capture of a source, upload a copy, and end a capture with what came, or with the reason."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import current_app

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.captures import queries
from factcheck.captures.formats.file_types import type_of_upload
from factcheck.captures.formats.page_text import CapturedText, text_of
from factcheck.captures.formats.web_archive import WARC_TYPE, ArchivedBytes, warc
from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.db import db, utcnow
from factcheck.db.slow import slow_step
from factcheck.documents.formats import MHTML, PLAIN, WACZ, WARC, WEB_ARCHIVES
from factcheck.documents.saved_pages.single_file import saved_by
from factcheck.documents.text import Unreadable
from factcheck.errors import Conflict, Invalid
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.jobs.service import enqueue
from factcheck.permissions import Permission, require
from factcheck.sources.models import MERGE_ACTS, Source
from factcheck.storage import store
from factcheck.urls import is_web_address

JOB = "capture:fetch"
REDACT, WITHDRAW, RESTORE = "capture:redact", "capture:withdraw-redaction", "capture:restore-redaction"
CHANGES_WORDS = frozenset(
    {"capture:store", REDACT, WITHDRAW, RESTORE, *MERGE_ACTS}
)  # of a source, those that may be used
MAX_FILE_NAME = 300  # characters
FACTS = ("door", "url", "final_url", "http_status", "media_type", "size", "raw_sha256", "text_sha256", "reason")
NEEDS_TEXT = WEB_ARCHIVES | {PLAIN}  # files that are refused if nothing can be read in them
SAVED_AS = {MHTML: "MHTML", WARC: "WARC", WACZ: "WACZ"}  # how a browser saved a page that names no tool
NO_ADDRESS = N_("This source has no web address. Upload a copy instead.")
OFF = N_("This installation doesn’t fetch pages. Upload a copy instead.")
ARCHIVED = N_("This source is archived. Restore it first.")
SAME = N_("This source already has a copy with exactly these bytes.")


class CapturedBytes(NamedTuple):
    """Bytes, their web archive, and what was read of them; the first two are stored, but unused yet."""

    archived: ArchivedBytes
    warc: bytes
    text: CapturedText


def can_fetch() -> bool:
    """Whether this installation fetches pages at all."""
    return current_app.extensions["settings"].fetch_networks is not None


def request(actor: User, source: Source) -> Capture:
    """Ask for a capture of a source from its address; one that is under way is returned instead of another."""
    require(actor, Permission.ADD_CAPTURE)
    refuse_archived(source)
    url = source.url or ""
    if not is_web_address(url):
        raise Conflict(_(NO_ADDRESS))
    if not can_fetch():
        raise Conflict(_(OFF))
    if under_way := queries.waiting(source.id, url):
        return under_way
    return queue(actor.id, source)


def queue(actor_id: int, source: Source) -> Capture:
    """Add a capture that waits, and its job. Never commits."""
    waits = {"door": Door.SERVER, "state": CaptureState.WAITING}
    capture = Capture(source_id=source.id, asked_by_id=actor_id, url=source.url, **waits)
    db.session.add(capture)
    db.session.flush()
    record(db.session.get_one(User, actor_id), "capture:request", subject_of(capture), None, {"url": capture.url})
    location = f"/sources/{source.id}"
    enqueue(JOB, {"capture_id": capture.id}, location=location, key=key_of(capture.id), asked_by_id=actor_id)
    return capture


def key_of(capture_id: int) -> str:
    """The key of the job of a capture."""
    return f"capture:{capture_id}"


def read_upload(actor: User, source: Source, name: str, data: bytes) -> CapturedBytes:
    """Read and store the bytes of a copy, before the transaction that adds it.

    Raises Invalid for `upload` with the reason if it isn't taken.
    """
    require(actor, Permission.ADD_CAPTURE)
    refuse_archived(source)
    try:
        media_type = type_of_upload(name, data)
    except Unreadable as refusal:
        raise Invalid("upload", str(refusal)) from None
    _refuse_same(source, sha256_hex(data))
    return read_copy(ArchivedBytes(saved_by(data).url, utcnow(), data, media_type), source.url or "")


@slow_step("reading and storing a capture")
def read_copy(archived: ArchivedBytes, url: str) -> CapturedBytes:
    """Read and store a copy; raises Invalid for `upload` if it needs a text and has none. Then nothing is stored.

    `url` is the page that is read of an archive of several.
    """
    text = text_of(archived.data, archived.media_type, url=archived.url or url)
    if archived.media_type in NEEDS_TEXT and text.text is None:
        raise Invalid("upload", text.reason)
    return stored(archived, text)


def upload(actor: User, source: Source, name: str, found: CapturedBytes) -> Capture:
    """Add a copy of a source that a person uploads, as `read_upload` has read it."""
    require(actor, Permission.ADD_CAPTURE)
    refuse_archived(source)
    _refuse_same(source, sha256_hex(found.archived.data))
    tool = saved_by(found.archived.data).tool or SAVED_AS.get(found.archived.media_type, "")
    door = Door.BROWSER if tool else Door.UPLOAD
    capture = Capture(source_id=source.id, asked_by_id=actor.id, door=door, file_name=name[-MAX_FILE_NAME:])
    capture.state, capture.url = CaptureState.WAITING, source.url or ""
    db.session.add(capture)
    store_result(actor, capture, found, (tool, ""))
    return capture


@slow_step("reading and storing a capture")
def taken(archived: ArchivedBytes, charset: str = "") -> CapturedBytes:
    """Read bytes, and store them as `stored` does."""
    return stored(archived, text_of(archived.data, archived.media_type, charset, archived.url))


def stored(archived: ArchivedBytes, text: CapturedText) -> CapturedBytes:
    """Store bytes that were read and their web archive durably; both are unused until a row refers to them."""
    archive = warc(archived)
    store.keep(archived.data)
    store.keep(archive)
    return CapturedBytes(archived, archive, text)


def store_result(actor: User | None, capture: Capture, found: CapturedBytes, tool: tuple[str, str]) -> None:
    """End a capture that waits with the bytes that came; `actor` is None if the system got them."""
    archived, text = found.archived, found.text
    capture.raw_sha256 = store.put(archived.data, archived.media_type)
    capture.warc_sha256 = store.put(found.warc, WARC_TYPE)
    capture.state, capture.ended_at = CaptureState.CAPTURED, archived.at
    capture.final_url, capture.http_status = text.url or archived.url, archived.http_status
    capture.headers = [list(pair) for pair in archived.headers]
    capture.media_type, capture.size = archived.media_type, len(archived.data)
    capture.tool, capture.tool_version = tool
    capture.title, capture.text, capture.blocks = text.title, text.text, list(text.blocks)
    capture.pages = [list(page) for page in text.pages]
    capture.text_sha256 = sha256_hex(text.text) if text.text is not None else None
    capture.extractor, capture.extractor_version = text.extractor, text.extractor_version
    capture.reason = text.reason
    db.session.flush()
    record(actor, "capture:store", subject_of(capture), None, facts(capture))


def fail(capture: Capture, reason: str, *, is_gone: bool) -> None:
    """End a capture without bytes; `is_gone`, its address has nothing any more, where something was captured before."""
    before = is_gone and capture.source_id and db.session.scalars(queries.captured(capture.source_id).limit(1)).first()
    capture.state = CaptureState.GONE if before else CaptureState.FAILED
    capture.reason, capture.ended_at = reason, utcnow()
    db.session.flush()
    record(None, "capture:fail", subject_of(capture), None, {"url": capture.url, "reason": reason})


def subject_of(capture: Capture) -> tuple[str, int]:
    """The subject of events on a capture: its source, or the article of its version."""
    if capture.source_id is not None:
        return "source", capture.source_id
    return "article", capture.version.article_id if capture.version else 0


def facts(capture: Capture) -> dict[str, Any]:
    """What an event says of a capture that has ended."""
    return {name: value for name in FACTS if (value := getattr(capture, name)) not in (None, "")}


def _refuse_same(source: Source, digest: str) -> None:
    if db.session.scalars(queries.captured(source.id).where(Capture.raw_sha256 == digest)).first():
        raise Invalid("upload", _(SAME))


def refuse_archived(source: Source) -> None:
    """Raise Conflict for an archived source."""
    if source.archived_at is not None:
        raise Conflict(_(ARCHIVED))
