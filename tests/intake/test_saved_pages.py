"""Pages as browsers save them in a single file, and Markdown: read to the same blocks and details as any page."""

from __future__ import annotations

import base64
import quopri

import pytest
from flask.testing import FlaskClient

from factcheck.articles.details import ArticleDetails
from factcheck.documents.formats import EML, MARKDOWN, MHTML, WARC, format_of_file
from factcheck.documents.formats import HTML as HTML_PAGE
from factcheck.errors import Invalid
from factcheck.intake.reading.article_reader import Reading, ReadingOptions, read
from factcheck.intake.reading.parsing import Manner
from tests.documents.warc_files import MILL, PIER, Answer, page, warc
from tests.factories import post_files, upload
from tests.forms import upload_form

HEAD = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://pier.example/1\r\nMIME-Version: 1.0\r\n"
STORY = "<html lang=fi><body><article><h1>Laituri</h1><p>Прямая речь = 4,2 milj. Se on suljettu.</p></article>"
FRAME = "<html><body><p>An advertisement in a frame, which is another page.</p></body></html>"
BLANK = ArticleDetails("")


def message(*parts: tuple[str, bytes], more: str = "") -> bytes:
    """A message of several parts: their headers and bodies."""
    whole = f'{HEAD}Content-Type: multipart/related; type="text/html"; boundary="----B"{more}\r\n\r\n'.encode()
    for header, body in parts:
        whole += b"------B\r\n" + header.encode() + b"\r\n\r\n" + body + b"\r\n"
    return whole + b"------B--\r\n"


def quoted(text: str, codec: str = "utf-8") -> bytes:
    return quopri.encodestring(text.encode(codec))


def taken(raw: bytes, kind: str = MHTML, manner: Manner = Manner()) -> Reading:  # noqa: B008 - a tuple
    return read(raw, kind, BLANK, ReadingOptions(manner=manner))


HTML = "Content-Type: text/html"
HERE = "Content-Location: https://pier.example/1"
QP, B64 = "Content-Transfer-Encoding: quoted-printable", "Content-Transfer-Encoding: base64"
FRAME_PART = (f"{HTML}\r\n{QP}\r\nContent-ID: <f@x>\r\nContent-Location: cid:f", quoted(FRAME))


@pytest.mark.parametrize(
    "raw",
    [
        message((f"{HTML}\r\n{QP}", quoted(STORY))),
        message((f"{HTML}\r\n{B64}", base64.encodebytes(STORY.encode()))),
        message((f"{HTML}; charset=windows-1251\r\n{QP}", quoted(STORY, "cp1251"))),
        message(FRAME_PART, (f"{HTML}\r\n{QP}\r\n{HERE}", quoted(STORY))),
        message(FRAME_PART, (f"{HTML}\r\n{QP}\r\nContent-ID: <s@x>", quoted(STORY)), more='; start="<s@x>"'),
        message(("Content-Type: image/png\r\n" + B64, b"iVBORw0KGgo="), (f"{HTML}\r\n{QP}", quoted(STORY))),
        (HEAD + f"{HTML}; charset=utf-8\r\n{QP}\r\n\r\n").encode() + quoted(STORY),
        message((f"{HTML}\r\n{QP}", quoted(STORY))).replace(b"\r\n", b"\n"),
    ],
)
def test_the_page_is_found_in_the_file(raw: bytes) -> None:
    found = taken(raw)
    assert found.whole.text == "Laituri\n\nПрямая речь = 4,2 milj. Se on suljettu."
    assert (found.details.canonical_url, found.details.language) == ("https://pier.example/1", "fi")


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (f"Content-Type: text/plain; charset=koi8-r\r\n{QP}", quoted("Прямая речь = 4.\nИ всё.", "koi8-r")),
        (f"Content-Type: text/plain; charset=utf-8\r\n{B64}", base64.encodebytes("Прямая речь = 4.\nИ всё.".encode())),
    ],
)
def test_a_mail_is_read_as_its_words_not_as_their_codes(header: str, body: bytes) -> None:
    raw = f"From: a@pier.example\r\nMIME-Version: 1.0\r\n{header}\r\n\r\n".encode() + body
    assert format_of_file("mail", raw) == MHTML
    assert format_of_file("mail.eml", raw) == EML
    details = ArticleDetails("Pier", language="ru")
    assert read(raw, EML, details).whole.text == "Pier\n\nПрямая речь = 4.\n\nИ всё."
    assert read(raw, MHTML, details).whole.text == "Pier\n\nПрямая речь = 4.\n\nИ всё."


