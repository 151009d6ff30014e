"""Office documents, books and e-mails made to harm their reader: refused with the reason and the limit, or read."""

from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest

from factcheck.documents.foreign.register import answer
from factcheck.documents.formats import DOCX, EML, EPUB, MHTML, ODT, RTF, format_of_file
from factcheck.documents.text import MAX_BYTES, Unreadable
from factcheck.intake.reading.foreign_files import read_foreign
from tests.documents.epub_files import CONTAINER, epub
from tests.documents.made import Data, made
from tests.documents.odt_files import CONTENT, odt, paragraph
from tests.documents.test_eml import mail
from tests.documents.test_hostile_files import LAUGHS, docx
from tests.documents.test_rtf import rtf
from tests.documents.word_files import archive

GOOD_ODT = odt(paragraph("It costs six million."))
CHAPTER = "<p>It costs six million kroner, she said on Friday.</p>"
GOOD_EPUB = epub({"one": CHAPTER})
BLANKS = b" " * (20 * 1024 * 1024)
DRM = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData><CipherData>'
    '<CipherReference URI="OEBPS/text/one.xhtml"/></CipherData></EncryptedData></encryption>'
)
EXTERNAL = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
SLIDES = "application/vnd.oasis.opendocument.presentation"
SAVED = b"MIME-Version: 1.0\nSnapshot-Content-Location: https://pier.example/1"
OUTSIDE = '<package><manifest><item id="a" href="../../../etc/passwd"/></manifest><spine><itemref idref="a"/></spine>'
OUTSIDE += "</package>"
LOCKED = (
    '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><file-entry><encryption-data/></file-entry>'
    "</manifest>"
)


def locked_odt() -> bytes:
    members = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "\0\1\2"}
    return archive(members | {"META-INF/manifest.xml": LOCKED}, stored=("mimetype",))


def encrypted(data: bytes) -> bytes:
    """The same zip file with all members declared as encrypted."""
    raw = bytearray(data)
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := raw.find(signature, place + 1)) >= 0:
            struct.pack_into("<H", raw, place + at, 1)
    return bytes(raw)


def book(package: str) -> bytes:
    found: dict[str, str | bytes] = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    return archive(found | {"OEBPS/book.opf": package}, stored=("mimetype",))


def nested_mail(depth: int, head: bytes = b"Message-ID: <1>") -> bytes:
    lines = [head]
    for level in range(depth):
        lines += [b'Content-Type: multipart/mixed; boundary="b%d"' % level, b"", b"--b%d" % level]
    return b"\n".join([*lines, b"Content-Type: text/plain", b"", b"It costs six million."])


def mail_of(content_type: str, body: bytes = b"x") -> bytes:
    return b"Message-ID: <1>\nContent-Type: " + content_type.encode() + b"\n\n" + body


def saved_page(parts: int, part: bytes = b"Content-Type: text/html\n\n<p>x") -> bytes:
    """MHTML of so many parts."""
    head = SAVED + b"\nContent-Type: multipart/related; boundary=b\n\n"
    return head + (b"--b\n" + part + b"\n") * parts + b"--b--\n"


def many_parts(count: int) -> bytes:
    message = EmailMessage()
    message["Message-ID"] = "<1>"
    message.make_mixed()
    raw = message.as_bytes().replace(b"multipart/mixed", b'multipart/mixed; boundary="b"')
    return raw + b"".join(b"--b\nContent-Type: text/plain\n\nx\n" for _ in range(count)) + b"--b--\n"


