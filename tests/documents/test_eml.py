"""E-mails: their words, and what their headers say."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage

from factcheck.documents.foreign.eml import read_eml
from factcheck.documents.formats import EML, MHTML, format_of_file
from factcheck.documents.left_out import LeftOutKind


def mail(subject: str = "Вопрос о маяке") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Rita Röe <rita@island.example>"
    message["To"] = "desk@island.example"
    message["Subject"] = subject
    message["Date"] = "Tue, 05 Mar 2024 23:30:00 +0100"
    message["Message-ID"] = "<1@island.example>"
    message.set_content("Dear desk,\n\nThe lamp costs six million kroner.\n\nRita")
    return message


def texts(message: EmailMessage) -> list[str]:
    return [block.text for block in read_eml(message.as_bytes()).blocks]


def test_a_plain_mail_has_its_paragraphs_and_the_details_of_its_header() -> None:
    found = read_eml(mail().as_bytes())
    assert [block.text for block in found.blocks] == ["Dear desk,", "The lamp costs six million kroner.", "Rita"]
    assert (found.title, found.byline, found.published) == ("Вопрос о маяке", "Rita Röe", date(2024, 3, 5))


def test_of_several_forms_the_web_page_is_read_and_attachments_are_named() -> None:
    message = mail()
    message.add_alternative("<p>Dear desk,</p><ul><li>six million</li></ul>", subtype="html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="budget.pdf")
    found = read_eml(message.as_bytes())
    assert [(it.kind.value, it.text) for it in found.blocks] == [
        ("paragraph", "Dear desk,"),
        ("list-item", "six million"),
    ]
    assert [(it.kind, it.text) for it in found.left_out] == [(LeftOutKind.ATTACHMENT, "budget.pdf")]


def test_an_attached_text_is_not_the_message() -> None:
    message = mail()
    message.add_attachment("Another text.", filename="other.txt")
    assert "Another text." not in texts(message)


def test_a_damaged_header_is_left_blank() -> None:
    raw = b"From: \xff\xfe\nDate: soon\nSubject: =?x?q?y?=\nMessage-ID: <1>\n\nThe lamp costs six million."
    found = read_eml(raw)
    assert (found.published, [block.text for block in found.blocks]) == (None, ["The lamp costs six million."])


def test_a_header_that_cannot_be_parsed_is_left_blank() -> None:
    raw = b"Message-ID: <1>\nSubject: Lamp\nFrom: " + b"(" * 3_000 + b"\n\nThe lamp costs six million."
    found = read_eml(raw)
    assert (found.title, found.byline) == ("Lamp", "")
    assert [block.text for block in found.blocks] == ["The lamp costs six million."]


def test_a_mail_is_told_from_a_saved_page() -> None:
    assert format_of_file("a.txt", mail().as_bytes()) == EML
    assert format_of_file("a.eml", b"From: a@b.example\nSubject: x\n\nYes") == EML
    saved = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n"
    assert format_of_file("a.eml", saved) == MHTML
