"""Work that outlives a request: asked for once, done once, by one worker, and told in words when it fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.queries import history_of
from factcheck.db import db, utcnow
from factcheck.desk.job_retries import retry
from factcheck.errors import Conflict
from factcheck.jobs import handlers, service, worker, worker_threads
from factcheck.jobs.handlers import AT_ONCE, MAIN, WEB, JobHandler, Report
from factcheck.jobs.models import Job, JobState
from tests.factories import make_user, post, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def naming(app: Flask) -> Iterator[None]:
    """A handler that gives a person another name, and one that refuses or fails as told; afterwards the house's own."""
    own = app.extensions.pop(handlers.EXTENSION)
    app.extensions[handlers.EXTENSION] = {"test:name": JobHandler(rename, "Renaming a person")}
    yield
    app.extensions[handlers.EXTENSION] = own


def rename(arguments: Mapping[str, Any], report: Report) -> Any:
    user = db.session.get_one(User, arguments["user_id"])
    report(1, 2)
    if refusal := arguments.get("refusal"):
        raise Conflict(refusal)
    if arguments.get("accident"):
        raise RuntimeError("secret details")

    def write() -> None:
        db.session.get_one(User, user.id).name = str(arguments["name"])
        if arguments.get("late accident"):
            db.session.flush()
            raise RuntimeError

    return write


def ask(**arguments: Any) -> Job:
    rita = make_user("Rita")
    given = {"user_id": rita.id, "name": "Rita Holm", **arguments}
    job = service.enqueue("test:name", given, location="/people", key="rita", asked_by_id=rita.id)
    db.session.commit()
    return job


def names() -> list[str]:
    db.session.expire_all()
    return [user.name for user in db.session.query(User).order_by(User.id)]


def test_a_job_is_done_once_with_its_effects(app: Flask) -> None:
    job = ask()
    assert worker.run_due() == 1
    assert worker.run_due() == 0
    assert names() == ["Rita Holm"]
    db.session.refresh(job)
    assert (job.state, job.done, job.total, job.tries) == (JobState.DONE, 1, 2, 1)
    assert job.ended_at is not None


def test_the_same_work_is_asked_for_once(app: Flask) -> None:
    assert ask().id == ask().id
    worker.run_due()
    assert ask().id == 2


def test_a_refusal_ends_the_job_in_its_own_words(app: Flask) -> None:
    job = ask(refusal="Rita is away.")
    worker.run_due()
    db.session.refresh(job)
    assert (job.state, job.error, names()) == (JobState.FAILED, "Rita is away.", ["Rita"])


@pytest.mark.parametrize("accident", ["accident", "late accident"])
def test_an_accident_leaves_nothing_and_is_tried_again_five_times(app: Flask, accident: str) -> None:
    job = ask(**{accident: True})
    for tried in range(1, handlers.MAX_TRIES + 1):
        assert worker.run_due() == 1
        db.session.refresh(job)
        assert (job.tries, names()) == (tried, ["Rita"])
        job.lease_until = None
        db.session.commit()
    assert job.state is JobState.FAILED
    assert "secret" not in job.error
    assert worker.run_due() == 0


def test_a_try_that_failed_is_waited_for(app: Flask) -> None:
    job = ask(accident=True)
    worker.run_due()
    db.session.refresh(job)
    assert job.state is JobState.QUEUED
    assert job.lease_until > utcnow()
    assert worker.run_due() == 0


def test_the_job_of_a_worker_that_died_is_taken_over_after_its_lease(app: Flask) -> None:
    job = ask()
    assert worker.claim() is not None
    assert worker.run_due() == 0
    db.session.refresh(job)
    job.lease_until = utcnow() - timedelta(seconds=1)
    db.session.commit()
    assert worker.run_due() == 1
    assert names() == ["Rita Holm"]


def test_the_job_of_a_dead_process_of_this_machine_is_taken_over_at_once_but_only_once(app: Flask) -> None:
    ask()
    for _ in range(2):
        assert worker.claim(MAIN, "here-") is not None
        worker.take_over(MAIN, "elsewhere-")
        assert worker.claim(MAIN, "here-") is None
        worker.take_over(MAIN, "here-")
    assert worker.run_due() == 0


def test_a_worker_that_lost_its_lease_keeps_nothing(app: Flask) -> None:
    job = ask()
    job_id, owner = worker.claim()
    db.session.refresh(job)
    job.lease_owner = "another"
    db.session.commit()
    worker.do(job_id, owner)
    db.session.refresh(job)
    assert (job.state, job.lease_owner, names()) == (JobState.RUNNING, "another", ["Rita"])


def test_an_unknown_handler_fails_in_words(app: Flask) -> None:
    job = service.enqueue("test:nobody", {}, location="/")
    job.tries = handlers.MAX_TRIES - 1
    db.session.commit()
    worker.run_due()
    db.session.refresh(job)
    assert (job.state, job.error) == (JobState.FAILED, worker.INSIDE)


