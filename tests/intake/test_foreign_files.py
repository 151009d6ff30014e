"""PDF, Word files and transcripts are added like any other file."""

from __future__ import annotations

from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.articles.details import ArticleDetails
from factcheck.articles.models import Version
from factcheck.db import db
from factcheck.documents.formats import DOCX, EPUB, MARKDOWN, PDF, RTF, TRANSCRIPT
from factcheck.documents.text import UnreadableFile
from factcheck.errors import Invalid
from factcheck.intake import service
from factcheck.intake.reading.foreign_files import answer_of
from factcheck.intake.reading.parsing import Manner
from factcheck.intake.reading.preview import preview
from factcheck.intake.service import Added
from factcheck.processes import child
from tests.documents.epub_files import epub
from tests.documents.pdf_files import made
from tests.documents.read_pages import FIRST, SECOND
from tests.documents.test_rtf import rtf
from tests.documents.word_files import commented, comments, paragraph, run, word
from tests.factories import make_user

VTT = b"WEBVTT\n\n00:01.000 --> 00:04.000\n<v Edda>The lamp costs six million.\n"
WORD = word(paragraph(run("It costs ") + commented(0, "six million") + run(".")), comments=comments("Is it?"))
DETAILS = ArticleDetails("The lamp fails again", publisher="Post", language="en")


def added(raw: bytes, media_type: str) -> Added:
    return service.add(make_user("Rita"), raw, media_type, DETAILS, is_undated=True)


def newest() -> Version:
    return db.session.scalars(select(Version).order_by(Version.id.desc()).limit(1)).one()


def test_a_pdf_becomes_an_article(app: Flask) -> None:
    added(made([FIRST, SECOND], header=""), PDF)
    assert newest().text == "\n\n".join(["The lamp fails again", FIRST, SECOND])


def test_a_transcript_becomes_an_article(app: Flask) -> None:
    added(VTT, TRANSCRIPT)
    assert newest().text.endswith("[00:00:01] Edda: The lamp costs six million.")


def test_the_comments_of_a_word_file_are_kept_with_their_words(app: Flask) -> None:
    added(WORD, DOCX)
    assert newest().text.endswith("It costs six million.")
    assert [part[:3] for part in newest().left_out] == [["comment", "Edda: Is it?", "six million"]]


def test_a_preview_has_the_details_of_the_file() -> None:
    found = preview(WORD, DOCX, ArticleDetails(""), Manner())
    assert (found.details.title, found.details.byline) == ("Old lamp", "Rita Roe")


SLOW = {
    "RTF of codes": (rtf(r"\'e9" * 1_000_000), RTF),
    "transcript of tags": (b"1\n00:00:05,000 --> 00:00:06,000\nSix " + b"<a " * 300_000, TRANSCRIPT),
    "EPUB of scripts": (epub({"one": "<script>" * 100_000 + "It costs six million."}), EPUB),
}


@pytest.mark.parametrize("name", SLOW)
def test_a_file_of_many_signs_is_read_within_the_time(name: str) -> None:
    data, media_type = SLOW[name]
    with suppress(UnreadableFile):
        assert answer_of(data, media_type)


def test_a_markdown_text_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "SECONDS", 1)
    with pytest.raises(Invalid, match="more than 1 seconds"):
        preview(b"# Lamp\n\n" + b"![" * 50_000, MARKDOWN, ArticleDetails(""), Manner())


def test_what_cannot_be_read_is_refused_at_its_field() -> None:
    with pytest.raises(Invalid, match="damaged") as refusal:
        preview(b"%PDF-1.7", PDF, ArticleDetails(""), Manner())
    assert refusal.value.field == "text"
