"""The job that captures the page from which a version of an article was read: the bytes are here already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from factcheck.articles.models import Version
from factcheck.audit.models import Event
from factcheck.captures.formats.file_types import type_of_answer
from factcheck.captures.formats.web_archive import SOFTWARE, ArchivedBytes
from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.captures.queries import of_version
from factcheck.captures.service import store_result, taken
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import N_
from factcheck.intake.files.fetch_record import fetch_of
from factcheck.jobs.handlers import JobHandler, Report
from factcheck.jobs.service import enqueue
from factcheck.storage import store

JOB = "article:capture"
FOLLOWED = frozenset({"article:add", "article:update"})


def follow(happened: Event) -> None:
    """Ask for the job in the transaction in which a version is added whose bytes were fetched."""
    if happened.action not in FOLLOWED or not (after := happened.after or {}).get("raw_sha256"):
        return
    if fetch_of(after["raw_sha256"]) is None:
        return
    query = select(Version.id).where(Version.article_id == happened.subject_id, Version.number == after["version"])
    if version_id := db.session.scalar(query):
        location = f"/articles/{happened.subject_id}/versions"
        enqueue(JOB, {"version_id": version_id}, location=location, key=f"{JOB}:{version_id}")


def capture_version(arguments: Mapping[str, Any], _report: Report) -> Callable[[], None]:
    """The job: make a capture of a version, with what its server said, unless there is one."""
    version = db.session.get_one(Version, int(arguments["version_id"]))
    page = fetch_of(version.raw_sha256)
    if page is None or db.session.scalars(of_version(version.id)).first() is not None:
        return lambda: None
    try:
        raw = store.get(version.raw_sha256)
    except store.Damaged as damage:
        raise Conflict(str(damage)) from None
    media_type = type_of_answer(page.media_type, raw)
    archived = ArchivedBytes(page.final_url, page.fetched_at, raw, media_type, page.http_status, page.headers)
    found, url, version_id, person_id = taken(archived, page.charset), page.url, version.id, version.added_by_id

    def write() -> None:
        if db.session.scalars(of_version(version_id)).first() is not None:
            return
        capture = Capture(version_id=version_id, asked_by_id=person_id, door=Door.SERVER, url=url)
        capture.state = CaptureState.WAITING
        db.session.add(capture)
        name, _slash, number = SOFTWARE.partition("/")
        store_result(None, capture, found, (name, number))

    return write


JOBS = {JOB: JobHandler(capture_version, N_("Capturing the page of an article"))}
