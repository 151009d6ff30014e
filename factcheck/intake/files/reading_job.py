"""The job that reads a file which takes long: large ones, and scanned pages. Its answer waits for the preview.

The part of a file is what is read of it, and how: the chapter of a book, the page of an archive, an encoding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from flask import url_for

from factcheck.accounts.models import User
from factcheck.db import db
from factcheck.documents.formats import FOREIGN, HTML, format_of_file
from factcheck.documents.saved_pages.large_page import part_of_page
from factcheck.documents.text import MAX_BYTES, Unreadable
from factcheck.drafts import files
from factcheck.errors import Invalid
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import ArticleForm
from factcheck.intake.reading.foreign_files import answer_of, is_read
from factcheck.jobs.handlers import CARE, JobHandler, Report
from factcheck.jobs.models import Job
from factcheck.jobs.service import enqueue, unfinished

JOB = "article:read-file"
LARGE = 1024 * 1024  # bytes from which a file is read by a job
READ_BY_JOB = FOREIGN | {HTML}


def is_long(file: File | None) -> bool:
    """Whether what is made of a file is long, too: its preview has thousands of lines."""
    return file is not None and len(file.data) >= LARGE


def is_large(form: ArticleForm, file: File | None) -> bool:
    """Whether a file is read by a job because of its size; not if it was read already, or is refused for its size."""
    if file is None or not LARGE <= len(file.data) <= MAX_BYTES:
        return False
    with suppress(Unreadable):
        media_type = format_of_file(*file)
        return media_type in READ_BY_JOB and not is_read(file.sha256, media_type, _part(form, media_type))
    return False


def queue(user: User, form: ArticleForm, file: File, where: str) -> Job:
    """Ask for the reading of a file that is kept for the form; `where` is the path of its preview."""
    part = _part(form, format_of_file(*file))
    arguments = {"user": user.id, "form": url_for("intake.create"), "sha256": file.sha256, "chapter": part}
    return enqueue(JOB, arguments, location=where, key=_key(user, file, part), asked_by_id=user.id)


def waiting(user: User, form: ArticleForm, file: File) -> Job | None:
    """The job that reads a file, if it hasn't ended."""
    return unfinished(_key(user, file, _part(form, format_of_file(*file))))


def _part(form: ArticleForm, media_type: str) -> str:
    manner = form.manner()
    return part_of_page(chosen=manner.charset) if media_type == HTML else manner.chapter


def _key(user: User, file: File, part: str) -> str:
    """The key of the job for a file of a person."""
    return f"{JOB} {user.id} {sha256_hex(f'{file.sha256} {part}')}"


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
