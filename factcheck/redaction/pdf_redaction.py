"""A PDF made again without what is under boxes: each page from its pixels, with the words that are left (pure).

Nothing of the old file is carried over, so nothing that isn't seen on a page can stay: metadata, outlines, forms,
notes, attached files, hidden words, earlier revisions. It runs in a child process with limits.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from factcheck.documents.pdf.pages import DAMAGED, PASSWORD, PROTECTED
from factcheck.documents.text import MAX_BYTES
from factcheck.i18n import N_
from factcheck.redaction.boxes import UNITS, Box
from factcheck.redaction.pdf_words import PlacedWord, words_on
from factcheck.redaction.pdf_writer import WIDTH, LaidWord, NewPage, pdf_of
from factcheck.redaction.picture_redaction import blacked_out, covered, measured

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MAX_PAGES = 60
FEW_PAGES, FINE, COARSE = 30, 2.0, 1.5  # pixels of a point: up to so many pages, and from there
MAX_SIDE = 4_000  # pixels
QUALITY = 75  # of JPEG
BAR = "█" * 4  # in the text, where words are gone
MIN_WIDTH = 0.1  # points
CONTRAST = 40  # of 255, between the darkest and the lightest pixel of a word that can be seen
TOO_MANY = N_("A PDF of at most %(most)s pages can be redacted; this one has %(pages)s. Choose the pages you need.")
TOO_LARGE = N_("The redacted file would be larger than %(most)s MB. Choose the pages you need.")
Answer = dict[str, Any]


class _Refused(Exception):
    """A file that can't be redacted: a message and its values."""


def marking(data: bytes) -> Answer:
    """The lines of every page, also those that nobody sees, with their boxes; or why there are none, under `refused`.

    `pages` are the number of each page, its height in UNITS of its width, and its lines: text and box.
    """
    try:
        with _opened(data) as pages:
            return {"pages": [_marking(number, page) for number, page in enumerate(pages, 1)]}
    except _Refused as refusal:
        return {"refused": refusal.args[0], "values": refusal.args[1]}


def redacted(data: bytes, boxes: str) -> Answer:
    """The new file in Base64, and its number of pages; `boxes` is JSON, a list of `Box`."""
    marked = [Box(*box) for box in json.loads(boxes)]
    try:
        with _opened(data) as pages:
            found = list(pages)
            scale = FINE if len(found) <= FEW_PAGES else COARSE
            on_page = ([box for box in marked if box.page == number] for number in range(1, len(found) + 1))
            file = pdf_of([_rebuilt(page, own, scale) for page, own in zip(found, on_page, strict=True)])
    except _Refused as refusal:
        return {"refused": refusal.args[0], "values": refusal.args[1]}
    if len(file) > MAX_BYTES:
        return {"refused": TOO_LARGE, "values": {"most": MAX_BYTES // 1024 // 1024}}
    return {"file": base64.b64encode(file).decode()}


@contextmanager
def _opened(data: bytes) -> Iterator[Iterable[Any]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_protected = getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower()
        raise _Refused(PROTECTED if is_protected else DAMAGED, {}) from None
    with closing(document):
        if len(document) > MAX_PAGES:
            raise _Refused(TOO_MANY, {"most": MAX_PAGES, "pages": len(document)})
        try:
            yield [document[number] for number in range(len(document))]
        except pypdfium2.PdfiumError:
            raise _Refused(DAMAGED, {}) from None


def _marking(number: int, page: Any) -> list[Any]:
    width, height = page.get_width(), page.get_height()
    with closing(page.get_textpage()) as characters:
        words = words_on(page, characters)
    lines: dict[int, list[PlacedWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    found = [[" ".join(it.text for it in line), *_box_of(number, line, width, height)] for line in lines.values()]
    return [number, round(UNITS * height / max(width, 1)), found]


def _box_of(number: int, line: Sequence[PlacedWord], width: float, height: float) -> Box:
    """The box around a line, at least a unit wide and high, and within the page where that can be."""
    left, top = min(it.place[0] for it in line) / width, min(it.place[1] for it in line) / height
    right, bottom = max(it.place[2] for it in line) / width, max(it.place[3] for it in line) / height
    x, y = (max(0, min(UNITS - 1, int(UNITS * it))) for it in (left, top))
    ends = (max(at + 1, min(UNITS, -int(-UNITS * it // 1))) for at, it in ((x, right), (y, bottom)))
    return Box(number, x, y, next(ends) - x, next(ends) - y)


def _rebuilt(page: Any, boxes: Sequence[Box], scale: float) -> NewPage:
    """A page from its pixels, with the words that are seen and under none of the boxes."""
    width, height = page.get_width(), page.get_height()
    scale = min(scale, MAX_SIDE / max(width, height, 1))
    picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    with closing(page.get_textpage()) as characters:
        words = words_on(page, characters)
    seen = _seen(picture.convert("L"), words, scale)
    places = [measured(box, width, height) for box in boxes]
    gone = {it for it in seen if any(covered(letter, place) for letter in it.letters for place in places)}
    blacked_out(picture, boxes)
    file = BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, optimize=True)
    return NewPage(width, height, file.getvalue(), picture.size, list(_laid(seen, gone)))


def _seen(grey: Picture, words: Sequence[PlacedWord], scale: float) -> list[PlacedWord]:
    """The words that a reader of the page sees; unpainted ones only where all are, as over the picture of a scan."""
    has_visible = any(not it.is_invisible for it in words)
    return [it for it in words if not (has_visible and it.is_invisible) and _is_seen(grey, it, scale)]


def _is_seen(grey: Picture, word: PlacedWord, scale: float) -> bool:
    """Whether there is something to see where a word is."""
    left, top, right, bottom = (round(it * scale) for it in word.place)
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, grey.width), min(bottom, grey.height)
    if right - left < 1 or bottom - top < 1:
        return False
    extrema: Any = grey.crop((left, top, right, bottom)).getextrema()
    return int(extrema[1]) - int(extrema[0]) >= CONTRAST


def _laid(words: Sequence[PlacedWord], gone: set[PlacedWord]) -> Iterator[LaidWord]:
    """The words of each line from left to right, as they are seen; a bar for neighbours that are gone."""
    lines: dict[int, list[PlacedWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        runs = groupby(sorted(line, key=lambda it: it.place[0]), lambda it: it in gone)
        pieces = [piece for is_gone, run in runs for piece in (_bar(list(run)) if is_gone else map(_piece, run))]
        yield from pieces[:-1]
        yield pieces[-1]._replace(ends_line=True)


def _piece(word: PlacedWord) -> LaidWord:
    left, _top, right, bottom = word.place
    is_from_right = any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in word.text)
    text = word.text[::-1] if is_from_right else word.text
    return LaidWord(text, left, bottom, max(right - left, MIN_WIDTH), word.size, ends_line=False)


def _bar(words: Sequence[PlacedWord]) -> list[LaidWord]:
    """One bar in the place of these words, so that those around it don't read as one sentence."""
    left, _top, _right, bottom = words[0].place
    size = words[0].size
    width = min(max(it.place[2] for it in words) - left, len(BAR) * WIDTH * size)
    return [LaidWord(BAR, left, bottom, max(width, MIN_WIDTH), size, ends_line=False)]
