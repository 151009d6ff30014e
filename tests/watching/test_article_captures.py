"""An article that is added by its address keeps what its server sent as a capture of the version."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from warcio.archiveiterator import ArchiveIterator

from factcheck.accounts.models import Role
from factcheck.articles.models import Version
from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.db import db
from factcheck.intake.models import FetchedPage
from factcheck.integrity.checks import CHECKS
from factcheck.storage import store
from factcheck.watching import service
from tests.captures_site import PARAGRAPHS
from tests.factories import make_claim, make_user, post
from tests.forms import upload_form
from tests.watching.watched_site import WatchedSite, look, run_jobs

DETAILS = {"title": "Building permit", "publisher": "Town", "language": "en", "is_undated": "y"}


def captures() -> list[Capture]:
    return list(db.session.scalars(select(Capture).order_by(Capture.id)))


@pytest.fixture
def version(rita: FlaskClient, site: WatchedSite) -> Version:
    """Version 1 of an article that Rita has added by its address."""
    sent = post(rita, "/articles/new", text=site.url, canonical_url=site.url, **DETAILS)
    assert sent.status_code == 303, sent.text
    run_jobs()
    return db.session.scalars(select(Version)).one()


def test_what_came_is_kept_as_a_web_archive(version: Version, site: WatchedSite) -> None:
    (capture,) = captures()
    assert (capture.version_id, capture.source_id, capture.door) == (version.id, None, Door.SERVER)
    assert (capture.state, capture.url, capture.http_status) == (CaptureState.CAPTURED, site.url, 200)
    assert (capture.raw_sha256, capture.asked_by.name) == (version.raw_sha256, "Rita")
    records = {}
    for record in ArchiveIterator(BytesIO(store.get(capture.warc_sha256 or "")), check_digests="raise"):
        records[record.rec_type] = (record.rec_headers, record.content_stream().read())
    headers, body = records["response"]
    assert headers.get_header("WARC-Target-URI") == site.url
    assert body == site.page.encode()


def test_the_page_of_versions_leads_to_it(rita: FlaskClient, version: Version) -> None:
    (capture,) = captures()
    page = rita.get(f"/articles/{version.article_id}/versions").text
    assert "As fetched on" in page
    assert f"/captures/{capture.id}/wacz" in page
    opened = rita.get(f"/captures/{capture.id}").text
    assert PARAGRAPHS[0] in opened
    assert "<script>alert" not in opened
    packed = rita.get(f"/captures/{capture.id}/wacz")
    assert packed.data.startswith(b"PK")


def test_the_captured_page_of_an_article_becomes_a_source_that_can_be_quoted(
    rita: FlaskClient, version: Version
) -> None:
    (capture,) = captures()
    for _once_or_again in range(2):
        assert post(rita, f"/captures/{capture.id}/source").status_code == 303
    original, copy = captures()
    assert (copy.source.title, copy.source.publisher, copy.source.url) == ("Building permit", "Town", original.url)
    assert (copy.raw_sha256, copy.ended_at, copy.text) == (original.raw_sha256, original.ended_at, original.text)
    assert (copy.version_id, original.source_id) == (None, None)
    claim = make_claim()
    beside = rita.get(f"/captures/{copy.id}/quote?claim={claim.id}")
    assert PARAGRAPHS[0] in beside.text
    assert post(rita, f"/captures/{copy.id}/source").status_code == 409


def test_a_page_that_was_previewed_first_is_kept_as_it_was_fetched(rita: FlaskClient, site: WatchedSite) -> None:
    sent = post(rita, "/articles/new", text=site.url, choice="preview")
    assert captures() == []
    preview = rita.get(sent.location).text
    site.edit("September", "October")
    fields = {**upload_form(preview, "/articles/new").fields, "choice": "add", "publisher": "Town", "language": "en"}
    added = post(rita, "/articles/new", **fields)
    assert added.status_code == 303, added.text
    run_jobs()
    (capture,) = captures()
    assert "September" in (capture.text or "")
    assert db.session.scalars(select(Version.raw_sha256)).one() == capture.raw_sha256


def test_the_next_version_by_address_is_kept_too(rita: FlaskClient, version: Version, site: WatchedSite) -> None:
    site.edit("September", "October")
    post(rita, f"/articles/{version.article_id}/update", text=site.url, seen="1")
    run_jobs()
    assert [capture.version.number for capture in captures() if capture.version] == [1, 2]


def test_a_version_that_watching_adds_is_kept_too(version: Version, site: WatchedSite) -> None:
    make_claim("The opening is planned for September.", version)
    service.watch(make_user("Rita"), version.article)
    site.edit("September", "October")
    look()
    assert [capture.version.number for capture in captures() if capture.version] == [1, 2]
    assert "October" in (captures()[1].text or "")


def test_a_text_that_was_pasted_has_none(rita: FlaskClient) -> None:
    post(rita, "/articles/new", text="TARNBY. The bridge will open in June.", **DETAILS)
    run_jobs()
    assert captures() == []


def test_the_command_keeps_it_too(app: Flask, site: WatchedSite) -> None:
    make_user("Ada", Role.ADMIN)
    arguments = ["factcheck", "article", "add", site.url, "--as", "ada@newsroom.example", "--language", "en"]
    result = app.test_cli_runner().invoke(args=[*arguments, "--publisher", "Town", "--undated"])
    assert result.exit_code == 0, result.output
    run_jobs()
    assert [capture.state for capture in captures()] == [CaptureState.CAPTURED]


def test_a_page_that_is_fetched_and_not_added_leaves_no_capture(rita: FlaskClient, site: WatchedSite) -> None:
    post(rita, "/articles/new", text=site.url, choice="preview")
    run_jobs()
    assert captures() == []
    assert db.session.scalars(select(FetchedPage.url)).all() == [site.url]


def test_every_row_is_proved_by_the_log(version: Version) -> None:
    assert [line for check in CHECKS.values() for line in check()] == []