def test_a_page_in_a_web_archive_is_read_in_the_encoding_of_its_server() -> None:
    saved = Answer("https://pier.example/1", STORY.encode("cp1251"), "text/html; charset=windows-1251")
    found = taken(warc(saved), WARC)
    assert found.whole.text == "Laituri\n\nПрямая речь = 4,2 milj. Se on suljettu."
    assert (found.details.canonical_url, found.how.charset) == ("https://pier.example/1", "windows-1251")
    assert found.how.chapter == ""


def test_a_page_saved_by_singlefile_has_the_address_it_names() -> None:
    comment = "<!--\n Page saved with SingleFile\n url: https://pier.example/1\n-->"
    assert taken((comment + STORY).encode(), HTML_PAGE).details.canonical_url == "https://pier.example/1"


def test_the_page_of_an_archive_is_chosen_and_can_be_changed_in_the_preview(rita: FlaskClient) -> None:
    data = upload(warc(page(PIER, "Pier"), page(MILL, "Mill")), "saved.warc.gz")
    asked = post_files(rita, "/articles/new", choice="preview", upload=data)
    assert "This web archive has several pages. Choose the one to add." in asked.text
    fields = {**upload_form(asked.text, "/articles/new").fields, "chapter": MILL, "choice": "preview"}
    preview = rita.get(post_files(rita, "/articles/new", **fields).location)
    form = upload_form(preview.text, "/articles/new").fields
    assert (form["title"], form["canonical_url"], form["chapter"]) == (["Mill"], [MILL], [MILL])
    assert f'value="{PIER}"' in preview.text


def test_the_pages_own_address_counts_unless_it_is_only_that_of_the_site() -> None:
    link = "<link rel=canonical href=https://pier.example{}>"
    for path, address in (("/own", "https://pier.example/own"), ("/", "https://pier.example/1")):
        raw = message((f"{HTML}\r\n{QP}", quoted(STORY.replace("<body>", link.format(path) + "<body>"))))
        assert taken(raw).details.canonical_url == address


@pytest.mark.parametrize(
    "raw",
    [
        message(("Content-Type: image/png", b"x")),
        message(),
        HEAD.encode() + b"Content-Type: text/x\r\n\r\nx",
    ],
)
def test_a_file_without_a_page_is_refused(raw: bytes) -> None:
    with pytest.raises(Invalid, match="no page"):
        taken(raw)


MARKDOWN_TEXT = """---
title: "Pier: closed"
authors:
  - Signe Holt
  - Bo Lind
publisher: Tarnby Courier
date: 2024-03-05
lang: sv
url: https://pier.example/md
---
# Piren

Den är **stängd** sedan *mars*, sade [chefen](https://pier.example).

## Varför

- den är ruttet
- den är gammal

> Vi vill inte.

| År | Skepp |
|----|-------|
| 2015 | 41 |

```
kod  här
```
"""


def test_markdown_is_read_to_the_same_blocks_and_details() -> None:
    found = taken(MARKDOWN_TEXT.encode(), MARKDOWN)
    kinds = [found.whole.text[start:end] for _kind, start, end in found.whole.blocks]
    assert kinds[:2] == ["Piren", "Den är stängd sedan mars, sade chefen."]
    assert {"Varför", "den är ruttet", "den är gammal", "Vi vill inte.", "2015\t41", "kod  här"} <= set(kinds)
    assert {"title", "paragraph", "heading", "list-item", "quote", "table-row", "preformatted"} == {
        kind.value for kind, _start, _end in found.whole.blocks
    }
    details = found.details
    assert (details.title, details.byline, details.publisher) == (
        "Pier: closed",
        "Signe Holt, Bo Lind",
        "Tarnby Courier",
    )
    assert (str(details.published_on), details.language) == ("2024-03-05", "sv")
    assert details.canonical_url == "https://pier.example/md"


def test_markdown_without_front_matter_and_with_none_that_is_meant() -> None:
    text = b"---\n\nA rule, not fields.\n\n---\n\n# Pier\n\nClosed."
    details = ArticleDetails("Pier", language="en")
    assert "A rule, not fields." in read(text, MARKDOWN, details).whole.text
    assert read(b"*Closed*", MARKDOWN, details).whole.text == "Pier\n\nClosed"
