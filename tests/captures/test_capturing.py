"""A source is captured from its address: stored, read, recorded; what can't be had has its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from warcio.archiveiterator import ArchiveIterator

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.captures import queries, service
from factcheck.captures.models import Capture, CaptureState, Door
from factcheck.db import db, utcnow
from factcheck.errors import Conflict
from factcheck.hashing import sha256_hex
from factcheck.jobs import worker
from factcheck.jobs.handlers import MAX_TRIES
from factcheck.jobs.models import Job, JobState
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.storage import store
from tests.captures_site import PAGE, PARAGRAPHS, Site
from tests.factories import make_user, post


def captured(source: Source) -> Capture:
    """Ask for a capture and do its job."""
    capture = service.request(make_user("Rita"), source)
    db.session.commit()
    run_all()
    db.session.refresh(capture)
    return capture


def run_all() -> None:
    """Run every job until none waits, also those that would be tried again later."""
    while True:
        worker.run_due()
        waiting = db.session.scalars(select(Job).where(Job.state == JobState.QUEUED)).all()
        if not waiting:
            db.session.commit()
            return
        for job in waiting:
            job.lease_until = utcnow() - timedelta(seconds=1)
        db.session.commit()


def test_a_source_is_captured_with_everything_that_proves_it(source: Source, site: Site) -> None:
    capture = captured(source)
    assert (capture.state, capture.door, capture.http_status) == (CaptureState.CAPTURED, Door.SERVER, 200)
    assert (capture.url, capture.final_url, capture.media_type) == (site.url, site.url, "text/html")
    assert capture.raw_sha256 == sha256_hex(PAGE)
    assert store.get(capture.raw_sha256) == PAGE.encode()
    assert capture.text == "\n\n".join(["Building permit", *PARAGRAPHS])
    assert capture.text_sha256 == sha256_hex(capture.text)
    assert (capture.tool, capture.tool_version, capture.extractor) == ("Factcheck", "0.1", "Factcheck page reader")
    assert capture.ended_at is not None
    assert utcnow() - capture.ended_at < timedelta(minutes=1)
    assert ["Content-Type", "text/html; charset=utf-8"] in capture.headers
    assert site.count == 1


def test_the_web_archive_holds_the_answer_as_it_came(source: Source, site: Site) -> None:
    capture = captured(source)
    records = {}
    for record in ArchiveIterator(BytesIO(store.get(capture.warc_sha256 or "")), check_digests="raise"):
        records[record.rec_type] = (record.rec_headers, record.http_headers, record.content_stream().read())
    headers, http, body = records["response"]
    assert headers.protocol == "WARC/1.1"
    assert headers.get_header("WARC-Target-URI") == site.url
    assert (http.get_statuscode(), http.get_header("Content-Type")) == ("200", "text/html; charset=utf-8")
    assert body == PAGE.encode()


def test_redirects_lead_to_the_final_address(app: Flask, site: Site) -> None:
    details = sources.SourceDetails("Permit", url=site.url.replace("/permit", "/moved"))
    source = sources.add(make_user("Rita"), details)
    capture = captured(source)
    assert (capture.url, capture.final_url) == (source.url, site.url)


@pytest.mark.usefixtures("capturing")
def test_a_new_source_with_an_address_is_captured_by_itself(rita: FlaskClient, site: Site) -> None:
    sent = post(rita, "/sources/new", title="Permit", url=site.url, source_kind="page", source_class="primary")
    page = rita.get(sent.location).text
    assert "Being captured" in page
    run_all()
    assert "Captured" in rita.get(sent.location).text
    assert db.session.scalars(select(Capture.state)).all() == [CaptureState.CAPTURED]


@pytest.mark.usefixtures("capturing")
def test_a_new_address_of_a_source_is_captured_and_another_title_is_not(source: Source, site: Site) -> None:
    rita, details = make_user("Rita"), sources.details_of(source)
    sources.edit(rita, source, replace(details, title="The permit"), source.revision)
    db.session.commit()
    assert db.session.scalars(select(Capture.url)).all() == [site.url]  # of the source when it was added
    sources.edit(rita, source, replace(details, url=f"{site.url}?p=2"), source.revision)
    db.session.commit()
    assert db.session.scalars(select(Capture.url).order_by(Capture.id)).all() == [site.url, f"{site.url}?p=2"]


def test_without_the_setting_nothing_is_captured_unasked(source: Source) -> None:
    assert db.session.scalars(select(Capture)).all() == []


def test_two_people_who_ask_get_one_capture(source: Source, site: Site) -> None:
    first = service.request(make_user("Rita"), source)
    assert service.request(make_user("Rob"), source) is first
    db.session.commit()
    run_all()
    assert site.count == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("404 Not Found", "no page at this address"),
        ("403 Forbidden", "It may need a sign-in."),
        ("302 Found", "redirects to one"),
    ],
)
def test_what_is_refused_for_good_is_asked_for_once(source: Source, site: Site, status: str, words: str) -> None:
    site.status = status
    capture = captured(source)
    assert capture.state is CaptureState.FAILED
    assert words in capture.reason
    assert capture.raw_sha256 is None
    assert site.count == 1


def test_what_may_pass_is_tried_again_and_then_fails_with_its_reason(source: Source, site: Site) -> None:
    site.status = "503 Service Unavailable"
    capture = captured(source)
    assert capture.state is CaptureState.FAILED
    assert "is busy" in capture.reason
    assert site.count == MAX_TRIES
    job = db.session.scalars(select(Job)).one()
    assert (job.state, job.tries) == (JobState.DONE, MAX_TRIES)


def test_between_two_attempts_the_page_says_why_it_waits(rita: FlaskClient, source: Source, site: Site) -> None:
    site.status = "503 Service Unavailable"
    service.request(make_user("Rita"), source)
    db.session.commit()
    worker.run_due()
    page = rita.get(f"/sources/{source.id}").text
    assert "is busy" in page
    assert "It will be retried automatically." in page


def test_a_page_that_has_gone_is_told_from_one_that_never_was(source: Source, site: Site) -> None:
    captured(source)
    site.status = "410 Gone"
    assert captured(source).state is CaptureState.GONE
    assert queries.newest_states([source.id]) == {source.id: CaptureState.GONE}


def test_a_failed_attempt_does_not_hide_that_there_is_a_capture(source: Source, site: Site) -> None:
    captured(source)
    site.status = "403 Forbidden"
    assert captured(source).state is CaptureState.FAILED
    assert queries.newest_states([source.id]) == {source.id: CaptureState.CAPTURED}


def test_an_older_capture_with_other_words_has_changed_since(rita: FlaskClient, source: Source, site: Site) -> None:
    captured(source)
    site.page = PAGE.replace("<title>", "<title>New: ")
    captured(source)
    assert "Changed since" not in rita.get(f"/sources/{source.id}").text
    site.page = PAGE.replace("September", "October")
    captured(source)
    assert rita.get(f"/sources/{source.id}").text.count("Changed since") == 2


def test_what_is_not_a_page_is_kept_without_text(source: Source, site: Site) -> None:
    site.page, site.media_type = "%PDF-1.7 …", "application/pdf"
    capture = captured(source)
    assert (capture.state, capture.media_type, capture.text) == (CaptureState.CAPTURED, "application/pdf", None)
    assert "The file itself is kept." in capture.reason


def test_a_reader_that_breaks_down_loses_no_bytes(source: Source, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("a page that nobody has thought of")

    monkeypatch.setattr("factcheck.captures.formats.page_text.read_captured_page", break_down)
    capture = captured(source)
    assert (capture.state, capture.text) == (CaptureState.CAPTURED, None)
    assert "couldn’t be read" in capture.reason


def test_without_a_network_the_page_says_so_and_a_copy_can_be_uploaded(
    rita: FlaskClient, app: Flask, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], fetch_networks=None))
    page = rita.get(f"/sources/{source.id}").text
    assert "This installation doesn’t fetch pages; upload a copy." in page
    assert "Capture now" not in page
    refused = post(rita, f"/sources/{source.id}/captures")
    assert refused.status_code == 409
    assert "Upload a copy instead." in refused.text


def test_fetching_that_was_switched_off_meanwhile_ends_the_capture(
    app: Flask, source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.request(make_user("Rita"), source)
    db.session.commit()
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], fetch_networks=None))
    run_all()
    capture = db.session.scalars(select(Capture)).one()
    assert (capture.state, capture.reason) == (CaptureState.FAILED, "This installation doesn’t fetch pages.")


def test_a_source_without_an_address_or_in_the_archive_is_not_captured(app: Flask, source: Source) -> None:
    rita = make_user("Rita")
    paper = sources.add(rita, sources.SourceDetails("A book"))
    with pytest.raises(Conflict, match="no web address"):
        service.request(rita, paper)
    sources.archive(make_user("Edda", Role.EDITOR), source)
    with pytest.raises(Conflict, match="archived"):
        service.request(rita, source)
    with pytest.raises(Conflict, match="archived"):
        service.read_upload(rita, source, "a.txt", b"Text.")


def test_the_log_says_who_asked_and_what_came(source: Source, site: Site) -> None:
    capture = captured(source)
    events = db.session.scalars(select(Event).where(Event.action.startswith("capture:")).order_by(Event.id)).all()
    assert [(event.action, event.actor_name, event.subject_type) for event in events] == [
        ("capture:request", "Rita", "source"),
        ("capture:store", "Factcheck", "source"),
    ]
    assert (events[1].after or {})["raw_sha256"] == capture.raw_sha256


def test_a_killed_attempt_is_taken_over_and_nothing_is_captured_twice(source: Source, site: Site) -> None:
    capture = service.request(make_user("Rita"), source)
    db.session.commit()
    claimed = worker.claim()
    assert claimed is not None  # its worker dies here
    job = db.session.get_one(Job, claimed[0])
    job.lease_until = utcnow() - timedelta(seconds=1)
    db.session.commit()
    run_all()
    worker.do(*claimed)  # and comes back to life
    db.session.refresh(capture)
    assert capture.state is CaptureState.CAPTURED
    assert len(db.session.scalars(select(Event.id).where(Event.action == "capture:store")).all()) == 1


def test_everything_stored_is_proved_after_captures(app: Flask, source: Source, site: Site) -> None:
    captured(source)
    site.status = "403 Forbidden"
    captured(source)
    result = app.test_cli_runner().invoke(args=["factcheck", "check"])
    assert result.exit_code == 0, result.output
