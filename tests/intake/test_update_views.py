"""The page on which an article gets its next version, without JavaScript."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role
from factcheck.articles import service
from factcheck.articles.models import Article, Version
from factcheck.db import db
from factcheck.jobs.models import Job
from factcheck.jobs.worker import run_due
from tests.conftest import path_of
from tests.factories import make_article, make_next_version, make_user, post_files, upload

URL = "/articles/1/update"


@pytest.fixture
def article(app: Flask) -> Article:
    return make_article("It opens in May.", "Harbour").article


def post(client: FlaskClient, **data: Any) -> TestResponse:
    return post_files(client, URL, **{"seen": "1", **data})


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Version)) or 0


def test_an_update_freezes_a_version_and_leads_to_where_its_marks_are_carried_over(
    rita: FlaskClient, article: Article
) -> None:
    assert 'name="seen" type="hidden" value="1"' in rita.get(URL).text
    answer = post(rita, text="It opens in June.")
    assert answer.status_code == 303
    version = db.session.scalars(select(Version).where(Version.number == 2)).one()
    assert (version.text, version.opened_at) == ("Harbour\n\nIt opens in June.", None)
    job = db.session.scalars(select(Job)).one()
    assert (job.name, job.arguments, job.key) == ("version:open", {"version_id": version.id}, f"version:{version.id}")
    assert (job.asked_by_id, path_of(answer.location)) == (make_user("Rita").id, f"/jobs/{job.id}")
    bench = rita.get("/articles/1").text
    assert "It opens in May." in bench
    assert "Version 2 was added." in bench
    assert "still being prepared" in rita.get(URL).text
    run_due()
    assert rita.get(job.location).status_code == 200
    assert "It opens in June." in rita.get("/articles/1").text


def test_a_file_is_read_and_a_headline_may_be_given(rita: FlaskClient, article: Article) -> None:
    assert post(rita, upload=upload(b"<h1>Later</h1><p>June.</p>", "a.html"), title="Given").status_code == 303
    version = db.session.scalars(select(Version).where(Version.number == 2)).one()
    assert (version.headline, version.text) == ("Given", "Later\n\nJune.")


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({}, "text", "Paste the text of the article, or choose a file."),
        ({"text": "a", "upload": (b"b", "b.txt")}, "upload", "not both"),
        ({"upload": (b"b", "b.docx")}, "upload", "This file has no content of type Word"),
        ({"upload": (b" ", "b.txt")}, "upload", "It has no text. Paste the text, or choose another file."),
        ({"text": "It opens in May."}, "text", "This text is identical to version 1."),
        ({"upload": (b"It opens in May.", "b.txt"), "title": "Harbour"}, "upload", "Nothing has changed."),
        ({"text": "June.", "title": "a" * 501}, "title", "500"),
    ],
)
def test_each_refusal_stands_beside_its_field_and_nothing_typed_is_lost(
    rita: FlaskClient, article: Article, data: dict[str, Any], field: str, words: str
) -> None:
    data = {"title": "Harbour", **data}
    if isinstance(file := data.get("upload"), tuple):
        data["upload"] = upload(*file)
    answer = post(rita, **data)
    assert answer.status_code == 422
    assert f'value="{data["title"]}"' in answer.text
    assert data.get("text", "") in answer.text
    assert words in answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
    assert count() == 1
    assert db.session.scalars(select(Job)).all() == []


def test_a_form_made_before_another_version_came_is_refused_kept_and_may_be_sent_again(
    rita: FlaskClient, article: Article
) -> None:
    make_next_version(article, "It opens in June.")
    for seen in ("1", "", "x"):
        late = post(rita, text="It opens in July.", seen=seen)
        assert late.status_code == 409
        assert "Rob has since added version 2." in late.text
        assert "Your version wasn’t saved." in late.text
        assert ">It opens in July.</textarea>" in late.text.replace("\r\n", "")
        assert 'name="seen" type="hidden" value="2"' in late.text
    assert post(rita, text="It opens in July.", seen="2").status_code == 303


def test_an_archived_article_and_one_that_waits_are_refused_in_words(rita: FlaskClient, article: Article) -> None:
    make_next_version(article, "It opens in June.", is_open=False)
    assert "Version 2, added by Rob, is still being prepared" in post(rita, text="It opens in July.").text
    service.archive(make_user("Edda", Role.EDITOR), article)
    db.session.commit()
    answer = post(rita, text="It opens in July.")
    assert (answer.status_code, "This article is archived." in answer.text) == (409, True)


def fields_of(page: str, *names: str) -> dict[str, str]:
    """The values of hidden fields of a page."""
    return {name: html.unescape(page.partition(f'name="{name}" value="')[2].partition('"')[0]) for name in names}


LATER = "The harbour authority confirmed it.\n\nIt opens in June.\n\nSubscribe now"


def test_a_new_version_is_previewed_line_by_line_and_frozen_as_it_was_shown(
    rita: FlaskClient, article: Article
) -> None:
    page = post(rita, text=f"It opens in May.\n\n{LATER}", choice="preview").text
    assert "3 lines are new or changed." in page
    assert count() == 1
    advert = re.findall(r'name="removed" value="([^"]+)"', page)[-1]
    heading = next(it for it in re.findall(r'value="(\S+ heading)"', page))
    sent = fields_of(page, "shown", "guessed")
    text = f"It opens in May.\n\n{LATER}"
    assert post(rita, text=text, removed=advert, kinds=heading, **sent).status_code == 303
    version = db.session.scalars(select(Version).where(Version.number == 2)).one()
    assert version.text == "Harbour\n\nIt opens in May.\n\nThe harbour authority confirmed it.\n\nIt opens in June."
    assert [kind for kind, _start, _end in version.blocks][1] == "heading"
    assert [part[:2] for part in version.left_out] == [["removed", "Subscribe now"]]


def test_another_text_than_was_shown_is_shown_again(rita: FlaskClient, article: Article) -> None:
    sent = fields_of(post(rita, text=LATER, choice="preview").text, "shown", "guessed")
    answer = post(rita, text=LATER.replace("June", "July"), **sent)
    assert (answer.status_code, "The lines have changed since you saw them" in answer.text) == (422, True)
    assert count() == 1


def test_back_to_the_text_keeps_everything(rita: FlaskClient, article: Article) -> None:
    page = post(rita, upload=upload(LATER.encode(), "later.txt"), choice="preview").text
    kept = re.findall(r'name="kept_file" type="hidden" value="(\w{64})"', page)[0]
    sent = fields_of(page, "shown", "guessed")
    back = post(rita, kept_file=kept, choice="text", removed="1234.0", title="Other", **sent).text
    assert "later.txt" in back
    assert 'name="removed" value="1234.0"' in back
    assert 'value="Other"' in back


def test_a_preview_that_is_refused_says_why(rita: FlaskClient, article: Article) -> None:
    for data, reason in (({}, "Paste the text"), ({"upload": (b"\x89PNG", "a.png")}, "This is an image")):
        files = {name: upload(*value) for name, value in data.items()}
        answer = post(rita, choice="preview", **files)
        assert (answer.status_code, reason in answer.text) == (422, True)


def test_several_files_become_versions_one_after_another(rita: FlaskClient, article: Article) -> None:
    several = [upload(b"It opens in June.", "june.txt"), upload(b"It opens in July.", "july.txt")]
    several.append(upload(b"\x89PNG", "quay.png"))
    page = post(rita, upload=several, choice="preview").text
    assert "june.txt" in page
    assert "1 more file to add" in page
    assert "quay.png: This is an image" in html.unescape(page)
    kept = re.findall(r'name="kept_file" type="hidden" value="(\w{64})"', page)[0]
    assert post(rita, kept_file=kept, **fields_of(page, "shown", "guessed")).status_code == 303
    run_due()
    assert "july.txt" in rita.get(URL).text
    both = post(rita, text="a", upload=[upload(b"b", "b.txt"), upload(b"c", "c.txt")], choice="preview")
    assert (both.status_code, "not both" in both.text) == (422, True)
