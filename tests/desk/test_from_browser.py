"""The page that the bookmarklet opens: it asks what to do, changes nothing, and refuses hostile input with a reason."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote_plus, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.articles.models import Article
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.desk.from_browser.bookmarklet import MAX_ENCODED_QUOTE, bookmarklet, handed_over
from factcheck.fetching import client as fetching
from factcheck.fetching.host_queue import HostQueue
from factcheck.sources.service import SourceDetails, add
from tests.factories import make_article, make_claim, make_user, post_files
from tests.fetching.hostile import answer, sending, serving

PAGE = "https://courier.example/harbour"
WORDS = "The harbour will open in May."


def intake(client: FlaskClient, **values: str) -> str:
    return client.get(f"/intake?{urlencode(values)}").text


@pytest.mark.on_sqlite  # refused before the database is asked
@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"url": "javascript:alert(1)"}, "begins with https:// or http://"),
        ({"url": "data:text/html,<script>1</script>"}, "begins with https:// or http://"),
        ({"url": "file:///etc/passwd"}, "begins with https:// or http://"),
        ({"url": "courier.example"}, "begins with https:// or http://"),
        ({"url": "https://rita:secret@courier.example/"}, "user name or a password"),
        ({"url": "https://courier.example/a b"}, "full address"),
        ({"url": f"https://courier.example/{'a' * 2_000}"}, "at most 2,000 characters; this has 2,024"),
        ({"url": f"{PAGE}\x00"}, "control character (U+0000)"),
        ({"url": f"{PAGE}\n/more"}, "control character (U+000A)"),
        ({"quote": WORDS}, "Enter the address of the page."),
        ({"url": PAGE, "quote": "a" * 5_000}, "at most 2,000 characters; these are 5,000"),
        ({"url": PAGE, "quote": "a\x1bb"}, "control character (U+001B)"),
    ],
)
def test_what_no_page_sends_is_refused_with_the_reason_and_kept_in_the_form(
    rita: FlaskClient, values: dict[str, str], reason: str
) -> None:
    shown = rita.get(f"/intake?{urlencode(values)}")
    assert shown.status_code == 422
    assert reason in shown.text
    assert "This page can’t be added" in shown.text
    assert 'name="url"' in shown.text


@pytest.mark.on_sqlite  # as above
def test_all_that_is_wrong_is_said_at_once(rita: FlaskClient) -> None:
    page = intake(rita, url="javascript:1", quote="a" * 5_000)
    assert "begins with https:// or http://" in page
    assert "at most 2,000 characters" in page


def test_a_new_address_is_offered_as_an_article_and_as_a_source(rita: FlaskClient) -> None:
    claim = make_claim()
    page = intake(rita, url=PAGE, quote=WORDS)
    assert f'<input type="hidden" name="text" value="{PAGE}">' in page
    assert f"/sources/new?url={PAGE}" in page
    assert f"/claims/{claim.id}/evidence/new?find={PAGE}&amp;quote=The+harbour+will+open+in+May." in page


def test_a_known_address_leads_to_its_article_with_the_words_and_to_a_new_version(rita: FlaskClient) -> None:
    article = make_article("The harbour will open in May.", "Harbour").article
    article.canonical_url = f"{PAGE}?utm_source=x"
    db.session.commit()
    page = intake(rita, url=PAGE, quote=WORDS)
    assert f"/articles/{article.id}/find?q=The+harbour+will+open+in+May." in page
    update = rita.get(f"/articles/{article.id}/update?url={PAGE}").text
    assert PAGE in update.partition('name="text"')[2].partition("</textarea>")[0]


def test_a_known_source_is_named(rita: FlaskClient) -> None:
    source = add(make_user("Rita"), SourceDetails("Harbour authority", url=PAGE))
    db.session.commit()
    page = intake(rita, url=f"{PAGE}?utm_campaign=x")
    assert f"/sources/{source.id}" in page
    assert "Harbour authority" in page


def test_claims_are_found_by_their_words(rita: FlaskClient) -> None:
    make_claim()
    assert "No claim has these words." in intake(rita, url=PAGE, q="xylophone")
    assert "No claim has these words." not in intake(rita, url=PAGE, q="harbour")


def test_the_page_changes_nothing(rita: FlaskClient) -> None:
    before = db.session.scalar(select(func.count()).select_from(Event))
    intake(rita, url=PAGE, quote=WORDS)
    assert db.session.scalar(select(func.count()).select_from(Event)) == before
    assert db.session.query(Article).count() == 0


def test_who_isnt_signed_in_comes_back_with_the_page_and_the_words(app: Flask) -> None:
    quote = "Ä" * (MAX_ENCODED_QUOTE // 6)
    asked = f"/intake?{urlencode({'url': PAGE, 'quote': quote})}"
    answered = app.test_client().get(asked)
    assert answered.location.startswith("/login?next=/intake")
    shown = app.test_client().get(answered.location)
    assert shown.status_code == 200
    assert f"/intake?url={quote_plus(PAGE)}" in unescape(shown.text).replace("%3D", "=").replace("%25", "%")


def test_the_bookmark_has_the_address_of_this_site_and_nothing_to_decode(rita: FlaskClient, app: Flask) -> None:
    page = rita.get("/intake").text
    assert "javascript:(function(){" in page
    assert f"{app.extensions['settings'].base_url}/intake" in page
    assert "%" not in bookmarklet("https://desk.example/intake")


def test_the_first_of_several_values_counts() -> None:
    assert handed_over("url=a&url=b&quote=c") == ("a", "c")


def test_the_words_lead_to_their_place_once_the_article_is_added(
    rita: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "hosts", HostQueue(pause=0))
    html = b"<html lang=en><title>Harbour</title><article><h1>Harbour</h1><p>The harbour opens.</p></article></html>"
    with serving(sending(answer(html, Content_Type="text/html"))) as server:
        form = {"choice": "preview", "text": server.url("/a"), "quote": "The harbour opens."}
        preview = post_files(rita, "/articles/new", **form)
    page = rita.get(preview.location).text
    kept = page.partition('name="kept_file" type="hidden" value="')[2].partition('"')[0]
    fields = {"quote": page.partition('name="quote" value="')[2].partition('"')[0], "kept_file": kept}
    assert fields["quote"] == "The harbour opens."
    done = post_files(rita, "/articles/new", title="Harbour", language="en", is_undated="y", **fields)
    assert done.location == "/articles/1/find?q=The+harbour+opens."
