"""After adding, the page says what was left out; it shows it then and later, to colleagues as well."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from factcheck.articles.models import Version
from factcheck.db import db
from factcheck.documents import left_out as parts
from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.web.idempotency import new_key
from tests.documents.read_pages import FIRST, SECOND, THIRD
from tests.factories import make_article, make_user, sign_in

LONGER = "2 parts of the page were left out, together longer than the text itself."
STORY = f"<article><h1>Lamp</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>It cost <s>5</s> 6.</p></article>"


def add(client: FlaskClient, page: str, url: str = "/articles/new") -> str:
    """Upload a page; answers the page that follows."""
    upload = FileStorage(BytesIO(page.encode()), "page.html")
    known = {"language": "en", "is_undated": "y"} if url == "/articles/new" else {"seen": "1"}
    boundary, body = encode_multipart({"_key": new_key(), "upload": upload, **known})
    answer = client.post(url, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')
    assert answer.status_code == 303
    return client.get(answer.headers["Location"]).text


def newest() -> Version:
    """The version that came last."""
    return db.session.scalars(select(Version).order_by(Version.id.desc()).limit(1)).one()


@pytest.mark.parametrize(
    ("beside", "told", "kind"),
    [
        ("", "1 part of the page was left out.", "info"),
        ("<footer>Imprint</footer>", "2 parts of the page were left out.", "info"),
        (
            f"<div id=comments>{THIRD * 9}</div>",
            "2 parts of the page were left out, together longer than the text itself.",
            "warning",
        ),
    ],
)
def test_adding_tells_what_was_left_out(client: FlaskClient, beside: str, told: str, kind: str) -> None:
    sign_in(client, make_user())
    shown = add(client, f"<html><body>{STORY}{beside}</body></html>")
    version = newest()
    where = f"/articles/{version.article_id}/versions/1/left-out"
    assert f'data-kind="{kind}"><p>{told} <a href="{where}">Show parts left out</a>' in shown
    assert shown.count(where) == 2  # the notice, and the heading for later


def test_what_was_left_out_is_shown_later_and_to_colleagues(client: FlaskClient) -> None:
    sign_in(client, make_user())
    add(client, f"<body>{STORY}<footer>Imprint &lt;b&gt;</footer></body>")
    version = newest()
    sign_in(client, make_user("Edda"))
    shown = client.get(f"/articles/{version.article_id}").text
    assert "parts of the page left out" in shown
    listed = client.get(f"/articles/{version.article_id}/versions/1/left-out").text
    assert "Imprint &lt;b&gt;" in listed
    assert "Struck through" in listed
    assert "Show parts left out" not in client.get(f"/articles/{version.article_id}").text
    assert "left out</a>" in client.get(f"/articles/{version.article_id}/versions").text


def test_a_short_page_says_that_it_is_short(client: FlaskClient) -> None:
    sign_in(client, make_user())
    page = "<h1>Lamp</h1><p>The rest is for those who pay for the paper.</p>"
    assert "The text is very short (50 characters)" in add(client, page)


def test_a_text_without_anything_left_out_says_nothing(client: FlaskClient) -> None:
    sign_in(client, make_user())
    assert "left out" not in add(client, f"<body><h1>Lamp</h1><p>{FIRST * 4}</p></body>")
    pasted = make_article("Lamp\n\nShort.")
    assert "left out" not in client.get(f"/articles/{pasted.article_id}").text
    assert "Nothing was left out" in client.get(f"/articles/{pasted.article_id}/versions/1/left-out").text
    assert client.get(f"/articles/{pasted.article_id}/versions/9/left-out").status_code == 404


def test_a_new_version_tells_it_too(client: FlaskClient) -> None:
    sign_in(client, make_user())
    article_id = make_article("Lamp\n\nOld.").article_id
    shown = add(client, f"<body>{STORY}<footer>Imprint</footer></body>", f"/articles/{article_id}/update")
    assert f'<a href="/articles/{article_id}/versions/2/left-out">Show parts left out</a>' in shown
    assert "Imprint" in client.get(f"/articles/{article_id}/versions/2/left-out").text  # before it is open


def test_what_was_left_out_never_changes(app: Flask) -> None:
    version = make_article("Lamp\n\nOld.")
    with pytest.raises(Exception, match="a version of a text never changes"):
        db.session.execute(update(Version).where(Version.id == version.id).values(left_out_count=3))


def test_what_is_stored_is_bounded() -> None:
    long = LeftOut(LeftOutKind.OUTSIDE, "x" * 9_000)
    kept = parts.kept([long] * 400)
    assert len(kept) == parts.MOST_PARTS + 1
    assert (len(kept[0].text), kept[0].length) == (parts.MOST_SHOWN, 9_000)
    assert kept[-1] == LeftOut(LeftOutKind.FURTHER, "", "", 100 * 9_000)
    assert parts.shown(parts.stored(kept)) == kept
