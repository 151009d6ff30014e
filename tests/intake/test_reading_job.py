"""A file that takes long is read by a job; the preview opens when it is ready, with everything that was typed."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from factcheck.articles.models import Article, Version
from factcheck.db import db
from factcheck.documents.text import MAX_BYTES
from factcheck.hashing import sha256_hex
from factcheck.intake.files import reading_job
from factcheck.intake.reading import answers
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.worker import run_due
from factcheck.processes import child
from tests.conftest import path_of
from tests.documents.epub_files import epub
from tests.documents.pdf_files import made
from tests.documents.read_pages import FIRST, SECOND
from tests.documents.word_files import paragraph, run, word
from tests.factories import post_files as post
from tests.factories import upload
from tests.forms import upload_form

NEW = "/articles/new"
WORD = word(paragraph(run("It costs six million.")))


@pytest.fixture(autouse=True)
def _every_file_is_large_and_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_job, "LARGE", 1)
    monkeypatch.setattr(answers, "FOLDER", f"readings-{uuid4().hex}")


def sent(rita: FlaskClient, data: bytes = WORD, name: str = "draft.docx", **typed: str) -> TestResponse:
    answer = post(rita, NEW, choice="preview", upload=upload(data, name), **typed)
    assert answer.status_code == 303, answer.text
    return answer


def job() -> Job:
    return db.session.scalars(select(Job).order_by(Job.id.desc()).limit(1)).one()


def test_the_job_is_shown_until_the_preview_is_ready(rita: FlaskClient) -> None:
    waits = sent(rita, title="Six", byline="Anna Holm")
    assert path_of(waits.location) == f"/jobs/{job().id}"
    page = rita.get(waits.location)
    assert "Reading a file" in page.text
    assert page.headers["Refresh"] == f"2; url=/jobs/{job().id}"  # without JavaScript
    assert path_of(rita.get(job().location).location) == f"/jobs/{job().id}"
    run_due()
    assert rita.get(waits.location).headers["Refresh"] == f"2; url={job().location}"
    page = rita.get(job().location)
    fields = upload_form(page.text, NEW).fields
    assert (fields["title"], fields["byline"]) == (["Six"], ["Anna Holm"])
    assert "It costs six million." in page.text
    assert path_of(post(rita, NEW, **{**fields, "language": "en"}).location) == "/articles/1"
    assert db.session.scalars(select(Version)).one().text == "Six\n\nIt costs six million."


def test_the_file_is_read_once(rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(rita)
    run_due()

    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(child, "run", refuse)
    fields = upload_form(rita.get(job().location).text, NEW).fields
    assert post(rita, NEW, **{**fields, "language": "en"}).status_code == 303
    assert path_of(sent(rita).location) == "/articles/new/preview"  # and not by another job


def test_what_cannot_be_read_is_refused_on_the_form_with_everything_kept(rita: FlaskClient) -> None:
    sent(rita, b"%PDF-1.7 nothing", "a.pdf", title="Six")
    run_due()
    assert job().state is JobState.DONE
    page = rita.get(job().location)
    assert page.status_code == 422
    assert "This PDF is damaged" in page.text
    fields = upload_form(page.text, NEW).fields
    assert fields["title"] == ["Six"]
    assert fields["kept_file"] != [""]
    assert db.session.scalar(select(func.count()).select_from(Article)) == 0


@pytest.mark.parametrize(("data", "name"), [(b"%PDF-1.7", "a.pdf"), (b"<html>", "a.html")])
def test_a_file_that_is_too_large_is_refused_at_once_with_the_limit(rita: FlaskClient, data: bytes, name: str) -> None:
    answer = post(rita, NEW, choice="preview", upload=upload(data + b" " * MAX_BYTES, name), title="Six")
    assert answer.status_code == 422
    assert "Choose a file of at most 10 MB." in answer.text
    assert db.session.scalar(select(func.count()).select_from(Job)) == 0


def test_a_file_that_was_discarded_meanwhile_ends_the_job(rita: FlaskClient) -> None:
    sent(rita)
    post(rita, NEW, choice="skip", kept_file=sha256_hex(WORD))
    run_due()
    assert job().state is JobState.DONE
    assert path_of(rita.get(job().location).location) == NEW


def test_the_pages_that_were_read_are_reported(rita: FlaskClient) -> None:
    sent(rita, made([FIRST, SECOND] * 9), "a.pdf")
    run_due()
    assert job().total >= 1


def test_a_chapter_is_chosen_before_a_book_is_read(rita: FlaskClient) -> None:
    data = epub({"one": f"<h1>The lamp</h1><p>{FIRST}</p>", "two": f"<h1>The mill</h1><p>{SECOND}</p>"})
    sent(rita, data, "a.epub")
    run_due()
    page = rita.get(job().location)
    assert "This book has several chapters. Choose the one to add." in page.text
    assert re.search(r'name="chapter" value="OEBPS/text/two.xhtml"', page.text)
    fields = {**upload_form(page.text, NEW).fields, "chapter": "OEBPS/text/two.xhtml", "choice": "preview"}
    answer = post(rita, NEW, **fields)
    run_due()
    assert path_of(answer.location).startswith("/jobs/")
    fields = upload_form(rita.get(job().location).text, NEW).fields
    assert (fields["title"], fields["byline"], fields["chapter"]) == (
        ["The mill"],
        ["Rita Roe, Bo Lind"],
        ["OEBPS/text/two.xhtml"],
    )
    assert post(rita, NEW, **fields).status_code == 303
    assert db.session.scalars(select(Version)).one().text == f"The mill\n\n{SECOND}"


def test_a_small_book_asks_for_its_chapter_at_once(rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_job, "LARGE", 10**9)
    data = epub({"one": f"<h1>The lamp</h1><p>{FIRST}</p>", "two": f"<h1>The mill</h1><p>{SECOND}</p>"})
    answer = post(rita, NEW, choice="preview", upload=upload(data, "a.epub"))
    assert answer.status_code == 422
    fields = {**upload_form(answer.text, NEW).fields, "chapter": "OEBPS/text/two.xhtml", "choice": "preview"}
    page = rita.get(post(rita, NEW, **fields).location).text
    assert SECOND in page
    assert FIRST not in page


def test_a_file_that_takes_too_long_is_read_once(rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_job, "LARGE", 10**9)
    tries: list[str] = []

    def end(*_args: object, **_named: object) -> None:
        tries.append("time")
        raise child.ChildFailed("time")

    monkeypatch.setattr(child, "run", end)
    answer = post(rita, NEW, choice="preview", upload=upload(WORD, "draft.docx"))
    assert "takes more than 30 seconds" in answer.text
    assert tries == ["time"]


def test_old_answers_are_forgotten(rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_KEPT", 1)
    sent(rita)
    run_due()
    sent(rita, word(paragraph(run("It costs five million."))))
    run_due()
    folder = answers._folder()
    assert folder is not None
    assert len(list(folder.iterdir())) == 1
