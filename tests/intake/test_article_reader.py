"""What a file says of itself, and how far it is believed; language tags and addresses."""

from __future__ import annotations

import pytest

from factcheck.documents.encodings.decoding import declared_charset
from factcheck.documents.languages import COMMON, direction, is_tag, spelt
from factcheck.documents.text import one_line


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (b'<meta charset="windows-1251">', "windows-1251"),
        (b'<META http-equiv=Content-Type content="text/html; charset=KOI8-R">', "koi8-r"),
        (b"<meta charset=latin1>", "windows-1252"),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=idna>", None),
        (b"<meta charset=unicode_escape>", None),
        (b"<meta charset=nonsense>", None),
        (b" " * 1024 + b"<meta charset=koi8-r>", None),
        (b"<p>charset=koi8-r</p>", None),
    ],
)
def test_the_charset_a_page_names(page: bytes, name: str | None) -> None:
    assert declared_charset(page) == name


@pytest.mark.parametrize("tag", ["ar", "he-IL", "fa", "ur", "yi", "ps", "dv", "ug", "syr", "az-Arab", "pa-Arab-PK"])
def test_languages_read_from_the_right(tag: str) -> None:
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "ru", "az", "ug-Cyrl", "yi-Latn", "ar-Latn-LB"])
def test_languages_read_from_the_left(tag: str) -> None:
    assert direction(tag) == "ltr"


@pytest.mark.parametrize(("typed", "kept"), [("EN", "en"), ("pt-br", "pt-BR"), ("ZH-hant-tw", "zh-Hant-TW")])
def test_tags_in_their_usual_letters(typed: str, kept: str) -> None:
    assert spelt(typed) == kept


def test_what_is_a_tag() -> None:
    assert all(is_tag(tag) and spelt(tag) == tag for tag in COMMON)
    assert not any(is_tag(value) for value in ("", "e", "en_US", "English", "en-", "en\n", "ен", "en-" + "a" * 40))


def test_a_particular_is_one_line() -> None:
    assert one_line(" a\u00a0b\r\nc\x00 ") == "a\u00a0b c"
