"""Web archives as browsers and crawlers write them, for tests."""

from __future__ import annotations

import gzip
import io
import json
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.documents.word_files import archive

PIER, MILL = "https://pier.example/1", "https://pier.example/mill"
STORY = "<html><title>{0}</title><body><article><h1>{0}</h1><p>{0} costs six million kroner, she said.</p></article>"


class Answer(NamedTuple):
    """What a server sent for an address."""

    url: str
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = ()


def page(url: str, title: str) -> Answer:
    return Answer(url, STORY.format(title).encode())


def warc(*answers: Answer, is_packed: bool = True) -> bytes:
    """A WARC file of these answers, with what a crawler writes beside them."""
    output = io.BytesIO()
    writer = WARCWriter(output, gzip=is_packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "crawler/1.0"}))
    for answer in answers:
        headers = StatusAndHeaders(
            answer.status, [("Content-Type", answer.content_type), *answer.headers], protocol="HTTP/1.1"
        )
        body = io.BytesIO(answer.body)
        writer.write_record(
            writer.create_warc_record(answer.url, "response", body, length=len(answer.body), http_headers=headers)
        )
    return output.getvalue()


def wacz(archived: bytes, *pages: tuple[str, str], main: str = "", **members: str) -> bytes:
    """A WACZ file of a WARC file with this list of pages."""
    package = {"profile": "data-package", "resources": [], **({"mainPageUrl": main} if main else {})}
    lines = [{"format": "json-pages-1.0"}, *({"url": url, "title": title} for url, title in pages)]
    listed = {"pages/pages.jsonl": "\n".join(map(json.dumps, lines))} if pages else {}
    found = {"archive/data.warc.gz": archived, **listed, "datapackage.json": json.dumps(package), **members}
    return archive(found, stored=("archive/data.warc.gz",))


def endless_line(size: int) -> bytes:
    """A small file that unpacks to one line of a header."""
    return gzip.compress(b"WARC/1.0\r\nWARC-Type: " + b"x" * size)
