"""Text that comes with a form: pasted, or as a file, which stays with the form until that has done its work."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from werkzeug.datastructures import FileStorage
from wtforms import Field

from factcheck.accounts.models import User
from factcheck.articles.forms import TextForm
from factcheck.articles.reading import HTML, PLAIN
from factcheck.articles.text import MAX_BYTES
from factcheck.db import db
from factcheck.drafts import files
from factcheck.drafts.models import DraftFile
from factcheck.errors import Invalid
from factcheck.language import _

MEDIA_TYPES = {".txt": PLAIN, ".text": PLAIN, ".html": HTML, ".htm": HTML}


class File(NamedTuple):
    """A file that a person chose, now or before its form was refused."""

    name: str
    data: bytes

    @property
    def media_type(self) -> str | None:
        """What its name says that it is; None for what can't be read."""
        return MEDIA_TYPES.get(Path(self.name).suffix.lower())


def chosen(user: User, url: str, form: TextForm, upload: FileStorage | None) -> File | None:
    """The file of a form that is sent to `url`: the one just chosen, else the one that was kept for it.

    Raises Invalid naming `upload` when the kept one is gone.
    """
    if upload is not None and upload.filename:
        return File(upload.filename, upload.stream.read())
    if not form.kept_file.data or form.leave_out.data:
        return None
    kept = files.of(user, url, form.kept_file.data)
    if kept is None:
        raise Invalid("upload", _("The file you chose earlier is no longer stored here. Choose it again."))
    return File(kept.name, kept.data)


def raw_of(text: Field, file: File | None) -> tuple[bytes, str]:
    """The bytes and media type of what was pasted or chosen: one of the two, not both."""
    pasted = text.data or ""
    if file is None:
        if not pasted.strip():
            raise Invalid("text", _("Paste the text of the article, or choose a file."))
        return pasted.encode("utf-8", "surrogatepass"), PLAIN
    if pasted.strip():
        raise Invalid("upload", _("Paste the text or choose a file, not both."))
    if file.media_type is None:
        raise Invalid("upload", _("Only .txt and .html files can be read."))
    return file.data, file.media_type


def beside(refusal: Invalid, file: File | None) -> Invalid:
    """The refusal of a text, at the field that it came by."""
    return Invalid("upload", refusal.message) if refusal.field == "text" and file else refusal


def offer(user: User, url: str, form: TextForm) -> None:
    """Put the file that was kept last into an empty form."""
    _show(form, files.newest(user, url))


def keep(user: User, url: str, form: TextForm, file: File | None) -> None:
    """Keep the file of a form that was not accepted, in a transaction of its own, and show it in the form."""
    _drop_replaced(user, url, form, file)
    is_usable = file is not None and file.media_type is not None and len(file.data) <= MAX_BYTES
    _show(form, files.keep(user, url, file.name, file.data) if file and is_usable else None)
    form.leave_out.data = False
    db.session.commit()


def done(user: User, url: str, form: TextForm, file: File | None) -> None:
    """Let go of the files of a form that has done its work, before its commit."""
    _drop_replaced(user, url, form, file)
    if form.kept_file.data:
        files.let_go(user.id, url, form.kept_file.data)


def _drop_replaced(user: User, url: str, form: TextForm, file: File | None) -> None:
    """A file that was kept and is left out, or replaced by another, is not offered again."""
    kept = files.of(user, url, form.kept_file.data or "")
    if kept is not None and (file is None or file.data != kept.data):
        files.let_go(user.id, url, kept.sha256)


def _show(form: TextForm, kept: DraftFile | None) -> None:
    form.kept = kept
    form.kept_file.data = kept.sha256 if kept else ""