def test_two_workers_never_do_the_same(app: Flask) -> None:
    made: list[int] = []

    def count(arguments: Mapping[str, Any], report: Report) -> Any:
        return lambda: made.append(arguments["number"])

    app.extensions[handlers.EXTENSION]["test:count"] = JobHandler(count, "Counting")
    for number in range(12):
        service.enqueue("test:count", {"number": number}, location="/")
    db.session.commit()

    def work() -> None:
        with app.app_context():
            worker.run_due()
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == list(range(12))


def test_a_commit_wakes_the_worker_and_a_rollback_does_not(app: Flask) -> None:
    service.awake.clear()
    service.enqueue("test:name", {}, location="/")
    db.session.rollback()
    db.session.commit()
    assert not service.awake.is_set()
    at_work = worker_threads.start(app)
    try:
        ask()
        for _ in range(100):
            if names() == ["Rita Holm"]:
                break
            db.session.rollback()
            at_work.all[0].join(0.05)
        assert names() == ["Rita Holm"]
    finally:
        db.session.rollback()
        at_work.stop()
        del app.extensions[worker_threads.WORKERS]
    assert not any(it.is_alive() for it in at_work.all)


def test_jobs_that_wait_for_other_websites_do_not_wait_for_each_other(app: Flask) -> None:
    is_over, reached = threading.Event(), threading.Semaphore(0)

    def wait(_arguments: Mapping[str, Any], _report: Report) -> Any:
        db.session.rollback()
        reached.release()
        assert is_over.wait(60)
        return lambda: None

    app.extensions[handlers.EXTENSION] = {"test:wait": JobHandler(wait, "Waiting", lane=WEB)}
    for _ in range(AT_ONCE[WEB] + 2):
        service.enqueue("test:wait", {}, location="/")
    db.session.commit()
    at_work = worker_threads.start(app)
    try:
        assert all(reached.acquire(timeout=60) for _ in range(AT_ONCE[WEB]))
        assert not reached.acquire(timeout=1.5)  # longer than a worker rests
        owners = db.session.scalars(select(Job.lease_owner).where(Job.state == JobState.RUNNING)).all()
        assert len({str(owner).rpartition("-")[0] for owner in owners}) == AT_ONCE[WEB]
        db.session.rollback()
        is_over.set()
        assert all(reached.acquire(timeout=60) for _ in range(2))
    finally:
        is_over.set()
        at_work.stop()
        del app.extensions[worker_threads.WORKERS]


def test_a_job_that_is_tried_again_comes_after_those_that_wait_longer(app: Flask) -> None:
    order: list[int] = []

    def note(arguments: Mapping[str, Any], _report: Report) -> Any:
        order.append(arguments["number"])
        return lambda: None

    app.extensions[handlers.EXTENSION] = {"test:note": JobHandler(note, "Noting")}
    jobs = [service.enqueue("test:note", {"number": number}, location="/") for number in range(3)]
    jobs[0].lease_until = utcnow()  # as after a failure
    db.session.commit()
    worker.run_due()
    assert order == [1, 2, 0]


def test_its_page_tells_how_far_it_is_and_leads_to_the_result(client: FlaskClient) -> None:
    rita = sign_in(client, make_user("Rita"))
    job = ask()
    page = rita.get(f"/jobs/{job.id}")
    assert "Renaming a person" in page.text
    assert "<progress" in page.text
    assert page.headers["Refresh"] == f"2; url=/jobs/{job.id}"
    fragment = rita.get(f"/jobs/{job.id}", headers=HTMX)
    assert "<html" not in fragment.text
    assert 'hx-trigger="load delay:1s"' in fragment.text
    worker.run_due()
    assert rita.get(f"/jobs/{job.id}", headers=HTMX).headers["HX-Redirect"] == "/people"
    assert rita.get(f"/jobs/{job.id}").headers["Refresh"] == "2; url=/people"
    assert "Renaming a person" in rita.get("/jobs").text


def test_a_failed_job_says_why_and_is_tried_again_by_a_button(client: FlaskClient) -> None:
    rita = sign_in(client, make_user("Rita"))
    job = ask(refusal="Rita is away.")
    worker.run_due()
    page = rita.get(f"/jobs/{job.id}")
    assert "Rita is away. Nothing was changed." in page.text
    assert "Refresh" not in page.headers
    assert post(rita, f"/jobs/{job.id}/retry").status_code == 303
    assert post(rita, f"/jobs/{job.id}/retry").status_code == 409
    db.session.refresh(job)
    assert (job.state, job.tries, job.error) == (JobState.QUEUED, 0, "")
    act = db.session.scalars(history_of(("job", job.id))).one()
    assert (act.action, act.actor_name, act.before and act.before["error"]) == ("job:retry", "Rita", "Rita is away.")


def test_a_failed_job_is_not_tried_again_beside_its_twin(app: Flask) -> None:
    job = ask(refusal="Rita is away.")
    worker.run_due()
    ask()
    with pytest.raises(Conflict, match="Another job"):
        retry(make_user("Rita"), db.session.get_one(Job, job.id))


def test_an_empty_list_teaches_and_the_command_does_what_is_due(app: Flask, client: FlaskClient) -> None:
    assert "No jobs yet" in sign_in(client, make_user("Rita")).get("/jobs").text
    ask()
    assert "Jobs done: 1." in app.test_cli_runner().invoke(args=["factcheck", "jobs", "run"]).output
