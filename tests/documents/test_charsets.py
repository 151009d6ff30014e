"""Files in many encodings: read right, or asked for, and never read wrong in silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import Decoded, declared_charset, decode
from factcheck.documents.encodings.whatwg import CODECS
from factcheck.documents.text import Unreadable, clean
from tests.documents.own_texts import TEXTS

KOREAN = "구청은 화요일 새 다리에 삼백만 유로를 쓰기로 했다. 뷁이라는 글자도 있다."
JAPANESE = "区役所は火曜日、新しい橋に①三百万円を出す～と㈱渡船の社長が述べた。"
TURKISH = "Vali “üç milyon” dedi – köprü için."
PYTHON = CODECS | {"shift_jis": "cp932", "euc-jp": "euc_jp"}
OLD = {"windows-1252", "windows-1250", "windows-1254", "windows-1251", "windows-1253", "windows-1257", "macintosh"}
PLAIN = str.maketrans(
    {"„": '"', "“": '"', "”": '"', "’": "'", "«": '"', "»": '"', "–": "-", "①": "", "～": "", "…": "."}
)


def page(charset: str, text: str, codec: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'.encode(codec)


@pytest.mark.parametrize(
    ("charset", "text", "codec"),
    [
        ("euc-kr", KOREAN, "cp949"),
        ("ks_c_5601-1987", KOREAN, "cp949"),
        ("shift_jis", JAPANESE, "cp932"),
        ("x-sjis", JAPANESE, "cp932"),
        ("iso-8859-9", TURKISH, "cp1254"),
        ("latin5", TURKISH, "cp1254"),
        ("iso-8859-1", "“Fünf” – dann zählt es…", "cp1252"),
        ("tis-620", "ราคา “สามล้าน”", "cp874"),
        ("x-user-defined", "“Fünf” – zählt", "cp1252"),
        ("utf-16", "Größe, Höhe, Maß", "utf-8"),
        ("gb2312", "市长说：“镕基”", "gb18030"),
    ],
)
def test_a_page_is_read_by_the_label_as_browsers_read_it(charset: str, text: str, codec: str) -> None:
    raw = page(charset, text, codec)
    assert text in decode(raw, declared_charset(raw)).text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b'<?xml version="1.0" encoding="windows-1251"?><html>', "windows-1251"),
        (b"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>", "windows-1251"),
        (b"<meta name=x content='charset=koi8-r'><meta charset=big5>", "big5"),
        (b"<meta charset='koi8-r' charset='big5'>", "koi8-r"),
        (b"<meta http-equiv=refresh content='0; charset=koi8-r'>", None),
        (b"<meta charset=hz-gb-2312>", "replacement"),
    ],
)
def test_where_a_page_names_its_charset(raw: bytes, name: str | None) -> None:
    assert declared_charset(raw) == name


def test_a_mark_counts_more_than_a_label_and_a_label_more_than_a_guess() -> None:
    assert decode("Гавань".encode("utf-16"), "windows-1251").text == "Гавань"
    raw = "Äh, Öl".encode("cp1252")
    assert decode(raw, "iso-8859-5").text == raw.decode("iso-8859-5")
    with pytest.raises(Unreadable, match="7-bit"):
        decode(b"~{VPND~}", "replacement")


def samples() -> Iterator[tuple[str, str, str]]:
    """(encoding, codec, text): headlines, sentences, whole texts, in capitals, after a paragraph of ASCII."""
    for encodings, text in TEXTS.values():
        lines = [
            text[:45],
            text[20:50],
            text.split(". ")[0],
            text,
            text[:60].upper(),
            "The board met. " * 8 + text[:60],
        ]
        for encoding in encodings:
            for line in lines:
                known = line if encoding in OLD else line.translate(PLAIN)
                codec = PYTHON.get(encoding, encoding)
                try:
                    raw = known.encode(codec)
                except UnicodeEncodeError:
                    continue
                if not raw.isascii() and raw != known.encode():
                    yield encoding, codec, known


def outcome(raw: bytes, text: str) -> str:
    try:
        found = decode(raw)
    except Doubtful as doubt:
        ways = [it.encoding for it in doubt.candidates]
        return "asked" if any(decode(raw, chosen=way).text == text for way in ways) else "asked, not offered"
    except Unreadable:
        return "refused"
    return "right" if found.text == text else f"wrong: {found.encoding}"


def test_what_does_not_say_its_encoding_is_never_read_wrong_in_silence() -> None:
    found = [(encoding, text, outcome(text.encode(codec), text)) for encoding, codec, text in samples()]
    assert [it for it in found if it[2].startswith(("wrong", "refused"))] == []
    outcomes = [it[2] for it in found]
    assert outcomes.count("asked, not offered") <= 0.01 * len(found)
    assert outcomes.count("right") >= 0.45 * len(found)


@pytest.mark.parametrize(
    "codec", ["cp437", "cp775", "cp857", "cp861", "mac-latin2", "mac-iceland", "mac-turkish", "johab"]
)
def test_encodings_that_nobody_offers_are_never_taken_for_others(codec: str) -> None:
    for _encodings, text in TEXTS.values():
        try:
            raw = text.translate(PLAIN).encode(codec)
        except UnicodeEncodeError:
            continue
        if not raw.isascii():
            assert not outcome(raw, text.translate(PLAIN)).startswith("wrong")


@pytest.mark.parametrize("encoding", ["windows-1250", "iso-8859-2"])
def test_polish_is_read_right(encoding: str) -> None:
    text = TEXTS["pl"][1] + " Żółw, źdźbło, pięść."
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("language", ["ru", "el", "he", "ar", "th", "ja", "ko", "zh-Hans", "pl", "en"])
def test_wide_characters_are_known_without_a_mark(language: str, codec: str) -> None:
    text = TEXTS[language][1]
    found = decode(text.encode(codec))
    assert (found.text, found.is_guess) == (text, True)
    assert decode(f"<html><p>{text}</p>".encode(codec), is_markup=True).text == f"<html><p>{text}</p>"


def test_few_wide_characters_are_asked_for() -> None:
    with pytest.raises(Doubtful) as doubt:
        decode("图书馆将在春天关".encode("utf-16-be"))
    assert ("utf-16be", "图书馆将在春天关") in doubt.value.candidates


@pytest.mark.parametrize(
    ("raw", "way", "text"),
    [
        ("Ã„pfel und Ã–l, sagte die BÃ¼rgermeisterin".encode(), "repaired windows-1252 utf-8", "Äpfel und Öl"),
        ("Сегодня закрыто".encode().decode("cp1251").encode(), "repaired windows-1251 utf-8", "Сегодня закрыто"),
        ("市长".encode().decode("latin1").encode(), "repaired iso-8859-1 utf-8", "市长"),
        (TEXTS["ru"][1].encode("cp1251").decode("latin1").encode(), "repaired windows-1252 windows-1251", "Библиотека"),
        ("He said \x93yes\x94 at once, über alles".encode(), "utf-8 as-is", "He said “yes” at once"),
        ("Größe, Höhe, Maß, Fuß, Äpfel, Öle, Kähne, ü".encode()[:-1], "utf-8 damaged", "Größe, Höhe"),
        (b"<p>Gr\xf6\xdfe \x81</p>", "windows-1252 damaged", "Größe \ufffd"),
    ],
)
def test_text_that_was_damaged_before_is_noticed_and_asked_about(raw: bytes, way: str, text: str) -> None:
    declared = "windows-1252" if way == "windows-1252 damaged" else None
    with pytest.raises(Doubtful) as doubt:
        decode(raw, declared)
    assert way in [it.encoding for it in doubt.value.candidates]
    assert text in clean(decode(raw, chosen=way).text)


@pytest.mark.parametrize("language", TEXTS)
def test_plain_utf_8_is_never_asked_about(language: str) -> None:
    assert decode(TEXTS[language][1].encode()) == Decoded(TEXTS[language][1], "utf-8")


def test_a_page_that_is_utf_8_whatever_it_says_is_read_so_and_asked_about_if_little_tells() -> None:
    assert decode("Größe, Höhe".encode(), "windows-1252").text == "Größe, Höhe"
    with pytest.raises(Doubtful):
        decode("Café".encode(), "windows-1252")


@pytest.mark.parametrize(
    ("language", "codec", "declared"),
    [
        ("ru", "cp1251", "windows-1252"),
        ("ru", "koi8-r", "windows-1251"),
        ("ru", "cp1251", "koi8-r"),
        ("el", "cp1253", "windows-1252"),
        ("pl", "cp1250", "windows-1252"),
        ("he", "cp1255", "windows-1252"),
        ("ja", "cp932", "windows-1252"),
        ("zh-Hans", "gb18030", "big5"),
    ],
)
def test_a_page_whose_label_is_plainly_wrong_is_asked_about(language: str, codec: str, declared: str) -> None:
    text = f"<html><body><p class=story>{TEXTS[language][1]}</p></body></html>"
    with pytest.raises(Doubtful) as doubt:
        decode(text.encode(codec), declared, is_markup=True)
    ways = [it.encoding for it in doubt.value.candidates]
    assert any(decode(text.encode(codec), chosen=way).text == text for way in ways)


def test_a_page_whose_label_is_right_is_never_asked_about() -> None:
    for encoding, codec, text in samples():
        page = f"<html><body><p class=story>{text}</p></body></html>"
        assert decode(page.encode(codec), encoding, is_markup=True).text == page


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"Hi Mom +Jjo- and Gr+APYA3w-e", "UTF-7"),
        (b"~{VPND~} is in HZ", "HZ"),
        ("도서관".encode("iso2022_kr"), "ISO-2022"),
        (bytes(range(256)) * 4, "can’t be detected"),
    ],
)
def test_what_no_browser_reads_is_refused_in_words(raw: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        decode(raw)


def test_text_that_only_looks_like_seven_bit_codes_stays() -> None:
    for text in ("Call +358- or a+bcd- x", "C++ and ~{braces~", "5+3-2"):
        assert decode(text.encode()).text == text
    assert decode("図書館".encode("iso2022_jp")).text == "図書館"


def test_a_choice_that_does_not_fit_is_refused() -> None:
    for chosen in ("utf-8", "nonsense", "repaired windows-1252", "utf-16le", "repaired rot13 zip"):
        with pytest.raises(Unreadable, match="can’t be read as"):
            decode(b"\xff\xfe1\xd8\x00"[2:], chosen=chosen)
