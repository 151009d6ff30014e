"""The job that captures a source from its address: fetched, read and stored, or ended with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app

from factcheck.captures.formats.file_types import type_of_answer
from factcheck.captures.formats.web_archive import SOFTWARE, ArchivedBytes
from factcheck.captures.models import Capture, CaptureState
from factcheck.captures.service import JOB, CapturedBytes, fail, key_of, store_result, taken
from factcheck.db import db
from factcheck.fetching.client import Fetched, fetch
from factcheck.fetching.policy import PUBLIC
from factcheck.fetching.refusals import FetchRefused, Reason
from factcheck.i18n import N_
from factcheck.jobs.handlers import MAX_TRIES, WEB, JobHandler, NotNow, Report
from factcheck.jobs.service import unfinished
from factcheck.storage.bucket import StoreUnavailable

STEPS = 3  # fetched, read, stored
PASSING = frozenset(
    {Reason.UNREACHABLE, Reason.BUSY, Reason.TOO_SLOW, Reason.INCOMPLETE, Reason.SERVER_BUSY, Reason.STATUS}
)  # reasons that may be gone at the next attempt


def capture_source(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: fetch, read and store what is at the address, unless an earlier attempt has; then end the capture.

    Raises NotNow for what may pass, until the last attempt.
    """
    capture = db.session.get_one(Capture, int(arguments["capture_id"]))
    if capture.state is not CaptureState.WAITING:
        return lambda: None
    capture_id, url, is_last = capture.id, capture.url, _is_last_attempt(capture.id)
    db.session.rollback()  # a slow server must not keep a transaction open
    report(0, STEPS)
    try:
        page = _fetched(url)
    except FetchRefused as refusal:
        if refusal.reason in PASSING and not is_last:
            raise NotNow(str(refusal)) from None
        return _ending(capture_id, str(refusal), is_gone=refusal.reason is Reason.NOT_FOUND)
    report(1, STEPS)
    found = _taken(page)
    report(2, STEPS)
    return _storing(capture_id, found)


def _is_last_attempt(capture_id: int) -> bool:
    job = unfinished(key_of(capture_id))
    return job is None or job.tries >= MAX_TRIES


def _fetched(url: str) -> Fetched:
    networks = current_app.extensions["settings"].fetch_networks
    if networks is None:
        raise FetchRefused(Reason.OFF)
    return fetch(url, PUBLIC._replace(allowed=networks))


def _taken(page: Fetched) -> CapturedBytes:
    """Read and store a page; raises NotNow if the store can't be used at the moment."""
    try:
        return taken(archived(page), page.charset)
    except StoreUnavailable as error:
        raise NotNow(str(error.strerror)) from None


def archived(page: Fetched) -> ArchivedBytes:
    """What a capture of a page that was fetched holds."""
    media_type = type_of_answer(page.media_type, page.body)
    return ArchivedBytes(page.final_url, page.fetched_at, page.body, media_type, page.status, page.headers)


def _storing(capture_id: int, found: CapturedBytes) -> Callable[[], None]:
    def write() -> None:
        capture = db.session.get_one(Capture, capture_id)
        if capture.state is CaptureState.WAITING:
            name, _slash, version = SOFTWARE.partition("/")
            store_result(None, capture, found, (name, version))

    return write


def _ending(capture_id: int, reason: str, *, is_gone: bool) -> Callable[[], None]:
    def write() -> None:
        capture = db.session.get_one(Capture, capture_id)
        if capture.state is CaptureState.WAITING:
            fail(capture, reason, is_gone=is_gone)

    return write


JOBS = {JOB: JobHandler(capture_source, N_("Capturing a source"), lane=WEB)}
