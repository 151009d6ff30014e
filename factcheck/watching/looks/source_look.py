"""A look at the page of a source: a page with other words than its newest capture becomes a capture of its own."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Select, select

from factcheck.captures.fetch_job import archived
from factcheck.captures.formats.page_text import CapturedText, text_of
from factcheck.captures.formats.web_archive import SOFTWARE
from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.captures.queries import is_attempt, of_source
from factcheck.captures.service import CapturedBytes, fail, store_result, stored
from factcheck.db import db
from factcheck.db.slow import NotComputed
from factcheck.fetching.client import Fetched
from factcheck.hashing import sha256_hex
from factcheck.watching.models import LookResult, WatchedPage


def fetched_captures(source_id: int, url: str) -> Select[Capture]:
    """The captures of a source that the server fetched from this address, newest first.

    A page that a person has saved may have words behind a sign-in, so it isn't compared with what a server gets.
    """
    query = select(Capture).where(Capture.source_id == source_id, Capture.state == CaptureState.CAPTURED)
    return query.where(Capture.door == Door.SERVER, Capture.url == url).order_by(Capture.id.desc())


def compare(source_id: int, url: str, fetched: Fetched) -> Callable[[WatchedPage], LookResult]:
    """Read the page, and store it if its words differ from those of the newest capture; answers what writes that."""
    page_bytes = archived(fetched)
    text = text_of(page_bytes.data, page_bytes.media_type, fetched.charset, page_bytes.url)
    found: list[CapturedBytes] = []

    def compute() -> None:
        if not found:
            found.append(stored(page_bytes, text))

    def write(page: WatchedPage) -> LookResult:
        is_same = _is_in(source_id, url, text, page_bytes.data)
        if is_same and not _was_gone(source_id):
            return LookResult.UNCHANGED
        if not found:  # captured again, or its address edited, while this was computed
            raise NotComputed(compute)
        _add(page, found[0])
        return LookResult.UNCHANGED if is_same else LookResult.CHANGED

    if _was_gone(source_id) or not _is_in(source_id, url, text, page_bytes.data):
        compute()
    return write


def _is_in(source_id: int, url: str, text: CapturedText, data: bytes) -> bool:
    """Whether the newest capture has these words, or where there is no text these bytes."""
    newest = db.session.scalars(fetched_captures(source_id, url).limit(1)).first()
    if newest is None:
        return False
    if text.text is not None and newest.text_sha256:
        return newest.text_sha256 == sha256_hex(text.text)
    return newest.raw_sha256 == sha256_hex(data)


def _add(page: WatchedPage, found: CapturedBytes) -> None:
    """Add a capture for the person who has switched watching on; the log says that the system made it."""
    waits = {"door": Door.SERVER, "state": CaptureState.WAITING, "url": page.url}
    capture = Capture(source_id=page.source_id, asked_by_id=page.switched_by_id, **waits)
    db.session.add(capture)
    name, _slash, version = SOFTWARE.partition("/")
    store_result(None, capture, found, (name, version))


def _was_gone(source_id: int) -> bool:
    """Whether the newest record of a source says that its page is gone."""
    last = db.session.scalars(of_source(source_id).where(is_attempt()).limit(1)).first()
    return last is not None and last.state is CaptureState.GONE


def note_gone(page: WatchedPage, reason: str) -> None:
    """Add a record that the page of a source is gone, unless the newest says so already."""
    if _was_gone(page.source_id or 0):
        return
    waits = {"door": Door.SERVER, "state": CaptureState.WAITING, "url": page.url}
    capture = Capture(source_id=page.source_id, asked_by_id=page.switched_by_id, **waits)
    db.session.add(capture)
    fail(capture, reason, is_gone=True)
