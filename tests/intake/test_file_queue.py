"""Several files are added one after another; those that can't be are listed with the reason."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.drafts import files
from factcheck.web.drafts import DraftFile
from tests.conftest import path_of
from tests.factories import post_files as post
from tests.factories import upload
from tests.intake.test_preview import NEW, form_of, send, value_of

ONE, TWO = b"Harbour opens\n\nThe harbour opens, she said.", b"Ferry stays\n\nThe ferry stays, he said."


def count(kind: type) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_each_file_is_previewed_and_added_with_what_is_left_and_what_was_refused(rita: FlaskClient) -> None:
    chosen = {"one.txt": ONE, "two.txt": TWO, "picture.png": b"\x89PNG\r\n\x1a\n", "empty.txt": b"", "again.txt": ONE}
    answer = post(rita, NEW, choice="preview", upload=[upload(data, name) for name, data in chosen.items()])
    page = rita.get(answer.location).text
    assert value_of(page, "title") == "Harbour opens"
    assert "1 more file to add" in page
    assert "3 files can’t be added" in page
    for reason in (
        "picture.png: This is",
        "empty.txt: It has no text. Paste the text, or choose another file.",
        "again.txt: This is the same file as one.txt.",
    ):
        assert reason in page
    answer = send(rita, page)
    page = rita.get(answer.location).text
    assert "Added:" in page
    assert (value_of(page, "title"), value_of(page, "byline")) == ("Ferry stays", "")
    assert "picture.png: This is" in page
    assert "more file" not in page
    assert path_of(send(rita, page).location) == "/articles/2"
    assert (count(Article), count(DraftFile)) == (2, 0)


def test_a_file_is_skipped(rita: FlaskClient) -> None:
    answer = post(rita, NEW, choice="preview", upload=[upload(ONE, "one.txt"), upload(TWO, "two.txt")])
    page = rita.get(answer.location).text
    page = rita.get(send(rita, page, choice="skip").location).text
    assert value_of(page, "title") == "Ferry stays"
    assert (count(Article), count(DraftFile)) == (0, 1)


def test_when_no_file_can_be_added_the_field_says_why_of_each(rita: FlaskClient) -> None:
    chosen = [upload(b"", "a.txt"), upload(b"\x89PNG\r\n\x1a\n", "b.png")]
    answer = post(rita, NEW, choice="preview", upload=chosen)
    assert answer.status_code == 422
    error = answer.text.partition('id="upload-error"')[2].partition("</p>")[0]
    assert "a.txt: It has no text. Paste the text, or choose another file." in error
    assert "b.png: This is" in error
    assert count(DraftFile) == 0


def test_files_and_a_text_are_not_both_taken(rita: FlaskClient) -> None:
    chosen = [upload(ONE, "a.txt"), upload(TWO, "b.txt")]
    answer = post(rita, NEW, choice="preview", text="Typed.", upload=chosen)
    assert (answer.status_code, "not both" in answer.text, ">Typed.</textarea>" in answer.text.replace("\r\n", "")) == (
        422,
        True,
        True,
    )


def test_more_files_than_are_kept_are_refused_by_name(rita: FlaskClient) -> None:
    many = [upload(f"Text {number}\n\nIt is so.".encode(), f"{number}.txt") for number in range(files.MAX_FILES + 1)]
    page = rita.get(post(rita, NEW, choice="preview", upload=many).location).text
    assert f"{files.MAX_FILES}.txt: Choose at most {files.MAX_FILES} files at a time." in page
    assert count(DraftFile) == files.MAX_FILES


def test_a_file_in_doubt_is_asked_about_when_its_turn_comes(rita: FlaskClient) -> None:
    hard = "Größe zählt, sagt Jörg".encode("cp1252")
    answer = post(rita, NEW, choice="preview", upload=[upload(hard, "hard.txt"), upload(TWO, "two.txt")])
    asked = rita.get(answer.location)
    assert (asked.status_code, 'name="charset"' in asked.text) == (422, True)
    fields = {**form_of(asked.text).fields, "charset": "windows-1252", "choice": "preview"}
    page = rita.get(post(rita, NEW, **fields).location).text
    assert "Größe zählt, sagt Jörg" in page
    assert "1 more file to add" in page
