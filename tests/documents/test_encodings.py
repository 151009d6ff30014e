"""Bytes as characters by the tables of browsers; tests/browser/test_encodings_in_a_browser.py asks Chromium itself."""

from __future__ import annotations

import pytest

from factcheck.documents.encodings.whatwg import decoded, name_of


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("latin1", "windows-1252"),
        ("US-ASCII", "windows-1252"),
        ("iso-8859-9", "windows-1254"),
        ("KS_C_5601-1987", "euc-kr"),
        ("windows-949", "euc-kr"),
        ("sjis", "shift_jis"),
        ("windows-31j", "shift_jis"),
        ("gb2312", "gbk"),
        ("big5-hkscs", "big5"),
        ("koi8-ru", "koi8-u"),
        ("x-mac-ukrainian", "x-mac-cyrillic"),
        ("iso-8859-8-i", "iso-8859-8-i"),
        ("hz-gb-2312", "replacement"),
        ("unicode", "utf-16le"),
        ("utf-7", None),
        ("nonsense", None),
    ],
)
def test_a_label_means_what_browsers_mean(label: str, name: str | None) -> None:
    assert name_of(label) == name


@pytest.mark.parametrize(
    ("raw", "name", "text"),
    [
        ("뷁".encode("cp949"), "euc-kr", "뷁"),
        ("①～㈱".encode("cp932"), "shift_jis", "①～㈱"),
        (b"\xa1\xc1\xad\xa1 ASCII \x8e\xb1\x8f\xb0\xa1", "euc-jp", "～① ASCII ｱ丂"),
        (b"\x1b$B\x21\x41\x1b(B-\x1b(I\x31", "iso-2022-jp", "～-ｱ"),
        (b"\x80 \xa8\xbc", "gbk", "€ ḿ"),
        (b"\xfe\x59 100", "gb18030", "龴 100"),
        (b"\xa1\x45 \xa3\xe1 \x87\x7a", "big5", "‧ € 㡵"),
        (b"\xae\xbe", "koi8-u", "ўЎ"),
        (b"\xca", "windows-1255", "\u05ba"),
        (b"\xa2\xb6\xff", "x-mac-cyrillic", "Ґґ€"),
        ("“–”".encode("cp1254"), "windows-1254", "“–”"),
    ],
)
def test_what_python_reads_otherwise_is_read_as_in_a_browser(raw: bytes, name: str, text: str) -> None:
    assert decoded(raw, name) == text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"a\x81", "windows-1252"),
        (b"\x93text", "iso-8859-2"),  # it gives a C1 control
        (b"\xfd", "shift_jis"),
        (b"\xff", "euc-jp"),
        (b"\xa4", "euc-jp"),
        (b"\x1b$B\x21", "iso-2022-jp"),
        (b"\x1b$Q", "iso-2022-jp"),
    ],
)
def test_bytes_without_a_meaning_are_refused(raw: bytes, name: str) -> None:
    with pytest.raises(UnicodeDecodeError):
        decoded(raw, name)
