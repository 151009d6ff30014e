"""Text that comes with a form: pasted, or as a file."""

from __future__ import annotations

from pathlib import Path

from werkzeug.datastructures import FileStorage
from wtforms import Field

from factcheck.articles.reading import HTML, PLAIN
from factcheck.errors import Invalid
from factcheck.language import _

MEDIA_TYPES = {".txt": PLAIN, ".text": PLAIN, ".html": HTML, ".htm": HTML}


def raw_of(text: Field, upload: FileStorage | None) -> tuple[bytes, str]:
    """The bytes and media type of what was pasted or uploaded: one of the two, not both."""
    pasted = text.data or ""
    if upload is None or not upload.filename:
        if not pasted.strip():
            raise Invalid("text", _("Paste the text of the article, or choose a file."))
        return pasted.encode("utf-8", "surrogatepass"), PLAIN
    if pasted.strip():
        raise Invalid("upload", _("Paste the text or choose a file, not both."))
    media_type = MEDIA_TYPES.get(Path(upload.filename).suffix.lower())
    if media_type is None:
        raise Invalid("upload", _("Only .txt and .html files can be read."))
    return upload.stream.read(), media_type


def beside(refusal: Invalid, upload: FileStorage | None) -> Invalid:
    """The refusal of a text, at the field that it came by."""
    came_as_file = refusal.field == "text" and bool(upload and upload.filename)
    return Invalid("upload", refusal.message) if came_as_file else refusal
