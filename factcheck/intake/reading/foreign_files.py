"""Documents, books, e-mails, transcripts, web archives and large pages: read in a process of their own."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from factcheck.documents.ambiguity import AmbiguousText, ReadingChoice
from factcheck.documents.encodings.candidates import Candidate, Doubtful
from factcheck.documents.foreign.register import LONG
from factcheck.documents.formats import HTML, MARKDOWN, PDF, WEB_ARCHIVES
from factcheck.documents.html import Extracted, read_page
from factcheck.documents.left_out import shown
from factcheck.documents.markdown import page_of
from factcheck.documents.notes.note import restored
from factcheck.documents.saved_pages.large_page import part_of_page
from factcheck.documents.text import MAX_BYTES, Block, BlockKind, Unreadable, UnreadableFile
from factcheck.errors import Invalid
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.intake.reading import answers
from factcheck.processes import child


class TakesLong(Invalid):
    """The file can be read, but not while somebody waits: by a job."""


SECONDS_LONG = 60  # of processor time, in a job
IN_PLACE = 20_000  # characters of a Markdown text that take less than starting a process, but for a second at worst
LARGE_PAGE = 1024 * 1024  # bytes from which a web page is read by a process of its own: reading 10 MB takes 4 seconds
SLOW = N_(
    "The pages of this PDF are pictures (%(pages)s pages). Their text can be recognised, which takes a while: choose "
    "“Preview article” to begin."
)
CHAPTERS = N_("This book has several chapters. Choose the one to add.")
PAGES = N_("This web archive has several pages. Choose the one to add.")
UNFINISHED = frozenset({"slow", "failed"})  # answers after which a job may find more
Report = Callable[[int, int], None]
ANSWER = "factcheck.documents.foreign.register:answer"
FAILURES = {
    "time": N_("Reading this file takes more than %(seconds)s seconds. Copy its text and paste it."),
    "memory": N_("Reading this file takes more than %(memory)s MB of memory. Copy its text and paste it."),
    "error": N_("This file can’t be read. Open it in its program, copy its text and paste it."),
}


def read_foreign(raw: bytes, media_type: str, chapter: str = "") -> Extracted:
    """The content of a document of one of `formats.FOREIGN`; raises as `answer_of` does."""
    return _extracted(answer_of(raw, media_type, chapter)["read"])


def archived_page(raw: bytes, media_type: str, url: str = "") -> ArchivedPage:
    """The page at an address in a web archive, or that in MHTML, still to be read; raises as `answer_of` does."""
    answer = answer_of(raw, media_type, url)
    address, charset, data = answer["page"]
    return ArchivedPage(address, charset, b64decode(data), answer["chapters"], answer.get("is_plain", False))


class LargePage(NamedTuple):
    """The content of a large web page, and its encoding; `is_guess`: that was neither declared nor chosen."""

    content: Extracted
    encoding: str
    is_guess: bool


def read_large_page(raw: bytes, declared: str, chosen: str, url: str) -> LargePage:
    """A web page with LARGE_PAGE bytes or more; raises as `answer_of` does, and Doubtful as `decode` does."""
    found = answer_of(raw, HTML, part_of_page(declared, chosen, url))["read"]
    return LargePage(_extracted(found), found["encoding"], found["is_guess"])


def read_captured_page(raw: bytes, url: str) -> dict[str, Any]:
    """What `documents.html.read_page` says of a captured page; raises as that does, or `answer_of`."""
    if len(raw) < LARGE_PAGE:
        return read_page(raw, url)
    found: dict[str, Any] = answer_of(raw, HTML, part_of_page(url=url, is_captured=True))["captured"]
    return found


def rendered(markdown: str) -> str:
    """The page for a cleaned Markdown text; raises Unreadable for one that takes too long, of which many signs nest."""
    if len(markdown) <= IN_PLACE:
        return page_of(markdown)
    return archived_page(markdown.encode(), MARKDOWN).data.decode()


def answer_of(raw: bytes, media_type: str, chapter: str = "", report: Report | None = None) -> dict[str, Any]:
    """What the reader of a format says of a file; raises Unreadable with the reason and the limit.

    Of a book one chapter is read, by its path, and of a web archive one page, by its address; raises AmbiguousText for
    `chapter` if a person must choose it. With `report`, which is called with the pages read and all pages, it may take
    minutes; without, it raises TakesLong for what would.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("Choose a file of at most %(most)s MB.", most=MAX_BYTES // 1024 // 1024))
    answer = _answer(raw, media_type, chapter, report)
    if "failed" in answer:
        limits = {"seconds": child.SECONDS, "memory": child.MEMORY // 1024 // 1024}
        raise Unreadable(_(FAILURES[answer["failed"]], **limits))
    if "slow" in answer:
        raise TakesLong("text", _(SLOW, pages=answer["slow"]))
    if "refused" in answer:
        raise UnreadableFile(answer["refused"], **answer["values"])
    if "doubt" in answer:
        raise Doubtful(_(answer["doubt"]), [Candidate(*it) for it in answer["candidates"]])
    if "choose" in answer:
        choices = [ReadingChoice(path, title, sample) for path, title, sample in answer["choose"]]
        raise AmbiguousText("chapter", _(PAGES if media_type in WEB_ARCHIVES else CHAPTERS), choices)
    return answer


class ArchivedPage(NamedTuple):
    """A page of a web archive: its address, the encoding that its server named, its bytes, and what else to choose.

    `is_plain`: it is a plain text, as in an e-mail.
    """

    url: str
    charset: str
    data: bytes
    others: Sequence[Sequence[str]]
    is_plain: bool = False


def is_read(sha256: str, media_type: str, chapter: str) -> bool:
    """Whether the file with this SHA-256 was read a while ago, so that it's read at once."""
    answer = answers.kept(answers.key_of(sha256, media_type, chapter))
    return answer is not None and not answer.keys() & UNFINISHED


def _answer(raw: bytes, media_type: str, chapter: str, report: Report | None) -> dict[str, Any]:
    """What the child says of a file, or said before."""
    key = answers.key_of(sha256_hex(raw), media_type, chapter)
    answer: dict[str, Any] | None = answers.kept(key)
    if answer is not None and not (report and answer.keys() & UNFINISHED):
        return answer
    part, seconds = (LONG, SECONDS_LONG) if report and media_type == PDF else (chapter, child.SECONDS)
    try:
        answer = child.run(ANSWER, raw, media_type, part, seconds=seconds, report=report)
    except child.ChildFailed as failure:
        answer = {"failed": str(failure)}
        if report is None:
            return answer
    answers.keep(key, answer)
    return answer


def _extracted(read: dict[str, Any]) -> Extracted:
    published = read.get("published")
    return Extracted(
        read["title"],
        read["byline"],
        read.get("publisher", ""),
        date.fromisoformat(published) if published else None,
        read.get("language", ""),
        read.get("url", ""),
        [Block(BlockKind(kind), text) for kind, text in read["blocks"]],
        shown(read["left_out"]),
        tuple((number, start) for number, start in read.get("pages", ())),
        read["origins"],
        restored(read["notes"]),
        read.get("chapters", ()),
    )
