"""A hostile file takes at most 150 MiB of memory, refused or read; measured in the process that reads it."""

from __future__ import annotations

import pytest

from factcheck.documents.formats import DOCX, EML, EPUB, MHTML
from factcheck.documents.text import MAX_BYTES
from factcheck.processes import child
from tests.documents import memory_use, test_hostile_documents, test_hostile_files, test_web_archives
from tests.documents.epub_files import epub
from tests.documents.test_hostile_documents import SAVED, mail_of

MOST = 150  # MiB
LARGE = {  # within all other limits
    "DOCX of elements": (test_hostile_files.docx({"word/document.xml": test_hostile_files.elements(12_000)}), DOCX),
    "mail of one header": (b"Message-ID: <1>\nSubject: " + b"=?utf-8?q?a?= " * 200_000 + b"\n\nSix.", EML),
    "saved page of headers": (SAVED + b"\n" + b"a:b\n" * 900_000 + b"Content-Type: text/html\n\n<p>Six.", MHTML),
    "mail of elements": (mail_of("text/html", b"<p>x" * (MAX_BYTES // 4 - 100)), EML),
    "EPUB of elements": (epub({"one": "<p>" + "<b/>x" * 190_000}), EPUB),
}


@pytest.mark.skipif(not memory_use.CLEAR.exists(), reason="only Linux tells the peak of a process")
def test_no_hostile_file_takes_more_memory_than_promised() -> None:
    hostile = test_hostile_documents.HOSTILE | test_hostile_files.HOSTILE | test_web_archives.HOSTILE
    files = {name: (data, kind) for name, (data, kind, _reason) in hostile.items() if len(data) <= MAX_BYTES}
    found: dict[str, int] = child.run("tests.documents.memory_use:peaks", memory_use.packed(files | LARGE))
    assert found.keys() == files.keys() | LARGE.keys()
    assert {name: peak for name, peak in found.items() if peak > MOST} == {}


@pytest.mark.skipif(not memory_use.CLEAR.exists(), reason="only Linux tells the peak of a process")
def test_no_plain_text_takes_more_memory_than_promised() -> None:
    assert (
        child.run("tests.documents.memory_use:peak_of_text", b"\n" * MAX_BYTES + b"x", memory=2 * child.MEMORY) <= MOST
    )
    assert child.run("tests.documents.memory_use:peak_of_text", b"ab cd\n" * (MAX_BYTES // 6)) <= MOST
