"""Text that comes with a form: pasted, or as a file, which is kept until the form was accepted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import NamedTuple

from werkzeug.datastructures import FileStorage

from factcheck.accounts.models import User
from factcheck.db import db
from factcheck.documents.ambiguity import AmbiguousText, ReadingChoice
from factcheck.documents.encodings.decoding import decode
from factcheck.documents.formats import FOREIGN, FORMATS, MHTML, PLAIN, format_of_file, formats_of_text
from factcheck.documents.text import MAX_BYTES, Unreadable, clean
from factcheck.drafts import files
from factcheck.errors import Invalid
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.intake.files.fetch_record import remember_fetch
from factcheck.intake.forms import ArticleForm, TextForm
from factcheck.intake.reading.article_reader import beginning, told_by
from factcheck.web.drafts import DraftFile
from factcheck.web.forms import Refused
from factcheck.web.input.fields import text

NOT_BOTH = N_("Paste the text or choose a file, not both.")


class NamedBytes(NamedTuple):
    """The bytes of a file, and its name."""

    name: str
    data: bytes


class File(NamedBytes):
    """A file that a person chose, now or before its form was refused."""

    @cached_property
    def sha256(self) -> str:
        """The digest of its bytes, which is computed once."""
        return sha256_hex(self.data)


def chosen(user: User, url: str, form: TextForm, upload: FileStorage | None) -> File | None:
    """The file of a form that is sent to `url`: the one just chosen, else the one that was kept for it.

    If the kept one no longer exists, the form is no longer valid.
    """
    if upload is not None and upload.filename:
        return File(upload.filename, upload.stream.read())
    if not form.kept_file.data or form.leave_out.data:
        return None
    kept = files.of(user, url, form.kept_file.data)
    form.is_file_gone = kept is None
    return File(kept.name, kept.data) if kept else None


def kept_file(user: User, url: str, form: TextForm, sha256: str) -> File | None:
    """The file of that SHA-256 that is kept for a form, which then shows it."""
    kept = files.of(user, url, sha256)
    _show(form, kept)
    return File(kept.name, kept.data) if kept else None


def raw_of(form: TextForm, file: File | None) -> tuple[bytes, str]:
    """The bytes and media type of the text: pasted or chosen, not both.

    Raises AmbiguousText for `format` if plain text looks like HTML or Markdown.
    """
    pasted = form.text.data or ""
    if file is None and not pasted.strip():
        raise Invalid("text", _("Paste the text of the article, or choose a file."))
    if file is not None and pasted.strip():
        raise Invalid("upload", _(NOT_BOTH))
    raw, found = _format_of(file) if file else (pasted.encode("utf-8", "surrogatepass"), PLAIN)
    if form.format.data:
        return raw, found if found in {MHTML, *FOREIGN} else form.format.data
    if found == PLAIN:
        _ask_for_format(raw, form.charset.data or "")
    return raw, found


def _format_of(file: File) -> tuple[bytes, str]:
    try:
        return file.data, format_of_file(file.name, file.data)
    except Unreadable as refusal:
        raise Invalid("upload", str(refusal)) from None


def _ask_for_format(raw: bytes, charset: str) -> None:
    """Ask whether a text is in the format it looks like, or plain; what can't be read is refused later."""
    try:
        others = formats_of_text(clean(decode(raw, chosen=charset).text)) if len(raw) <= MAX_BYTES else []
    except Unreadable:
        return
    if others:
        kinds = [*others, PLAIN]
        message = _("This text looks like %(format)s. Choose how to read it.", format=_(FORMATS[others[0]]))
        raise AmbiguousText(
            "format", message, [ReadingChoice(kind, _(FORMATS[kind]), beginning(raw, kind, charset)) for kind in kinds]
        )


@contextmanager
def refusing_file(file: File | None) -> Iterator[None]:
    """A refusal of the text inside is moved to the field of the file that it came from."""
    try:
        yield
    except Invalid as refusal:
        for error in (refusal, *refusal.others):
            error.field = "upload" if error.field == "text" and file else error.field
        raise


def offer_choices(form: TextForm, refused: Refused) -> None:
    """Add the choices to a form that was refused because of them."""
    refusal = refused.refusal
    found = (refusal, *refusal.others) if isinstance(refusal, Invalid) else ()
    form.asked = next((it for it in found if isinstance(it, AmbiguousText)), None)


def fill(form: ArticleForm, file: File | None) -> None:
    """Fill blank fields from what a page declares, when its form is shown again."""
    if file is None or form.upload.errors or not is_kept(file):  # one that can’t be read isn’t read again
        return
    declared = told_by(file.data, form.format.data or format_of_file(file.name, file.data), form.manner())
    for name in ("title", "publisher", "byline", "language", "canonical_url"):
        if not text(form[name]):
            form[name].data = getattr(declared, name)
    if declared.published_on and not form.is_undated.data and not text(form.published_on):
        form.published_on.data = declared.published_on.isoformat()


def is_kept(file: File) -> bool:
    """Whether a file is worth keeping with a refused form: not too large, and not an image or the like."""
    try:
        format_of_file(file.name, file.data)
    except Unreadable:
        return False
    return len(file.data) <= MAX_BYTES


def offer(user: User, url: str, form: TextForm) -> None:
    """Put the file that was kept last into an empty form."""
    _show(form, files.newest(user, url))


def keep(user: User, url: str, form: TextForm, file: File | None) -> None:
    """Keep the file of a refused form, in a separate transaction, and show it in the form."""
    remember_fetch(user.id, form.fetched)
    _drop_replaced(user, url, form, file)
    _show(form, files.keep(user, url, *file, file.sha256) if file and is_kept(file) else None)
    form.leave_out.data = False
    db.session.commit()


def store_ahead(user: User, url: str, file: File | None) -> None:
    """Store the bytes of a file that `keep` is about to keep, outside its transaction: inside `read_only`."""
    if file is not None and is_kept(file):
        files.store_ahead(user.id, url, file.data, file.sha256)


def done(user: User, url: str, form: TextForm, file: File | None) -> None:
    """Delete the files of an accepted form, before its commit."""
    _drop_replaced(user, url, form, file)
    if form.kept_file.data:
        files.let_go(user.id, url, form.kept_file.data)


def _drop_replaced(user: User, url: str, form: TextForm, file: File | None) -> None:
    """Forget a kept file that was removed or replaced by another."""
    kept = files.of(user, url, form.kept_file.data or "")
    if kept is not None and (file is None or file.sha256 != kept.sha256):
        files.let_go(user.id, url, kept.sha256)


def _show(form: TextForm, kept: DraftFile | None) -> None:
    form.kept = kept
    form.kept_file.data = kept.sha256 if kept else ""
