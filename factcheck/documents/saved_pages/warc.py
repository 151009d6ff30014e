"""The pages in a WARC file (ISO 28500), packed or not, read within limits (pure)."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from factcheck.documents.foreign.archive import BOMB
from factcheck.documents.text import MAX_BYTES, UnreadableFile
from factcheck.fetching.unpacking import DamagedCoding, unpacked
from factcheck.i18n import N_
from factcheck.urls import is_web_address

MAX_UNPACKED = 64 * 1024 * 1024  # bytes of a file, unpacked
MAX_LINE = 64 * 1024  # bytes of one line of a header
MAX_LINES = 200_000  # of all headers
PIECE = 256 * 1024  # bytes that are read at a time
HTML_PAGES = frozenset({"text/html", "application/xhtml+xml"})
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
DAMAGED = N_("This web archive is damaged: it ends too early, or isn’t as its format says.")
TOO_LARGE = N_("The page at %(url)s in this archive is larger than %(most)s MB.")
CODING = N_("The page at %(url)s in this archive is compressed in a way that can’t be read here (%(coding)s).")


class PageRecord(NamedTuple):
    """A page as an archive has it: its address, and its bytes with what the server said of them."""

    url: str
    charset: str
    data: bytes


def pages_in(archive: BinaryIO) -> Iterator[PageRecord]:
    """The web pages of a WARC file in its order: answers with status 200, and resources.

    Raises UnreadableFile for a file that is damaged or goes beyond a limit.
    """
    records = ArchiveIterator(archive, block_size=PIECE)
    records.reader = _Lines(_Unpacked(archive), block_size=PIECE, decomp_type=None)
    try:
        for record in records:
            if (url := _page_address(record)) and (data := _body(record, url)).strip():
                yield PageRecord(url, _charset(record), data)
    except (ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, EOFError, ValueError) as error:
        raise error if isinstance(error, UnreadableFile) else UnreadableFile(DAMAGED) from None


class _Unpacked(io.RawIOBase):
    """A file, unpacked if it is packed by gzip, in one or several members; never more than MAX_UNPACKED of it."""

    def __init__(self, packed: BinaryIO) -> None:
        self._file, self._size = packed, 0
        self._packed: Any = zlib.decompressobj(16 + zlib.MAX_WBITS) if _is_gzip(packed) else None
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most PIECE; empty at the end."""
        data = self._file.read(PIECE) if self._packed is None else self._inflated()
        self._size += len(data)
        if self._size > MAX_UNPACKED:
            raise UnreadableFile(BOMB, most=MAX_UNPACKED // 1024 // 1024)
        return data

    def _inflated(self) -> bytes:
        while piece := self._rest or self._file.read(PIECE):
            if self._packed.eof:
                self._packed = zlib.decompressobj(16 + zlib.MAX_WBITS)
            data: bytes = self._packed.decompress(piece, PIECE)
            self._rest = self._packed.unconsumed_tail or self._packed.unused_data
            if data:
                return data
        if not self._packed.eof:
            raise UnreadableFile(DAMAGED)
        return b""


class _Lines(DecompressingBufferedReader):  # type: ignore[misc]  # warcio has no types
    """Reads lines of headers, of which a hostile file has endless ones, or too many."""

    lines = 0

    def readline(self, length: int | None = None) -> bytes:
        """The next line; raises UnreadableFile where it never ends."""
        self.lines += 1
        line: bytes = super().readline(min(length or MAX_LINE, MAX_LINE))
        if len(line) >= MAX_LINE or self.lines > MAX_LINES:
            raise UnreadableFile(DAMAGED)
        return line


def _is_gzip(file: BinaryIO) -> bool:
    beginning = file.read(2)
    file.seek(0)
    return beginning == b"\x1f\x8b"


def _page_address(record: Any) -> str:
    """The address of a record that is a page; empty for all others."""
    if record.rec_type not in {"response", "resource"}:
        return ""
    if record.rec_type == "response" and (not record.http_headers or record.http_headers.get_statuscode() != "200"):
        return ""
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    is_page = _content_type(record).partition(";")[0].strip().lower() in HTML_PAGES
    return url if is_page and is_web_address(url) else ""


def _content_type(record: Any) -> str:
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    return headers.get_header("Content-Type") or ""


def _charset(record: Any) -> str:
    found = CHARSET.search(_content_type(record))
    return found[1] if found else ""


def _body(record: Any, url: str) -> bytes:
    """The bytes of a page without chunks and content coding; raises UnreadableFile."""
    coding = (record.http_headers.get_header("Content-Encoding") or "") if record.http_headers else ""
    if coding:
        record.http_headers.replace_header("Content-Encoding", "identity")
    stream = record.content_stream()
    packed = stream.read(MAX_BYTES + 1)
    if _is_cut_off(record.raw_stream):
        raise UnreadableFile(DAMAGED)
    data = packed if packed.lstrip()[:1] == b"<" else _decoded(packed, coding, url)
    if len(data) > MAX_BYTES:
        raise UnreadableFile(TOO_LARGE, url=url, most=MAX_BYTES // 1024 // 1024)
    return data


def _is_cut_off(record: Any) -> bool:
    """Whether a record is shorter than it says; reads it to its end."""
    while record.read(PIECE):
        pass
    return bool(getattr(record, "limit", 0))


def _decoded(packed: bytes, coding: str, url: str) -> bytes:
    data = bytearray()
    try:
        for piece in unpacked([packed], coding):
            data += piece
            if len(data) > MAX_BYTES:
                break
    except DamagedCoding:
        raise UnreadableFile(CODING, url=url, coding=coding[:40]) from None
    return bytes(data)
