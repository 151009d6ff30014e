"""WARC and WACZ files: the page in them is found, or chosen; what harms their reader is refused with its reason."""

from __future__ import annotations

import base64
import gzip
from typing import Any

import pytest

from factcheck.documents.foreign.register import answer
from factcheck.documents.formats import WACZ, WARC, format_of_file
from tests.documents.made import Data, made
from tests.documents.test_hostile_documents import encrypted
from tests.documents.warc_files import MILL, PIER, Answer, endless_line, page, wacz, warc

PICTURE = Answer("https://pier.example/lamp.png", b"\x89PNG", "image/png")
MOVED = Answer("http://pier.example/1", b"<html>Moved", status="301 Moved Permanently", headers=(("Location", PIER),))
BOTH = warc(MOVED, page(PIER, "Pier"), PICTURE, page(MILL, "Mill"))
PACKED = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))


def chunked(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n0\r\n\r\n"


def read(data: bytes, media_type: str, url: str = "") -> Any:
    found = answer(data, media_type, url)
    if "page" in found:
        address, charset, body = found["page"]
        return address, charset, base64.b64decode(body)
    return [choice[:2] for choice in found["choose"]] if "choose" in found else found["refused"] % found["values"]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (warc(MOVED, page(PIER, "Pier"), PICTURE), WARC),
        (warc(MOVED, page(PIER, "Pier"), PICTURE, is_packed=False), WARC),
        (gzip.compress(warc(page(PIER, "Pier"), is_packed=False)), WARC),
        (warc(page(PIER, "Pier")._replace(body=chunked(gzip.compress(page(PIER, "Pier").body)), headers=PACKED)), WARC),
        (wacz(warc(page(PIER, "Pier"))), WACZ),
        (wacz(BOTH, main=PIER), WACZ),
        (wacz(BOTH, (PIER, "Pier")), WACZ),
        (wacz(warc(page(PIER, "Pier")), ("http://pier.example/1", "Its address before it moved")), WACZ),
    ],
)
def test_the_only_page_or_the_main_one_is_found(data: bytes, media_type: str) -> None:
    assert format_of_file("saved", data) == media_type
    assert read(data, media_type) == (PIER, "utf-8", page(PIER, "Pier").body)


def test_of_several_pages_one_is_chosen() -> None:
    choices = [[PIER, "Pier"], [MILL, "Mill"]]
    assert read(BOTH, WARC) == read(wacz(BOTH), WACZ) == choices
    assert read(BOTH, WARC, MILL)[0] == MILL
    assert answer(wacz(BOTH, main=PIER), WACZ)["chapters"] == choices
    assert read(wacz(BOTH, (MILL, "The mill"), (PIER, "")), WACZ) == [[PIER, "Pier"], [MILL, "The mill"]]


BROTLI = Answer(PIER, b"\x0b\x02\x80", headers=(("Content-Encoding", "br"),))
PLAIN_WARC = warc(page(PIER, "Pier"), is_packed=False)


def bomb() -> Answer:
    return Answer(PIER, gzip.compress(b"x" * (11 * 1024 * 1024)), headers=(("Content-Encoding", "gzip"),))


HOSTILE: dict[str, tuple[Data, str, str]] = {
    "page that unpacks to too much": (lambda: warc(bomb()), WARC, "larger than 10 MB"),
    "page in another coding": (warc(BROTLI), WARC, "can’t be read here (br)"),
    "archive that unpacks to too much": (lambda: warc(PICTURE._replace(body=bytes(65 << 20))), WARC, "more than 64 MB"),
    "endless line of a header": (lambda: endless_line(60 * 1024 * 1024), WARC, "damaged"),
    "headers without end": (lambda: gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 1_000_000), WARC, "damaged"),
    "cut WARC": (BOTH[:-30], WARC, "damaged"),
    "page that is cut off": (PLAIN_WARC[:-60], WARC, "damaged"),
    "no WARC": (b"WARC/1.0 is a format.", WARC, "no web page"),
    "WARC without a page": (warc(PICTURE, MOVED), WARC, "no web page"),
    "WACZ without an archive": (wacz(b"", **{"archive/data.warc.gz": ""}), WACZ, "no web page"),
    "WACZ bomb": (lambda: wacz(b"", **{"pages/pages.jsonl": " " * (33 * 1024 * 1024)}), WACZ, "more than 32 MB"),
    "WACZ with a path upwards": (wacz(BOTH, **{"archive/../../x": "x"}), WACZ, "points outside"),
    "encrypted WACZ": (encrypted(wacz(BOTH)), WACZ, "protected with a password"),
    "cut WACZ": (wacz(BOTH)[:-40], WACZ, "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_with_its_reason(name: str) -> None:
    data, media_type, reason = HOSTILE[name]
    assert reason in read(made(data), media_type)


def test_an_address_that_is_not_in_the_archive_is_refused() -> None:
    assert "no page at https://mill.example" in read(BOTH, WARC, "https://mill.example")
