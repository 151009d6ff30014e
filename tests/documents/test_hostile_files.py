"""Files from elsewhere, made to harm their reader: refused with the reason and the limit, or read as plain words."""

from __future__ import annotations

import random
import struct
import zipfile

import pytest

from factcheck.documents.foreign import archive as archives
from factcheck.documents.foreign.docx import read_docx
from factcheck.documents.foreign.register import answer
from factcheck.documents.formats import DOCX, PDF, TRANSCRIPT, format_of_file
from factcheck.documents.text import MAX_BYTES, Unreadable
from factcheck.intake.reading.foreign_files import read_foreign
from factcheck.processes import child
from tests.documents.word_files import DOCUMENT, archive, paragraph, run, word

GOOD = word(paragraph(run("It costs six million.")))
BODY = DOCUMENT.format(paragraph(run("It costs six million.")))
LAUGHS = "<!DOCTYPE a [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY a{n} '&a;&a;'>" for n in range(9)) + "]>"
PDF_START = b"%PDF-1.7\n"
ENCRYPTED = (
    PDF_START + b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -44>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<01><01>]>>\n%%EOF"
)


def docx(members: dict[str, str | bytes]) -> bytes:
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": BODY} | members)


def encrypted_zip() -> bytes:
    data = bytearray(docx({}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(signature, place + 1)) >= 0:
            struct.pack_into("<H", data, place + at, 1)
    return bytes(data)


def lying_size() -> bytes:
    data = bytearray(archive({"word/document.xml": BODY + " " * 100_000}))
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 24, 10)
    return bytes(data)


def elements(runs: int) -> str:
    """XML of 30 small elements a run, in a mixture that a zip file packs less than one kind of them."""
    choice = random.Random(1)  # noqa: S311 - a mixture, always the same
    return DOCUMENT.format("".join("<w:p/>x" * choice.randint(1, 60) + choice.choice("abcdef") for _ in range(runs)))


HOSTILE = {
    "zip bomb": (docx({"word/document.xml": b"<a>" + b" " * (20 * 1024 * 1024)}), DOCX, "unpacks to more than 32 MB"),
    "bomb in the styles": (docx({"word/styles.xml": b" " * (20 * 1024 * 1024)}), DOCX, "unpacks to more than 32 MB"),
    "size that lies": (lying_size(), DOCX, "damaged"),
    "path upwards": (docx({"word/../../etc/passwd": "x"}), DOCX, "points outside"),
    "absolute path": (docx({"/etc/passwd": "x"}), DOCX, "points outside"),
    "elements": (docx({"word/document.xml": elements(15_000)}), DOCX, "more than 400000 elements"),
    "entities": (docx({"word/document.xml": LAUGHS + "<a>&a8;</a>"}), DOCX, "XML entities"),
    "external entity": (
        docx({"word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
        DOCX,
        "XML entities",
    ),
    "entities in UTF-16": (
        docx({"word/document.xml": ("<?xml version='1.0' encoding='UTF-16'?>" + LAUGHS + "<a/>").encode("utf-16")}),
        DOCX,
        "XML entities",
    ),
    "encrypted zip": (encrypted_zip(), DOCX, "protected with a password"),
    "cut zip": (GOOD[: len(GOOD) // 2], DOCX, "damaged"),
    "zip without a document": (archive({"word/other.xml": "<a/>"}), DOCX, "damaged"),
    "document that is no XML": (docx({"word/document.xml": "nothing"}), DOCX, "damaged"),
    "empty document": (word(""), DOCX, "contains no text"),
    "PDF with a password": (ENCRYPTED, PDF, "protected with a password"),
    "cut PDF": (PDF_START, PDF, "damaged"),
    "PDF of nulls": (PDF_START + b"\0" * 100_000, PDF, "damaged"),
    "PDF that is a zip": (PDF_START + GOOD, PDF, "damaged"),
    "transcript without times": (b"WEBVTT\n\nwords", TRANSCRIPT, "no lines with times"),
    "transcript of nulls": (b"WEBVTT\n\n" + b"\0" * 1000, TRANSCRIPT, "encoding of this file"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(name: str) -> None:
    data, media_type, reason = HOSTILE[name]
    found = answer(data, media_type)
    assert "refused" in found
    assert reason in found["refused"] % found["values"]


def test_a_file_with_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    with pytest.raises(Unreadable, match="more than 3 parts"):
        read_docx(GOOD)


def test_macros_are_not_opened() -> None:
    found = read_docx(docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0", "word/vbaData.xml": "<!DOCTYPE x>"}))
    assert [block.text for block in found.blocks] == ["It costs six million."]


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        (
            "a.pdf",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "no content of type PDF",
        ),
        ("a.docx", b"MZ\x90\0", "although its name ends in .docx"),
        ("a.docx", archive({"a.txt": "x"}, zipfile.ZIP_STORED), "archive"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n%PDF-1.7", "image"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str, raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        format_of_file(name, raw)


def test_one_byte_too_many_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unreadable, match="at most 10 MB"):
        read_foreign(GOOD + b"x" * (MAX_BYTES + 1 - len(GOOD)), DOCX)


def test_a_file_is_read_in_another_process_and_refused_in_the_language_of_this_one() -> None:
    page = read_foreign(GOOD, DOCX)
    assert [block.text for block in page.blocks] == ["It costs six million."]
    with pytest.raises(Unreadable, match="protected with a password"):
        read_foreign(encrypted_zip(), DOCX)


@pytest.mark.parametrize(
    ("failure", "words"), [("time", "30 seconds"), ("memory", "768 MB"), ("error", "can’t be read")]
)
def test_a_reader_that_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch, failure: str, words: str) -> None:
    def die(*_args: object, **_named: object) -> None:
        raise child.ChildFailed(failure)

    monkeypatch.setattr(child, "run", die)
    with pytest.raises(Unreadable, match=words):
        read_foreign(GOOD, DOCX)
