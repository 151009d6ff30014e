"""A text is shown line by line before it is frozen, without JavaScript; what is frozen is what was shown."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from factcheck.articles.models import Article
from factcheck.articles.queries import current_version
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.drafts import service as drafts
from tests.conftest import path_of
from tests.factories import make_user, sign_in, upload
from tests.factories import post_files as post
from tests.forms import Form, upload_form

NEW = "/articles/new"
NOBODY = "http://127.0.0.1:9/a"  # no server listens there
TEXT = (
    "Pier open all year\n\nHarbour opens in May\n\nThe harbour opens in May, she said.\n\nThe costs\n\nIt is paid for."
)


def form_of(page: str) -> Form:
    return upload_form(page, NEW)


def previewed(rita: FlaskClient, **data: Any) -> TestResponse:
    answer = post(rita, NEW, choice="preview", **data)
    assert answer.status_code == 303, answer.text
    return rita.get(answer.location)


def value_of(page: str, name: str) -> str:
    return form_of(page).fields[name][0]


def key_of(page: str, words: str) -> str:
    """The name of the line with these words."""
    line = re.search(rf">{words}</p>.*?name=\"removed\" value=\"([^\"]*)\"", page, re.DOTALL)
    assert line is not None
    return line[1]


def send(rita: FlaskClient, page: str, **changed: Any) -> TestResponse:
    return post(rita, NEW, **{**form_of(page).fields, **changed})


def text_of(article_id: int = 1) -> str:
    return db.session.scalars(current_version(article_id)).one().text


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Article)) or 0


def test_a_pasted_text_is_shown_with_what_is_guessed_and_nothing_is_stored(rita: FlaskClient) -> None:
    page = previewed(rita, text=TEXT).text
    assert value_of(page, "title") == "Pier open all year"
    assert '<option value="en" selected>' in page
    assert "Leave blank if unknown." in page
    assert count() == 0


def test_what_is_frozen_is_what_the_preview_shows(rita: FlaskClient) -> None:
    page = previewed(rita, text=TEXT).text
    edits = {
        "title": "Pier open all the year",
        "byline": "Anna Holm",
        "removed": [key_of(page, "Harbour opens in May")],
        "kinds": [f"{key_of(page, 'The costs')} heading"],
    }
    answer = send(rita, page, **edits)
    assert (answer.status_code, path_of(answer.location)) == (303, "/articles/1")
    version = db.session.scalars(current_version(1)).one()
    expected = "Pier open all the year\n\nThe harbour opens in May, she said.\n\nThe costs\n\nIt is paid for."
    assert version.text == expected
    kinds = [kind for kind, _start, _end in version.blocks]
    assert kinds == ["title", "paragraph", "heading", "paragraph"]
    assert (version.article.byline, version.article.published_on) == ("Anna Holm", None)
    event = db.session.scalars(select(Event).where(Event.action == "article:add")).one()
    assert event.after["headline_line"] == "Pier open all year"
    assert len(event.after["removed_lines"]) == len(event.after["line_kinds"]) == 1
    left_out = rita.get("/articles/1/versions/1/left-out").text
    assert "Removed in the preview" in left_out
    assert "Harbour opens in May" in left_out


def test_reloading_shows_the_same_and_going_back_loses_nothing(rita: FlaskClient) -> None:
    page = previewed(rita, text=TEXT).text
    key = key_of(page, "The costs")
    back = send(rita, page, choice="text", byline="Anna Holm", removed=[key])
    page = rita.get(back.location).text
    assert form_of(page).fields["text"][0].splitlines() == TEXT.splitlines()
    again = send(rita, page, choice="preview")
    for _time in range(2):
        page = rita.get(again.location).text
        assert value_of(page, "byline") == "Anna Holm"
        assert form_of(page).fields["removed"] == [key]
    assert count() == 0


def test_of_another_text_the_details_are_guessed_anew_but_for_what_was_typed(rita: FlaskClient) -> None:
    page = previewed(rita, text=TEXT).text
    page = rita.get(send(rita, page, choice="text", byline="Anna Holm").location).text
    page = rita.get(
        send(rita, page, choice="preview", text="Satama avataan\n\nSe on auki, ja niin on hyvä.").location
    ).text
    assert (value_of(page, "title"), value_of(page, "byline")) == ("Satama avataan", "Anna Holm")
    assert '<option value="fi" selected>' in page


def test_all_that_is_missing_is_asked_at_once_and_each_field_says_it(rita: FlaskClient) -> None:
    page = previewed(rita, text="Ships: 5.").text
    answer = send(rita, page, title="", canonical_url="nowhere", published_on="June")
    assert answer.status_code == 422
    for name in ("title", "language", "canonical_url", "published_on"):
        assert f'id="{name}-error"' in answer.text, name
    answer = send(rita, answer.text, title="Five", language="en", canonical_url="", published_on="")
    assert answer.status_code == 303
    assert text_of() == "Five\n\nShips: 5."


def test_what_was_not_shown_is_not_frozen(rita: FlaskClient) -> None:
    page = previewed(rita, text=TEXT).text
    answer = send(rita, page, text=f"{TEXT}\n\nA line that nobody saw.")
    assert answer.status_code == 422
    assert "The lines have changed since you saw them." in answer.text
    assert "A line that nobody saw." in answer.text
    assert count() == 0
    assert send(rita, answer.text).status_code == 303


def test_a_line_that_is_not_the_headline_after_all_is_not_lost(rita: FlaskClient) -> None:
    page = previewed(rita, text="The ferry stays in port\n\nIt is paid for, she said.").text
    assert value_of(page, "title") == "The ferry stays in port"
    answer = send(rita, page, title="Council meets")
    assert (answer.status_code, "The lines have changed" in answer.text) == (422, True)
    assert send(rita, answer.text).status_code == 303
    assert text_of() == "Council meets\n\nThe ferry stays in port\n\nIt is paid for, she said."


def test_a_text_of_one_line_is_no_headline(rita: FlaskClient) -> None:
    page = previewed(rita, text="The ferry stays in port").text
    assert value_of(page, "title") == ""
    assert send(rita, page, title="Council meets", language="en").status_code == 303
    assert text_of() == "Council meets\n\nThe ferry stays in port"


def test_the_first_preview_blames_nobody_for_a_detail_that_the_text_lacks(rita: FlaskClient) -> None:
    talk = "1\n00:00:01,000 --> 00:00:04,000\nMAYOR: The bridge costs six million.\n"
    page = previewed(rita, upload=upload(talk.encode(), "talk.srt"))
    assert (page.status_code, value_of(page.text, "title")) == (200, "")
    assert "Please correct" not in page.text
    refused = send(rita, page.text)
    assert refused.status_code == 422
    assert "Enter the headline." in refused.text


def test_a_detail_that_was_emptied_stays_empty_whatever_the_page_says(rita: FlaskClient) -> None:
    data = b'<html lang=fi><meta name=author content="Aino Salo"><h1>Satama</h1><p>Se on auki.</p>'
    page = previewed(rita, upload=upload(data, "a.html")).text
    assert value_of(page, "byline") == "Aino Salo"
    assert send(rita, page, byline="").status_code == 303
    article = db.session.get_one(Article, 1)
    assert (article.byline, article.language) == ("", "fi")


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfHarbour\r\n\r\nIt opens.", "Harbour\n\nIt opens.".encode("utf-16")])
def test_a_file_with_a_byte_order_mark_is_read_without_it(rita: FlaskClient, data: bytes) -> None:
    page = previewed(rita, upload=upload(data, "a.txt")).text
    assert value_of(page, "title") == "Harbour"
    assert send(rita, page, language="en").status_code == 303
    assert text_of() == "Harbour\n\nIt opens."


def test_text_pasted_from_a_word_processor_keeps_its_paragraphs_and_lists(rita: FlaskClient) -> None:
    text = "Harbour opens\r\nThe harbour opens, she said.\r\nIt has:\r\n•\tships\r\n•\tquays\r\nIt is paid for.\r\n"
    page = previewed(rita, text=text).text
    assert send(rita, page).status_code == 303
    assert text_of().startswith("Harbour opens\n\nThe harbour opens, she said.\n\nIt has:")


def test_an_address_is_refused_in_words_and_kept_for_the_details(rita: FlaskClient) -> None:
    answer = post(rita, NEW, choice="preview", text=f" {NOBODY} ")
    assert answer.status_code == 422
    assert "can’t be reached from this server. Open the page in your browser" in answer.text
    fields = form_of(answer.text).fields
    assert fields["text"][0].strip() == NOBODY
    page = rita.get(post(rita, NEW, **{**fields, "choice": "preview", "text": TEXT}).location).text
    assert value_of(page, "canonical_url") == NOBODY


@pytest.mark.parametrize(
    ("sent", "notice"),
    [
        ({"text": TEXT.partition("\n\n")[2]}, "Guessed from the text. Check it."),
        (
            {"upload": (b"<meta property=og:title content='Harbour opens'><h1>Harbour opens</h1><p>In May.", "a.html")},
            "From the meta tags of the page.",
        ),
    ],
)
def test_a_detail_says_where_it_comes_from_until_it_is_changed(
    rita: FlaskClient, sent: dict[str, Any], notice: str
) -> None:
    page = previewed(rita, **{name: upload(*it) if name == "upload" else it for name, it in sent.items()})
    assert notice in page.text
    changed = rita.get(send(rita, page.text, choice="preview", title="Another headline").location)
    assert notice not in changed.text


def test_each_window_keeps_a_preview_of_its_own(rita: FlaskClient) -> None:
    first = previewed(rita, text=TEXT)
    rita.get(send(rita, first.text, choice="preview", byline="Anna Holm").location)
    second = previewed(rita, text="Ferry stays\n\nThe ferry stays, he said, and so it is.")
    again = rita.get(first.request.full_path)
    assert (value_of(again.text, "title"), value_of(again.text, "byline")) == ("Pier open all year", "Anna Holm")
    assert value_of(second.text, "title") == "Ferry stays"
    assert send(rita, again.text).status_code == 303
    assert text_of().startswith("Pier open all year\n\nHarbour opens in May")
    gone = rita.get(first.request.full_path)
    assert (gone.status_code, path_of(gone.location)) == (303, NEW)
    assert "That preview is no longer available." in rita.get(NEW).text
    assert value_of(rita.get(second.request.full_path).text, "title") == "Ferry stays"
    assert send(rita, second.text).status_code == 303
    assert list(db.session.scalars(drafts.by(make_user("Rita").id))) == []


def test_what_was_typed_in_another_window_is_not_replaced_by_a_preview(rita: FlaskClient) -> None:
    rita.post(f"/drafts?form={NEW}&title=New", data={"text": "A third text", "_draft": "window"})
    previewed(rita, text=TEXT)
    assert form_of(rita.get(f"{NEW}?draft=1").text).fields["text"] == ["A third text"]


def test_nobody_sees_the_preview_of_somebody_else(app: Flask, rita: FlaskClient) -> None:
    answer = previewed(rita, upload=upload(b"Harbour\n\nIt opens.", "a.txt"))
    rob = sign_in(app.test_client(), make_user("Rob"))
    assert rob.get(answer.request.full_path).status_code == 303


def test_the_draft_is_gone_once_the_article_is_added(rita: FlaskClient) -> None:
    page = previewed(rita, text=TEXT).text
    assert [it.title for it in db.session.scalars(drafts.by(make_user("Rita").id))] == ["Pier open all year"]
    send(rita, page)
    assert list(db.session.scalars(drafts.by(make_user("Rita").id))) == []


def test_a_known_article_is_compared_with_the_lines_that_stay(rita: FlaskClient) -> None:
    send(rita, previewed(rita, text=TEXT).text, canonical_url="https://courier.example/a")
    page = previewed(rita, text=f"{TEXT}\n\nRead also").text
    edits = {"removed": [key_of(page, "Read also")], "canonical_url": "https://courier.example/a"}
    answer = send(rita, page, **edits)
    assert answer.status_code == 409
    assert "The text is identical to version 1." in answer.text
    back = post(rita, NEW, **{**form_of(answer.text).fields, "choice": "back"})
    assert form_of(rita.get(back.location).text).fields["removed"] == edits["removed"]


def test_a_new_version_is_frozen_without_the_removed_lines(rita: FlaskClient) -> None:
    send(rita, previewed(rita, text=TEXT).text, canonical_url="https://courier.example/a")
    page = previewed(rita, text=TEXT.replace("is paid", "was paid") + "\n\nRead also").text
    asked = send(rita, page, removed=[key_of(page, "Read also")], canonical_url="https://courier.example/a").text
    choice = re.search(r'value="(version-1-[^"]*)"', asked)
    assert choice is not None
    assert post(rita, NEW, **{**form_of(asked).fields, "choice": choice[1]}).status_code == 303
    newest = db.session.get_one(Article, 1).versions[-1]
    assert (newest.number, newest.text.endswith("It was paid for."), newest.left_out_count) == (2, True, 1)
