"""From the bytes of an uploaded list to its text, with the refusals that all lists share (pure)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from factcheck.documents.ambiguity import AmbiguousText, ReadingChoice
from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import decode
from factcheck.documents.encodings.names import described
from factcheck.documents.text import MAX_BYTES, Unreadable
from factcheck.errors import Invalid
from factcheck.i18n import _

Found = TypeVar("Found")


def read_upload(raw: bytes, charset: str, read: Callable[[str], Found]) -> Found:
    """What `read` finds in the text of a list; it raises Unreadable for a text that isn't one.

    Raises Invalid naming `upload` with the reason and the limit, AmbiguousText naming `charset` for an uncertain
    encoding.
    """
    if len(raw) > MAX_BYTES:
        raise Invalid("upload", _("Choose a file of at most %(most)s MB.", most=MAX_BYTES // 1024 // 1024))
    try:
        text = decode(raw, chosen=charset).text.lstrip("\ufeff")
        if not text.strip():
            raise Unreadable(_("The file is empty."))
        return read(text)
    except Doubtful as doubt:
        choices = [ReadingChoice(it.encoding, described(it.encoding), it.sample) for it in doubt.candidates]
        raise AmbiguousText("charset", str(doubt), choices) from None
    except Unreadable as error:
        raise Invalid("upload", str(error)) from None
