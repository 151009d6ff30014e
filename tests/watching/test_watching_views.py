"""Watching is switched on and off where a source or an article is shown, and all watched pages are listed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.watching import service
from factcheck.watching.models import WatchedPage
from factcheck.web.paging import SIZE
from tests.factories import make_article, make_user, post
from tests.watching.watched_site import WatchedSite, look


def test_watching_is_switched_on_and_off_at_a_source(rita: FlaskClient, source: Source) -> None:
    url = f"/sources/{source.id}"
    assert "Not watched." in rita.get(url).text
    sent = post(rita, f"{url}/watch")
    assert sent.location == f"{url}#watching"
    page = rita.get(url).text
    assert "Next look" in page
    assert "Stop watching" in page
    post(rita, f"{url}/unwatch")
    assert "Watch this page" in rita.get(url).text


def test_watching_is_switched_on_and_off_at_an_article(rita: FlaskClient) -> None:
    version = make_article()
    url = f"/articles/{version.article_id}"
    assert f"{url}/versions#watching" in rita.get(url).text
    sent = post(rita, f"{url}/watch")
    assert sent.location == f"{url}/versions#watching"
    assert "Stop watching" in rita.get(f"{url}/versions").text
    post(rita, f"{url}/unwatch")
    assert "Watch this page" in rita.get(f"{url}/versions").text
    assert db.session.get_one(Article, version.article_id)


def test_a_person_looks_before_the_time(rita: FlaskClient, page: WatchedPage, site: WatchedSite) -> None:
    before = site.asked()
    sent = post(rita, f"/sources/{page.source_id}/look", back="/watching?state=problems")
    assert sent.location == "/watching?state=problems"
    assert "Looking now." in rita.get(f"/sources/{page.source_id}").text
    look()
    assert site.asked() == before + 1


def test_the_list_says_when_and_with_which_result(rita: FlaskClient, page: WatchedPage, site: WatchedSite) -> None:
    listed = rita.get("/watching").text
    assert "Building permit" in listed
    assert "not yet" in listed
    site.status = "503 Busy"
    look()
    problems = rita.get("/watching?state=problems").text
    assert "Not reached" in problems
    assert "is busy" in problems
    assert "No changed quotations" in rita.get("/watching?state=alarms").text
    site.status = "200 OK"
    site.edit("September", "October")
    look()
    assert "1 changed quotation" in rita.get("/watching?state=alarms").text
    assert "No such pages" in rita.get("/watching?state=problems").text


def test_what_was_switched_off_is_listed_on_request(rita: FlaskClient, page: WatchedPage) -> None:
    post(rita, f"/sources/{page.source_id}/unwatch")
    assert "No page is watched yet" in rita.get("/watching").text
    assert "Building permit" in rita.get("/watching?state=off").text


def test_the_list_has_pages(rita: FlaskClient, app: Flask) -> None:
    user = make_user("Rita")
    for number in range(SIZE + 1):
        source = sources.add(user, sources.SourceDetails(f"S{number}", url=f"https://town.example/{number}"))
        service.watch(user, source)
    db.session.commit()
    first = rita.get("/watching?sort=newest").text
    assert "after=" in first
    assert first.count('id="watched-') == SIZE + 1  # and the list itself


def test_without_a_network_all_pages_say_so(
    rita: FlaskClient, app: Flask, page: WatchedPage, cited: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], fetch_networks=None))
    assert "nothing is looked at" in rita.get("/watching").text
    shown = rita.get(f"/sources/{cited.source_id}").text
    assert "so nothing is looked at." in shown
    assert "Look now" not in shown
    refused = post(rita, f"/sources/{cited.source_id}/look")
    assert (refused.status_code, "doesn’t fetch pages" in refused.text) == (409, True)


def test_an_archived_source_and_one_without_an_address_say_so(rita: FlaskClient, source: Source) -> None:
    book = sources.add(make_user("Rita"), sources.SourceDetails("A book"))
    db.session.commit()
    assert "there is nothing to watch" in rita.get(f"/sources/{book.id}").text
    assert post(rita, f"/sources/{book.id}/watch").status_code == 409
