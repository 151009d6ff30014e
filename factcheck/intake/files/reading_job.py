"""The job that reads a file which takes long: large ones, and scanned pages. Its answer waits for the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from flask import url_for

from factcheck.accounts.models import User
from factcheck.db import db
from factcheck.documents.formats import FOREIGN, format_of_file
from factcheck.documents.text import Unreadable
from factcheck.drafts import files
from factcheck.errors import Invalid
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_
from factcheck.intake.files.uploads import File
from factcheck.intake.reading.foreign_files import answer_of, is_read
from factcheck.jobs.handlers import CARE, JobHandler, Report
from factcheck.jobs.models import Job
from factcheck.jobs.service import enqueue, unfinished

JOB = "article:read-file"
LARGE = 1024 * 1024  # bytes from which a file is read by a job


def is_large(file: File | None, chapter: str) -> bool:
    """Whether a file is read by a job because of its size; not if it was read already."""
    if file is None or len(file.data) < LARGE:
        return False
    with suppress(Unreadable):
        media_type = format_of_file(*file)
        return media_type in FOREIGN and not is_read(file.data, media_type, chapter)
    return False


def queue(user: User, file: File, chapter: str, where: str) -> Job:
    """Ask for the reading of a file that is kept for the form; `where` is the path of its preview."""
    sha256 = file.sha256
    arguments = {"user": user.id, "form": url_for("intake.create"), "sha256": sha256, "chapter": chapter}
    return enqueue(JOB, arguments, location=where, key=key_of(user, sha256, chapter), asked_by_id=user.id)


def waiting(user: User, sha256: str, chapter: str) -> Job | None:
    """The job that reads a file, if it hasn't ended."""
    return unfinished(key_of(user, sha256, chapter))


def key_of(user: User, sha256: str, chapter: str) -> str:
    """The key of the job for a file of a person."""
    return f"{JOB} {user.id} {sha256_hex(f'{sha256} {chapter}')}"


def read_file(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: read the file. What can't be read is refused by the preview, which asks for the same."""
    user = db.session.get_one(User, arguments["user"])
    kept = files.of(user, arguments["form"], arguments["sha256"])
    name, data = (kept.name, kept.data) if kept else ("", b"")
    db.session.rollback()  # reading must not keep a transaction open
    with suppress(Unreadable, Invalid):
        answer_of(data, format_of_file(name, data), arguments["chapter"], report)
    return lambda: None


JOBS = {JOB: JobHandler(read_file, N_("Reading a file"), lane=CARE)}
