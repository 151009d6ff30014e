"""The format of files and pasted text depends on their content, not on their names."""

from __future__ import annotations

import io
import zipfile

import pytest

from factcheck.documents.formats import (
    DOCX,
    EPUB,
    HTML,
    MARKDOWN,
    MHTML,
    ODT,
    PDF,
    PLAIN,
    RTF,
    TRANSCRIPT,
    format_of_file,
    formats_of_text,
)
from factcheck.documents.text import Unreadable

PAGE = b"<!DOCTYPE html><html><body><h1>Pier</h1><p>It is closed.</p></body></html>"
SAVED = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"


def archive(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name in names:
            zipped.writestr(name, mimetype if name == "mimetype" else "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        *((f"page.{suffix}", PAGE, HTML) for suffix in ("html", "HTM", "xhtml", "xht", "shtml", "mhtml", "mht", "php")),
        ("page.txt", PAGE, HTML),
        ("page", PAGE, HTML),
        ("page.md", PAGE, HTML),
        ("page.xht", b'<?xml version="1.0"?>\n<!-- saved -->\n<html xmlns="x">', HTML),
        ("page.txt", PAGE.decode().encode("utf-16"), HTML),
        ("a.html", b"It is closed.", HTML),
        ("a.md", b"# Pier", MARKDOWN),
        ("a.Markdown", b"# Pier", MARKDOWN),
        ("a.txt", b"# Pier", PLAIN),
        ("a.text", b"From: Signe\n\nIt is closed.", PLAIN),
        ("a", b"It is closed.", PLAIN),
        ("a.txt", b"%PDF-1.7\n", PDF),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml"), DOCX),
        ("a", archive("mimetype", mimetype="application/vnd.oasis.opendocument.text"), ODT),
        ("a.epub", archive("mimetype", mimetype="application/epub+zip"), EPUB),
        ("a.txt", b"{\\rtf1 It is closed.}", RTF),
        *((f"a.{suffix}", b"1\n00:00:01,000 --> 00:00:02,000\nYes", TRANSCRIPT) for suffix in ("srt", "vtt")),
        ("a.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nYes", TRANSCRIPT),
        ("a.log", b"It is closed.", PLAIN),
        *((f"page.{suffix}", SAVED, MHTML) for suffix in ("mhtml", "mht", "html", "txt")),
        ("mail.txt", b"From: Signe\nSubject: Pier\nMIME-Version: 1.0\nContent-Type: text/plain\n\nIt is.", PLAIN),
    ],
)
def test_what_a_file_is(name: str, raw: bytes, kind: str) -> None:
    assert format_of_file(name, raw) == kind


@pytest.mark.parametrize(
    ("name", "raw", "told"),
    [
        ("a.pdf", b"", "no content of type PDF"),
        ("a", archive("mimetype", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "type OpenDocument"),
        ("a", archive("mimetype", mimetype="application/vnd.oasis.opendocument.text-master"), "type OpenDocument"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document of type Word"),
        ("a.html", archive("a.txt"), "archive"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "image"),
        ("scan.txt", b"\xff\xd8\xff\xe0", "image"),
        ("a.mp3", b"", "recording"),
        ("a.webarchive", b"bplist00", "archive"),
    ],
)
def test_what_holds_no_plain_text_is_refused_by_its_name_with_a_way_out(name: str, raw: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told) as refusal:
        format_of_file(name, raw)
    assert "paste" in str(refusal.value) or "choose" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("<p>It cost <b>4.2</b> million.</p>\n<p>It is closed.</p>", [HTML]),
        ("One line<br>and another<br/>", [HTML]),
        ("\n<!doctype html>\n<title>Pier</title>", [HTML]),
        ('<div class="story">It is closed', []),  # a single tag may be meant
        ("Use the <p> tag, he said, and 3 < 4 > 2.", []),
        ("# Pier\n\nIt is **closed**.", [MARKDOWN]),
        ("See [the log](https://log.example/1) and [more](https://log.example/2).", [MARKDOWN]),
        ("---\ntitle: Pier\nlang: fi\n---\nText", [MARKDOWN]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [MARKDOWN]),
        ("```\ncode\n```", [MARKDOWN]),
        ("- one\n- two\n\n1. three", []),  # lists are written so anywhere
        ("# 1 in the charts, 5 * 3 ** 2 and a_b_c", []),
        ("It is closed.\n\n> quoted", []),
        ("-----\nA rule, then text\n-----", []),
    ],
)
def test_what_a_pasted_text_looks_like(text: str, kinds: list[str]) -> None:
    assert formats_of_text(text) == kinds
