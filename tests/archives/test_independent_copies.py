"""Copies at independent archives: entered by a person, asked of a service, or visibly missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.archives import service
from factcheck.archives.models import CopyState, IndependentCopy
from factcheck.audit.models import Event
from factcheck.config import Settings, SettingsError
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.integrity.checks import CHECKS
from factcheck.jobs.handlers import MAX_TRIES
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.undo import service as undo
from tests.archives.conftest import PAGE, ArchiveService
from tests.captures.test_capturing import run_all
from tests.factories import make_user, post
from tests.watching.watched_site import keep_fetched

COPY = "https://web.archive.example/web/2026/https://town.example/permit"


def copies() -> list[IndependentCopy]:
    db.session.expire_all()
    return list(db.session.scalars(select(IndependentCopy).order_by(IndependentCopy.id)))


def asked(source: Source) -> IndependentCopy:
    """Ask the service, and do the job."""
    service.ask(make_user("Rita"), source)
    db.session.commit()
    run_all()
    return copies()[-1]


def test_a_source_without_a_copy_says_so_and_takes_the_address_of_one(rita: FlaskClient, source: Source) -> None:
    where = f"/sources/{source.id}"
    assert "No independent archive is known" in rita.get(where).text
    assert "Ask the archive service" not in rita.get(where).text
    sent = post(rita, f"{where}/copies/new", url=COPY)
    assert sent.location == f"{where}#archives"
    page = rita.get(where).text
    assert COPY in page
    assert "No independent archive is known" not in page
    assert "added a copy at an independent archive" in rita.get(f"{where}/history").text


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "Enter an address."),
        ("ftp://archive.example/a", "address"),
        ("https://town.example/archive/permit", "on the source’s own site"),
        ("http://127.0.0.1/captures/1", "on this site"),
    ],
)
def test_what_isnt_an_independent_copy_is_refused(rita: FlaskClient, source: Source, url: str, words: str) -> None:
    refused = post(rita, f"/sources/{source.id}/copies/new", url=url)
    assert refused.status_code == 422
    assert words in refused.text
    assert copies() == []


def test_an_address_is_entered_once(source: Source) -> None:
    rita = make_user("Rita")
    service.enter(rita, source, COPY)
    with pytest.raises(Invalid, match="already has this address"):
        service.enter(rita, source, f"{COPY}?utm_source=mail")


def test_a_removed_copy_is_restored_by_undo(rita: FlaskClient, source: Source) -> None:
    copy = service.enter(make_user("Rita"), source, COPY)
    db.session.commit()
    post(rita, f"/copies/{copy.id}/remove")
    assert COPY not in rita.get(f"/sources/{source.id}").text
    undo.undo(make_user("Rita"))
    db.session.commit()
    assert COPY in rita.get(f"/sources/{source.id}").text
    undo.redo(make_user("Rita"))
    with pytest.raises(Conflict, match="already removed"):
        service.remove(make_user("Rita"), copies()[0])
    service.restore(make_user("Rita"), copies()[0])
    with pytest.raises(Conflict, match="wasn’t removed"):
        service.restore(make_user("Rita"), copies()[0])


def test_a_service_is_asked_and_names_the_copy(source: Source, archive: ArchiveService) -> None:
    copy = asked(source)
    assert archive.asked() == [f"/save/{PAGE}"]
    assert (copy.state, copy.url) == (CopyState.KEPT, archive.url("/web/20261130/permit"))
    event = db.session.scalars(select(Event).where(Event.action == "source:end-archive")).one()
    assert (event.actor_name, event.after) == ("Factcheck", {"url": copy.url})
    assert [line for check in CHECKS.values() for line in check()] == []


def test_a_service_may_redirect_to_the_copy(source: Source, archive: ArchiveService) -> None:
    archive.status, archive.headers = "302 Found", {"Location": "/web/1/permit"}
    assert asked(source).url == archive.url("/web/1/permit")


def test_the_address_may_be_encoded(
    app: Flask, source: Source, archive: ArchiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["settings"], archive_save_url=archive.url("/save?page={encoded}"))
    monkeypatch.setitem(app.extensions, "settings", settings)
    asked(source)
    assert archive.asked() == ["/save?page=https%3A%2F%2Ftown.example%2Fpermit%3Fa%3D1"]


@pytest.mark.parametrize(
    ("status", "headers", "words", "tries"),
    [
        ("200 OK", {}, "didn’t say where the copy is", 1),
        ("403 Forbidden", {}, "refused to send the page", 1),
        ("429 Too Many Requests", {}, "limits requests", MAX_TRIES),
        ("200 OK", {"Content_Location": "https://town.example/permit"}, "didn’t say where the copy is", 1),
    ],
)
def test_a_failure_is_visible_with_its_reason(
    rita: FlaskClient,
    source: Source,
    archive: ArchiveService,
    status: str,
    headers: dict[str, str],
    words: str,
    tries: int,
) -> None:
    archive.status, archive.headers = status, headers
    copy = asked(source)
    assert (copy.state, len(archive.asked())) == (CopyState.FAILED, tries)
    assert words in copy.reason
    page = rita.get(f"/sources/{source.id}").text
    assert "Not kept" in page
    assert "No independent archive is known" in page
    assert "Ask the archive service" in page


def test_two_people_who_ask_get_one_copy(source: Source, archive: ArchiveService) -> None:
    assert service.ask(make_user("Rita"), source) is service.ask(make_user("Rob"), source)


def test_a_first_capture_asks_and_a_second_doesnt(source: Source, archive: ArchiveService) -> None:
    keep_fetched(source, "<article><p>The town council has granted the permit.</p></article>")
    run_all()
    keep_fetched(source, "<article><p>The town council has refused the permit.</p></article>")
    run_all()
    assert [copy.state for copy in copies()] == [CopyState.KEPT]


def test_nobody_is_asked_unless_it_is_set(rita: FlaskClient, source: Source) -> None:
    keep_fetched(source, "<article><p>The town council has granted the permit.</p></article>")
    run_all()
    assert copies() == []
    refused = post(rita, f"/sources/{source.id}/copies/ask")
    assert (refused.status_code, "No archive service is set up here" in refused.text) == (409, True)


def test_without_a_network_no_service_is_asked(
    app: Flask, source: Source, archive: ArchiveService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.ask(make_user("Rita"), source)
    db.session.commit()
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], fetch_networks=None))
    run_all()
    assert [copy.reason for copy in copies()] == ["This installation doesn’t fetch pages."]
    with pytest.raises(Conflict, match="No archive service"):
        service.ask(make_user("Rita"), source)


def test_a_source_in_the_archive_or_without_an_address_is_refused(source: Source, archive: ArchiveService) -> None:
    rita = make_user("Rita")
    with pytest.raises(Conflict, match="no web address"):
        service.ask(rita, sources.add(rita, sources.SourceDetails("A book")))
    sources.archive(make_user("Edda", Role.EDITOR), source)
    for act in (lambda: service.ask(rita, source), lambda: service.enter(rita, source, COPY)):
        with pytest.raises(Conflict, match="archived"):
            act()


@pytest.mark.parametrize(
    "value", ["https://archive.example/save", "ftp://a.example/{url}", "{url}", "https://u@a/{url}"]
)
def test_a_setting_that_cant_be_one_is_refused(settings: Settings, value: str) -> None:
    env = {"FACTCHECK_HOME": str(settings.home), "FACTCHECK_ARCHIVE_SAVE_URL": value}
    with pytest.raises(SettingsError, match="FACTCHECK_ARCHIVE_SAVE_URL must be"):
        Settings.from_env(env)