HOSTILE: dict[str, tuple[Data, str, str]] = {
    "ODT bomb": (lambda: odt("x", content=BLANKS), ODT, "unpacks to more than 32 MB"),
    "ODT bomb in its properties": (lambda: odt(paragraph("Six"), meta=BLANKS), ODT, "unpacks to more than 32 MB"),
    "ODT entities": (odt("x", content=LAUGHS + "<a>&a8;</a>"), ODT, "XML entities"),
    "ODT external entity": (odt("x", content=EXTERNAL), ODT, "XML entities"),
    "ODT path upwards": (archive({"content.xml": CONTENT.format(""), "../../etc/passwd": "x"}), ODT, "points outside"),
    "ODT with a password": (locked_odt(), ODT, "protected with a password"),
    "ODT of encrypted members": (encrypted(GOOD_ODT), ODT, "protected with a password"),
    "cut ODT": (GOOD_ODT[: len(GOOD_ODT) // 2], ODT, "damaged"),
    "ODT without content": (archive({"meta.xml": "<a/>"}), ODT, "damaged"),
    "empty ODT": (odt(""), ODT, "contains no text"),
    "RTF nested too deeply": (rtf("{" * 600 + "x" + "}" * 600), RTF, "nested more than 500 deep"),
    "RTF of paragraphs": (rtf("\\par x" * 1_000_000), RTF, "more than 200000 paragraphs"),
    "RTF of nothing": (rtf(""), RTF, "contains no text"),
    "RTF of objects alone": (rtf(r"{\object\objemb{\*\objdata 0105}}"), RTF, "contains no text"),
    "RTF that skips itself": (rtf(r"\bin999999999 x"), RTF, "damaged"),
    "no RTF": (b"It costs six million.", RTF, "damaged"),
    "EPUB bomb": (lambda: epub({"one": CHAPTER + " " * (20 * 1024 * 1024)}), EPUB, "unpacks to more than 32 MB"),
    "EPUB entities": (book(LAUGHS + "<package/>"), EPUB, "XML entities"),
    "EPUB of chapters outside": (book(OUTSIDE), EPUB, "no chapters"),
    "EPUB without a package": (archive({"META-INF/container.xml": CONTAINER}), EPUB, "damaged"),
    "EPUB with copy protection": (epub({"one": CHAPTER}, encryption=DRM), EPUB, "protected against copying"),
    "encrypted EPUB": (encrypted(GOOD_EPUB), EPUB, "protected with a password"),
    "empty EPUB": (book("<package><manifest/><spine/></package>"), EPUB, "no chapters"),
    "encrypted mail": (mail_of('multipart/encrypted; protocol="x/pgp-encrypted"; boundary=b'), EML, "is encrypted"),
    "S/MIME mail": (mail_of("application/pkcs7-mime; smime-type=enveloped-data"), EML, "is encrypted"),
    "mail nested too deeply": (nested_mail(60), EML, "nested more than 50 deep"),
    "mail nested beyond the stack": (nested_mail(3_000), EML, "nested more than 50 deep"),
    "mail of too many parts": (many_parts(1_001), EML, "more than 1000 parts"),
    "mail of a picture": (mail_of("image/png"), EML, "contains no text"),
    "empty mail": (b"Message-ID: <1>\nSubject: x\n\n", EML, "contains no text"),
    "mail of too many lines": (mail_of("text/plain", b"x\n" * 1_000_001), EML, "more than 1000000 lines"),
    "saved page nested too deeply": (nested_mail(60, SAVED), MHTML, "nested more than 50 deep"),
    "saved page nested beyond the stack": (nested_mail(3_000, SAVED), MHTML, "nested more than 50 deep"),
    "saved page of too many parts": (saved_page(10_000), MHTML, "more than 10000 parts"),
    "saved page of lines": (saved_page(1, b"\n" * 1_000_001), MHTML, "more than 1000000 lines"),
    "saved page without a boundary": (saved_page(1).replace(b"boundary=b", b"x=y"), MHTML, "contains no page"),
    "cut RTF": (rtf("It costs six million kroner.")[:-8], RTF, "damaged"),
    "RTF that ends with a backslash": (rtf("It costs six million kroner.")[:-1] + b"\\", RTF, "damaged"),
    "too large mail": (mail_of("text/plain", b"x" * MAX_BYTES), EML, "at most 10 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_with_its_reason(name: str) -> None:
    data, media_type, reason = HOSTILE[name]
    found = answer(made(data), media_type)
    assert "refused" in found, found
    assert reason in found["refused"] % found["values"]


def texts(data: bytes, media_type: str) -> list[str]:
    return [text for _kind, text in answer(data, media_type)["read"]["blocks"]]


def test_macros_scripts_and_archives_inside_are_not_opened() -> None:
    nested = archive({"word/document.xml": BLANKS})
    macros = odt(paragraph("It costs six million."), **{"Basic/Standard/Module1": "<!DOCTYPE x>"})
    assert texts(macros, ODT) == ["It costs six million."]
    assert texts(docx({"word/embeddings/a.zip": nested}), DOCX) == ["It costs six million."]
    script = "<script>alert(1)</script><p onclick='alert(2)'>It costs six million kroner, she said.</p>"
    assert texts(epub({"one": script}), EPUB) == ["It costs six million kroner, she said."]


def test_what_is_attached_to_a_mail_is_not_opened() -> None:
    message = mail()
    message.add_attachment(b"MZ\x90\0", maintype="application", subtype="zip", filename="../../invoice\u202e.zip")
    found = answer(message.as_bytes(), EML)["read"]
    assert [part[0] for part in found["left_out"]] == ["attachment"]


def test_obfuscated_fonts_are_not_a_protection() -> None:
    assert texts(epub({"one": CHAPTER}, encryption=DRM.replace("text/one.xhtml", "font.otf")), EPUB)


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.odt", b"MZ\x90\0", "no content of type OpenDocument"),
        ("a.epub", b"%!PS", "no content of type EPUB"),
        ("a.rtf", b"RTF", "no content of type RTF"),
        ("a.epub", b"GIF89a" + GOOD_EPUB, "image"),
        (
            "a.odt",
            archive({"mimetype": "application/vnd.oasis.opendocument.presentation"}, stored=("mimetype",)),
            "Open",
        ),
    ],
)
def test_a_document_that_is_not_what_its_name_says_is_refused(name: str, raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        format_of_file(name, raw)


@pytest.mark.parametrize("media_type", [ODT, RTF, EPUB, EML])
def test_one_byte_too_many_is_refused_before_it_is_read(media_type: str) -> None:
    with pytest.raises(Unreadable, match="at most 10 MB"):
        read_foreign(b"x" * (MAX_BYTES + 1), media_type)
