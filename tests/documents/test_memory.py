"""A hostile file takes at most 150 MiB of memory, refused or read; measured in the process that reads it."""

from __future__ import annotations

import pytest

from factcheck.documents.formats import DOCX, EML, EPUB, MHTML
from factcheck.documents.text import MAX_BYTES
from factcheck.processes import child
from tests.documents import memory_use, test_hostile_documents, test_hostile_files, test_web_archives
from tests.documents.epub_files import epub
from tests.documents.made import Data, made
from tests.documents.test_hostile_documents import SAVED, mail_of

MOST = 150  # MiB
LARGE: dict[str, tuple[Data, str]] = {  # within all other limits
    "DOCX of elements": (
        lambda: test_hostile_files.docx({"word/document.xml": test_hostile_files.elements(12_000)}),
        DOCX,
    ),
    "mail of one header": (lambda: b"Message-ID: <1>\nSubject: " + b"=?utf-8?q?a?= " * 200_000 + b"\n\nSix.", EML),
    "saved page of headers": (
        lambda: SAVED + b"\n" + b"a:b\n" * 900_000 + b"Content-Type: text/html\n\n<p>Six.",
        MHTML,
    ),
    "mail of elements": (lambda: mail_of("text/html", b"<p>x" * (MAX_BYTES // 4 - 100)), EML),
    "EPUB of elements": (lambda: epub({"one": "<p>" + "<b/>x" * 190_000}), EPUB),
}


@pytest.mark.skipif(not memory_use.CLEAR.exists(), reason="only Linux tells the peak of a process")
def test_no_hostile_file_takes_more_memory_than_promised() -> None:
    hostile = test_hostile_documents.HOSTILE | test_hostile_files.HOSTILE | test_web_archives.HOSTILE
    kinds = {name: row[:2] for name, row in hostile.items()} | LARGE
    files = {name: (made(data), kind) for name, (data, kind) in kinds.items()}
    files = {name: row for name, row in files.items() if len(row[0]) <= MAX_BYTES}
    assert files.keys() >= LARGE.keys()
    found: dict[str, int] = child.run("tests.documents.memory_use:peaks", memory_use.packed(files))
    assert found.keys() == files.keys()
    assert {name: peak for name, peak in found.items() if peak > MOST} == {}


@pytest.mark.skipif(not memory_use.CLEAR.exists(), reason="only Linux tells the peak of a process")
def test_no_plain_text_takes_more_memory_than_promised() -> None:
    assert (
        child.run("tests.documents.memory_use:peak_of_text", b"\n" * MAX_BYTES + b"x", memory=2 * child.MEMORY) <= MOST
    )
    assert child.run("tests.documents.memory_use:peak_of_text", b"ab cd\n" * (MAX_BYTES // 6)) <= MOST
