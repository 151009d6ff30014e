"""Pages of a captured PDF and captured pictures, made in a child process with limits, and kept in the cache."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from factcheck.captures.formats.file_types import PDF, PICTURES
from factcheck.captures.models import Capture
from factcheck.errors import DomainError, NotFound
from factcheck.i18n import N_, _
from factcheck.processes import child
from factcheck.storage import store
from factcheck.viewing.cache import cached

VERSION = "1"  # another one if the same file may give another picture
SECONDS = 10  # of processor time for one picture
AT_ONCE = 2  # children; further requests wait
PATIENCE_S = 20.0
PAGE, LAYERS, SHOWN = (
    f"factcheck.documents.{it}" for it in ("pdf.pictures:picture", "pdf.pictures:answer", "foreign.pictures:shown")
)
CHILDREN = BoundedSemaphore(AT_ONCE)
BUSY = N_("Many pictures are being made right now. Reload the page in a moment.")
FAILED = N_("This picture couldn’t be made within %(seconds)s seconds and %(memory)s MB. Download the original file.")


class PictureRefused(DomainError):
    """A picture can't be made of the bytes of a capture."""

    status = 422


class TooBusy(DomainError):
    """Too many pictures are being made."""

    status = 503


class PageLayer(NamedTuple):
    """A page of a PDF, in units of its layer: its lines are start and end in the text, left, top, width, height."""

    number: int
    width: int
    height: int
    lines: Sequence[Sequence[int]]


def is_pdf(capture: Capture) -> bool:
    """Whether the pages of a capture can be shown as pictures."""
    return capture.media_type == PDF and capture.raw_sha256 is not None


def is_picture(capture: Capture) -> bool:
    """Whether a capture is a picture that can be shown."""
    return capture.media_type in PICTURES and capture.raw_sha256 is not None


def page_layers(capture: Capture) -> list[PageLayer]:
    """The pages of a captured PDF with the places of their lines; raises PictureRefused if it can't be read."""
    version = capture.extractor_version
    name = _name(capture, f"layers-{version}")
    data = cached(name, lambda: json.dumps(made(bytes_of(capture), LAYERS, version)).encode())
    return [PageLayer(*page) for page in json.loads(data)["pages"]]


def page_picture(capture: Capture, number: int) -> bytes:
    """A page of a captured PDF as WebP; raises PictureRefused with the reason."""
    return cached(_name(capture, str(number)), lambda: _decoded(made(bytes_of(capture), PAGE, str(number))))


def picture_of(capture: Capture) -> bytes:
    """A captured picture as WebP, without the metadata of its file; raises PictureRefused with the reason."""
    if not is_picture(capture):
        raise NotFound(_("This capture isn’t a picture."))
    return cached(_name(capture, "shown"), lambda: _decoded(made(bytes_of(capture), SHOWN)))


def _name(capture: Capture, part: str) -> str:
    return f"{capture.raw_sha256}-{VERSION}-{part}"


def _decoded(made: dict[str, Any]) -> bytes:
    return base64.b64decode(made["image"])


def made(data: bytes, function: str, *arguments: str, seconds: int = SECONDS) -> dict[str, Any]:
    """What a function answers in a child process, of which there are few; raises PictureRefused, or TooBusy."""
    if not CHILDREN.acquire(timeout=PATIENCE_S):
        raise TooBusy(_(BUSY))
    try:
        answer: dict[str, Any] = child.run(function, data, *arguments, seconds=seconds)
    except child.ChildFailed:
        raise PictureRefused(_(FAILED, seconds=seconds, memory=child.MEMORY // 1024 // 1024)) from None
    finally:
        CHILDREN.release()
    if "refused" in answer:
        raise PictureRefused(_(answer["refused"], **answer["values"]))
    return answer


def bytes_of(capture: Capture) -> bytes:
    """The captured bytes; raises PictureRefused if they were damaged."""
    try:
        return store.get(capture.raw_sha256 or "")
    except store.Damaged as damage:
        raise PictureRefused(str(damage)) from None
