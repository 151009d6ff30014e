"""A watched source is looked at again and again: what is asked, what is kept, and when the next look is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.captures.models import Capture, CaptureState
from factcheck.captures.queries import newest_states
from factcheck.db import db, utcnow
from factcheck.errors import Conflict
from factcheck.evidence.models import Evidence
from factcheck.integrity.checks import CHECKS
from factcheck.jobs import worker
from factcheck.jobs.models import Job, JobState
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.watching import service
from factcheck.watching.looks import look_job, schedule
from factcheck.watching.models import LookResult, RobotsFile, WatchedPage
from tests.factories import make_user
from tests.watching.watched_site import WatchedSite, capture, jobs, look, make_due, run_jobs


def hours(page: WatchedPage) -> float:
    """Until the next look."""
    return round((page.looks.due_at - utcnow()) / timedelta(hours=1), 1)


def captures(*states: CaptureState) -> int:
    """How many captures there are, of these states or of any."""
    query = select(func.count(Capture.id))
    return db.session.scalar(query.where(Capture.state.in_(states)) if states else query) or 0


def test_a_page_is_looked_at_after_an_hour_a_day_a_week_and_then_weekly(page: WatchedPage) -> None:
    waits = [hours(page)]
    for _ in range(4):
        look()
        waits.append(hours(page))
    assert waits == [1.0, 24.0, 168.0, 168.0, 168.0]
    assert page.looks.result is LookResult.UNCHANGED


def test_a_page_that_is_unchanged_isnt_sent_and_nothing_is_kept(page: WatchedPage, site: WatchedSite) -> None:
    site.etag = '"1"'
    look()
    look()
    assert 'If-None-Match: "1"' in site.requests("/permit")[-1]
    assert (page.looks.result, captures()) == (LookResult.UNCHANGED, 1)


def test_other_bytes_with_the_same_words_keep_nothing(page: WatchedPage, site: WatchedSite) -> None:
    site.edit("<script>alert(1)</script>", "<script>alert(2)</script>")
    look()
    assert (page.looks.result, captures()) == (LookResult.UNCHANGED, 1)


def test_other_words_are_captured_for_the_person_who_watches(page: WatchedPage, site: WatchedSite) -> None:
    site.edit("four million", "five million")
    look()
    assert (page.looks.result, captures(CaptureState.CAPTURED)) == (LookResult.CHANGED, 2)
    newest = db.session.scalars(select(Capture).order_by(Capture.id.desc()).limit(1)).one()
    assert "five million" in (newest.text or "")
    assert newest.asked_by.name == "Rita"
    event = db.session.scalars(select(Event).where(Event.action == "capture:store").order_by(Event.id.desc())).first()
    assert event is not None
    assert event.actor_name == "Factcheck"


def test_an_address_that_was_edited_is_asked_without_the_validators_of_the_old_one(
    page: WatchedPage, site: WatchedSite
) -> None:
    site.etag = '"1"'
    look()
    source = page.source
    assert source is not None
    details = replace(sources.details_of(source), url=f"{site.url}?p=2")
    sources.edit(make_user("Rita"), source, details, source.revision)
    db.session.commit()
    look()
    assert "If-None-Match" not in site.requests("/permit?p=2")[-1]


@pytest.mark.parametrize(
    ("status", "result", "words"),
    [
        ("503 Service Unavailable", LookResult.FAILED, "is busy"),
        ("403 Forbidden", LookResult.FAILED, "may need a sign-in"),
        ("404 Not Found", LookResult.MISSING, "has no page"),
    ],
)
def test_a_failure_is_kept_in_words_and_the_next_look_waits_longer(
    page: WatchedPage, site: WatchedSite, status: str, result: LookResult, words: str
) -> None:
    site.status, waits = status, []
    look()
    since = page.looks.failing_since
    assert page.looks.result is result
    for _ in range(8):
        waits.append(hours(page))
        look()
    assert words in page.looks.reason
    assert waits == [2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 168.0]
    assert since is not None
    assert page.looks.failing_since == since
    site.status = "200 OK"
    look()
    assert (page.looks.result, page.looks.failures, page.looks.reason) == (LookResult.UNCHANGED, 0, "")


def test_a_page_is_gone_when_it_isnt_there_twice_and_a_capture_says_so_once(
    page: WatchedPage, site: WatchedSite
) -> None:
    site.status = "410 Gone"
    look()
    assert (page.looks.result, captures(CaptureState.GONE)) == (LookResult.MISSING, 0)
    look()
    look()
    assert (page.looks.result, captures(CaptureState.GONE)) == (LookResult.GONE, 1)
    assert newest_states([page.source_id or 0]) == {page.source_id: CaptureState.GONE}
    site.status = "200 OK"
    look()
    assert newest_states([page.source_id or 0]) == {page.source_id: CaptureState.CAPTURED}


def test_robots_are_respected_by_the_longest_rule_and_with_wildcards(page: WatchedPage, site: WatchedSite) -> None:
    site.robots_status, before = "200 OK", site.asked()
    site.robots = "User-agent: *\nDisallow: /\nAllow: /permit"
    look()
    assert (page.looks.result, site.asked()) == (LookResult.UNCHANGED, before + 1)
    forget_robots()
    site.robots = "User-agent: factcheck\nDisallow: /*mit$\n\nUser-agent: *\nAllow: /"
    look()
    assert (page.looks.result, site.asked()) == (LookResult.FORBIDDEN, before + 1)
    assert "asks programs not to fetch this page" in page.looks.reason


def test_robots_are_asked_once_a_day(page: WatchedPage, site: WatchedSite) -> None:
    look()
    look()
    assert len(site.requests("/robots.txt")) == 1
    db.session.execute(update(RobotsFile).values(fetched_at=utcnow() - timedelta(hours=25)))
    look()
    assert len(site.requests("/robots.txt")) == 2


def test_without_an_answer_about_robots_nothing_is_fetched(page: WatchedPage, site: WatchedSite) -> None:
    site.robots_status, before = "503 Busy", site.asked()
    look()
    assert (page.looks.result, site.asked()) == (LookResult.FAILED, before)
    assert "The robots.txt of 127.0.0.1 can’t be had now" in page.looks.reason
    look()
    assert len(site.requests("/robots.txt")) == 1  # not again within an hour


def test_robots_are_respected_where_a_redirect_leads(source: Source, site: WatchedSite) -> None:
    rita, before = make_user("Rita"), site.asked()
    details = replace(sources.details_of(source), url=site.url.replace("/permit", "/moved"))
    sources.edit(rita, source, details, source.revision)
    service.watch(rita, source)
    site.robots_status, site.robots = "200 OK", "User-agent: *\nDisallow: /permit"
    look()
    assert site.asked() == before
    page = service.page_of(source)
    assert page is not None
    assert page.looks.result is LookResult.FORBIDDEN


def test_a_person_captures_what_robots_may_not(page: WatchedPage, site: WatchedSite) -> None:
    site.robots_status, site.robots = "200 OK", "User-agent: *\nDisallow: /"
    assert page.source is not None
    assert capture(page.source).state is CaptureState.CAPTURED


def forget_robots() -> None:
    db.session.execute(update(RobotsFile).values(fetched_at=utcnow() - timedelta(days=2)))
    db.session.commit()


def test_what_is_switched_off_or_archived_isnt_looked_at(page: WatchedPage, site: WatchedSite) -> None:
    source, rita, before = page.source, make_user("Rita"), site.asked()
    assert source is not None
    service.unwatch(rita, source)
    look()
    service.watch(rita, source)
    sources.archive(make_user("Edda", Role.EDITOR), source)
    look()
    assert site.asked() == before
    sources.restore(make_user("Edda", Role.EDITOR), source)
    schedule.resume()
    look()
    assert site.asked() == before + 1


def test_without_a_network_nothing_is_looked_at_and_watching_goes_on_afterwards(
    app: Flask, page: WatchedPage, site: WatchedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, settings = site.asked(), app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "settings", replace(settings, fetch_networks=None))
    look()
    assert site.asked() == before
    assert page.source is not None
    with pytest.raises(Conflict, match="doesn’t fetch pages"):
        service.look_now(make_user("Rita"), page.source)
    monkeypatch.setitem(app.extensions, "settings", settings)
    look()
    assert site.asked() == before + 1


def test_fetching_that_was_switched_off_meanwhile_is_said_in_words(
    app: Flask, page: WatchedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], fetch_networks=None))
    look_job.look({"page_id": page.id}, lambda done, total: None)()
    assert page.looks.reason == "This installation doesn’t fetch pages."


def test_one_round_leads_for_all_and_another_takes_over_when_it_dies(page: WatchedPage, site: WatchedSite) -> None:
    before = site.asked()
    make_due()
    claimed = worker.claim()
    assert claimed is not None  # its worker dies here
    assert worker.claim() is None  # nobody else leads meanwhile
    job = db.session.get_one(Job, claimed[0])
    assert job.name == schedule.JOB
    job.lease_until = utcnow() - timedelta(seconds=1)
    db.session.commit()
    run_jobs()
    worker.do(*claimed)  # and comes back to life
    run_jobs()
    assert site.asked() == before + 1
    assert [job.state for job in jobs(schedule.JOB)].count(JobState.QUEUED) == 1


def test_a_look_that_is_done_twice_keeps_one_capture(page: WatchedPage, site: WatchedSite) -> None:
    site.edit("four million", "five million")
    write = look_job.look({"page_id": page.id}, lambda done, total: None)
    again = look_job.look({"page_id": page.id}, lambda done, total: None)
    write()
    again()
    db.session.commit()
    assert captures(CaptureState.CAPTURED) == 2


def test_a_start_plans_what_an_error_has_stopped(page: WatchedPage, site: WatchedSite) -> None:
    before = site.asked()
    for job in jobs(schedule.JOB):
        job.state = JobState.FAILED
    db.session.commit()
    schedule.resume()
    db.session.commit()
    look()
    assert site.asked() == before + 1


def test_a_look_whose_job_failed_is_tried_again_a_day_later(page: WatchedPage, site: WatchedSite) -> None:
    make_due()
    round_job = worker.claim()
    assert round_job is not None
    worker.do(*round_job)
    db.session.expire_all()
    assert hours(page) == 24.0
    for job in jobs(schedule.LOOK):
        job.state = JobState.FAILED
    db.session.commit()
    look()
    assert page.looks.result is LookResult.UNCHANGED


def test_watching_is_refused_where_there_is_nothing_to_watch(app: Flask, source: Source) -> None:
    rita = make_user("Rita")
    with pytest.raises(Conflict, match="no web address"):
        service.watch(rita, sources.add(rita, sources.SourceDetails("A book")))
    with pytest.raises(Conflict, match="isn’t watched"):
        service.unwatch(rita, source)
    with pytest.raises(Conflict, match="Switch watching on first"):
        service.look_now(rita, source)
    service.watch(rita, source)
    with pytest.raises(Conflict, match="already watched"):
        service.watch(rita, source)
    sources.archive(make_user("Edda", Role.EDITOR), source)
    with pytest.raises(Conflict, match="archived"):
        service.look_now(rita, source)


@pytest.mark.usefixtures("watching")
def test_what_is_cited_is_watched_unless_the_settings_say_otherwise(app: Flask, cited_now: Evidence) -> None:
    page = service.page_of(cited_now.source)
    assert page is not None
    assert (page.is_on, page.switched_by.name) == (True, "Rita")


def test_every_row_is_proved_by_the_log(page: WatchedPage, site: WatchedSite) -> None:
    site.edit("September", "October")
    look()
    assert [line for check in CHECKS.values() for line in check()] == []
