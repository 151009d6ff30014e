"""Text recognition (OCR) of scanned pages by Tesseract, if it is installed: a picture of each page becomes its lines.

Tesseract is a program of the operator, in the languages that it has there. It gets pictures only, and is stopped at a
limit of time; limits of memory are those of the process that starts it.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from factcheck.documents.pdf.pages import PdfLine, PdfPage
from factcheck.documents.text import UnreadableFile
from factcheck.i18n import N_
from factcheck.processes import progress

PROGRAM = "tesseract"
DPI = 200
MOST_PIXELS = 12_000_000  # of a picture; larger pages are drawn smaller
MOST_PAGES = 40  # recognised of one file
MOST_LANGUAGES = 4  # each makes recognition slower
SECONDS = 60  # of one page, by the clock
NEAR = 0.15  # share by which the sizes of letters of one page may differ and be the same
FAILED = N_("Text recognition of page %(page)s failed, or took more than %(seconds)s seconds. Paste its text.")
TOO_MANY = N_("%(scanned)s pages of this PDF are pictures; the text of at most %(most)s can be recognised.")


class RecognisedWord(NamedTuple):
    """A word with its place in the picture, in pixels from its upper left corner."""

    block: str
    line: tuple[str, ...]  # the numbers of its block, paragraph and line
    left: int
    top: int
    right: int
    bottom: int
    text: str


def is_installed() -> bool:
    """Whether Tesseract is on the PATH of this process."""
    return shutil.which(PROGRAM) is not None


def recognised(data: bytes, pages: Sequence[PdfPage], scanned: Sequence[int]) -> list[PdfPage]:
    """The pages; those whose numbers are in `scanned` with the lines that were recognised. Raises UnreadableFile."""
    import pypdfium2

    if len(scanned) > MOST_PAGES:
        raise UnreadableFile(TOO_MANY, scanned=len(scanned), most=MOST_PAGES)
    found = {page.number: page for page in pages}
    languages = _languages()
    with closing(pypdfium2.PdfDocument(data)) as document:
        for place, number in enumerate(scanned):
            progress.tell(place, len(scanned))
            with closing(document[number - 1]) as drawn:
                found[number] = found[number]._replace(lines=_lines(drawn, number, languages))
    return list(found.values())


def _lines(drawn: Any, number: int, languages: str) -> list[PdfLine]:
    width, height = drawn.get_width(), drawn.get_height()
    scale = min(DPI / 72, (MOST_PIXELS / max(1, width * height)) ** 0.5)
    lines: dict[tuple[str, ...], list[RecognisedWord]] = {}
    for word in _words(_picture(drawn, scale), number, languages):
        lines.setdefault(word.line, []).append(word)
    sizes = _sizes(lines.values(), scale)
    return [_line(words, scale, height, sizes[words[0].block]) for words in lines.values()]


def _line(words: list[RecognisedWord], scale: float, height: float, size: float) -> PdfLine:
    left, right = min(it.left for it in words) / scale, max(it.right for it in words) / scale
    top, bottom = min(it.top for it in words) / scale, max(it.bottom for it in words) / scale
    return PdfLine(" ".join(it.text for it in words), left, height - bottom, right, height - top, size)


def _sizes(lines: Iterable[list[RecognisedWord]], scale: float) -> dict[str, float]:
    """The size of the letters of each block in points: near ones are the commonest one of the page."""
    sizes: dict[str, float] = {}
    lengths = Counter[str]()
    for words in lines:
        block, height = words[0].block, max(it.bottom for it in words) - min(it.top for it in words)
        sizes[block] = max(sizes.get(block, 1.0), round(height / scale, 1))
        lengths[block] += sum(len(it.text) for it in words)
    body = sizes[lengths.most_common(1)[0][0]] if lengths else 1.0
    return {block: body if abs(size - body) <= NEAR * body else size for block, size in sizes.items()}


def _picture(drawn: Any, scale: float) -> bytes:
    """The page as a grey picture (PGM)."""
    bitmap = drawn.render(scale=scale, grayscale=True)
    raw, width, height, stride = bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride
    rows = b"".join(raw[row * stride : row * stride + width] for row in range(height))
    return b"P5 %d %d 255\n" % (width, height) + rows


def _words(picture: bytes, number: int, languages: str) -> Iterator[RecognisedWord]:
    answer = _run(("-", "-", *(("-l", languages) if languages else ()), "tsv"), picture)
    if answer is None:
        raise UnreadableFile(FAILED, page=number, seconds=SECONDS)
    rows = csv.DictReader(answer.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        text = (row.get("text") or "").strip()
        if row.get("level") == "5" and text:
            left, top, width, height = (int(row[name] or 0) for name in ("left", "top", "width", "height"))
            line = (row["block_num"], row["par_num"], row["line_num"])
            yield RecognisedWord(row["block_num"], line, left, top, left + width, top + height, text)


def _languages() -> str:
    """The languages that Tesseract has, for its option `-l`."""
    names = [it.strip() for it in (_run(("--list-langs",), b"") or "").splitlines()[1:]]
    return "+".join(sorted(it for it in names if it not in {"", "osd", "equ"})[:MOST_LANGUAGES])


def _run(arguments: Sequence[str], given: bytes) -> str | None:
    """What Tesseract writes; None if it fails or takes too long."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the program that the operator installed
            (program, *arguments),
            input=given,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
