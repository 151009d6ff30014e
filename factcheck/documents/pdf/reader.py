"""Reading a text PDF: its paragraphs without running headers and footers, and where each page begins (pure)."""

from __future__ import annotations

import re
from typing import NamedTuple

from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.documents.pdf import recognition
from factcheck.documents.pdf.margins import running
from factcheck.documents.pdf.pages import PdfFile, opened
from factcheck.documents.pdf.paragraphs import PageLine, PdfParagraph, paragraphs
from factcheck.documents.text import MAX_BYTES, SEPARATOR, Block, BlockKind, UnreadableFile, clean
from factcheck.i18n import N_

FEWEST_LETTERS = 20  # a page with fewer has no text
WITH_TEXT = 0.5  # share of the pages that must have text
FIRST = 12  # paragraphs among which the headline is
FILE_NAME = re.compile(r"\.\w{3,4}\Z|^microsoft word|^untitled|^\s*$|^[\w-]+$", re.IGNORECASE)
TOO_LARGE = N_("Choose a PDF of at most %(most)s MB.")
SCANNED = N_(
    "%(scanned)s of the %(pages)s pages of this PDF are pictures without text, as scanners make them. "
    "Run text recognition (OCR) on it first, have Tesseract installed on the server, or paste its text."
)
NO_TEXT = N_("This PDF contains no text.")


class PdfText(NamedTuple):
    """The text of a PDF: `pages` are the number of each page and where it begins in the text, in code points."""

    title: str
    byline: str
    blocks: list[Block]
    pages: list[tuple[int, int]]
    left_out: list[LeftOut]


class ScannedPages(UnreadableFile):
    """The pages are pictures; their text can be recognised, which takes seconds for each."""

    def __init__(self, pages: int) -> None:
        super().__init__(SCANNED, scanned=pages, pages=pages)
        self.pages = pages


def read_pdf(data: bytes, *, takes_long: bool = False) -> PdfText:
    """The text of a PDF of at most MAX_BYTES. If it `takes_long`, the text of scanned pages is recognised, too.

    `pages` refer to the text that `canonical(blocks)` makes. Raises Unreadable for a file that is too large, protected,
    damaged or scanned (ScannedPages where Tesseract is installed). Nothing in the file is run, nothing is fetched.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE, most=MAX_BYTES // 1024 // 1024)
    file = _with_scanned(data, opened(data), takes_long=takes_long)
    found, gone = story_of(file)
    if not found:
        raise UnreadableFile(NO_TEXT)
    headline = _headline(found, file.metadata.get("Title", ""))
    blocks = [Block(BlockKind.TITLE if at == headline else it.kind, it.text) for at, it in enumerate(found)]
    title = blocks[headline].text if headline is not None else ""
    return PdfText(title, file.metadata.get("Author", ""), blocks, _places(found), gone)


def story_of(file: PdfFile, *, of_one: bool = True, by_line: bool = True) -> tuple[list[PdfParagraph], list[LeftOut]]:
    """The paragraphs of all pages in reading order, and the rest; with `of_one`, without the head of an only page.

    `by_line` is as of `paragraphs`.
    """
    beside = running(file.pages, of_one=of_one)
    story = [PageLine(page.number, it) for page in file.pages for it in page.lines if it not in beside[page.number]]
    gone = [
        LeftOut(LeftOutKind.OUTSIDE, it.text) for page in file.pages for it in page.lines if it in beside[page.number]
    ]
    return [it for it in paragraphs(story, by_line=by_line) if clean(it.text).strip()], gone


def _with_scanned(data: bytes, file: PdfFile, *, takes_long: bool) -> PdfFile:
    """The file with the recognised text of its scanned pages, if most pages are scanned; raises UnreadableFile."""
    textless = sum(sum(sum(map(str.isalnum, it.text)) for it in page.lines) < FEWEST_LETTERS for page in file.pages)
    scanned = [page.number for page in file.pages if not page.lines]
    if not scanned or textless <= (1 - WITH_TEXT) * len(file.pages):
        return file
    if not recognition.is_installed():
        raise UnreadableFile(SCANNED, scanned=len(scanned), pages=len(file.pages))
    if not takes_long:
        raise ScannedPages(len(scanned))
    return file._replace(pages=recognition.recognised(data, file.pages, scanned))


def _headline(found: list[PdfParagraph], declared: str) -> int | None:
    """The paragraph of the declared title, or the heading in the largest letters on the first page."""
    first = [at for at, it in enumerate(found[:FIRST]) if it.pages[0][0] == found[0].pages[0][0]]
    wanted = " ".join(declared.split()).casefold()
    if not FILE_NAME.search(declared):
        for at in first:
            if found[at].text.casefold() == wanted:
                return at
    headings = [at for at in first if found[at].kind is BlockKind.HEADING]
    return max(headings, key=lambda at: (found[at].size, -at)) if headings else None


def _places(found: list[PdfParagraph]) -> list[tuple[int, int]]:
    """Where each page begins in the canonical text."""
    places: dict[int, int] = {}
    start = 0
    for paragraph in found:
        for page, at in paragraph.pages:
            places.setdefault(page, start + at)
        start += len(paragraph.text) + len(SEPARATOR)
    return sorted(places.items())
