"""What the processes are told to do: functions that run in another process, in the context of its app."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import select, update

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.db import db, postgres, writers
from factcheck.db.errors import Fault, kind_of
from factcheck.integrity import log
from factcheck.jobs import handlers, service, worker_threads
from factcheck.jobs.handlers import JobHandler
from factcheck.jobs.models import Job, JobState
from factcheck.live import hub as live
from factcheck.processes.file_queue import FileQueue
from factcheck.web.guards.rate_limits import EXTENSION
from tests.factories import make_article, make_claim, make_user, post, sign_in
from tests.processes.peers import PATIENCE, until

THREADS, WRITES, STREAMS = 8, 6, 6
_queues: list[FileQueue] = []
_lines: list[live.EventStream] = []
_messages: SimpleQueue[str | None] = SimpleQueue()


def this_app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    return app


def write(name: str = "house:open") -> int:
    """Store an event; returns its number."""
    record(None, name, ("house", 1))
    number = db.session.scalars(select(Event.id).order_by(Event.id.desc()).limit(1)).one()
    db.session.commit()
    return number


def write_in_threads(name: str) -> list[str]:
    """The errors of many writes from several threads of this process."""
    app, failed = this_app(), []

    def act() -> None:
        with app.app_context():
            try:
                for _ in range(WRITES):
                    write(name)
            except Exception as error:
                failed.append(repr(error))

    threads = [threading.Thread(target=act) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def names_and_faults() -> tuple[list[str], list[str]]:
    """The events that were stored here, and what is wrong with the audit log."""
    names = list(db.session.scalars(select(Event.action).where(Event.subject_type == "house")))
    faults = list(log.record())
    db.session.rollback()
    return names, faults


def hold() -> None:
    """Begin to write."""
    record(None, "house:open", ("house", 1))
    db.session.flush()


def let_go() -> None:
    db.session.rollback()


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def refusal() -> Fault | None:
    """How a write is refused by a process that waits a tenth of a second."""
    before = writers.PATIENCE, postgres.WAIT
    writers.PATIENCE, postgres.WAIT = 0.1, "SET LOCAL lock_timeout = '100ms'"
    try:
        write()
    except Exception as error:
        db.session.rollback()
        return kind_of(error)
    finally:
        writers.PATIENCE, postgres.WAIT = before
    return None


def take(path: Path) -> None:
    """Take the lock of a queue."""
    _queues.append(FileQueue(path))
    assert _queues[0].acquire(PATIENCE)


def take_and_note(path: Path, name: str) -> None:
    """Release the lock if it is held, take it once more, and note the name meanwhile."""
    queue = _queues.pop() if _queues else FileQueue(path)
    if queue.is_taken:
        queue.release()
    assert queue.acquire(PATIENCE)
    with path.with_suffix(".order").open("a") as file:
        file.write(name)
    queue.release()


def release_to_threads(path: Path, name: str, count: int) -> None:
    """Release the lock when so many threads wait for it, each of which then notes the name."""
    queue = _queues.pop()

    def act() -> None:
        assert queue.acquire(PATIENCE)
        with path.with_suffix(".order").open("a") as file:
            file.write(name)
        queue.release()

    threads = [threading.Thread(target=act) for _ in range(count)]
    for thread in threads:
        thread.start()
    until(lambda: len(queue._waiting) == count)
    queue.release()
    for thread in threads:
        thread.join(PATIENCE)


def is_refused(path: Path) -> bool:
    """Whether this process gets no lock within a moment."""
    _queues.append(FileQueue(path))
    return not _queues[0].acquire(0.01)


def note_with_the_same(path: Path, name: str) -> None:
    """Take the lock with the queue that was refused it, note the name, and release it."""
    queue = _queues.pop()
    assert queue.acquire(PATIENCE)
    with path.with_suffix(".order").open("a") as file:
        file.write(name)
    queue.release()
    assert not queue.is_taken


def allowed(user_id: int, times: int) -> int:
    """How many of so many writes a person may send to this process."""
    limits = current_app.extensions[EXTENSION]
    return sum(limits.wait(user_id) == 0 for _ in range(times))


def streams(article_id: int, user_id: int, count: int) -> int:
    """How many streams a person gets of this process."""
    hub = live.hub_of_app() or live.start(this_app(), STREAMS)
    lines = [line for _ in range(count) if (line := hub.enter(article_id, user_id))]
    for line in lines:
        line.attach(_messages.put)
    _lines.extend(lines)
    return len(lines)


def no_streams() -> None:
    """End all streams of this process."""
    while _lines:
        _lines.pop().leave()


def next_message() -> str | None:
    """What a stream of this process says."""
    return _messages.get(timeout=PATIENCE)


def an_article() -> int:
    return make_article().article_id


def a_claim() -> int:
    return make_claim().id


def signed_in(name: str) -> str:
    """The cookie of somebody who signs in here."""
    client = sign_in(this_app().test_client(), make_user(name))
    found = client.get_cookie("session")
    assert found is not None
    return found.value


def _client(cookie: str) -> FlaskClient:
    client = this_app().test_client()
    client.set_cookie("session", cookie)
    return client


def status(cookie: str) -> int:
    """What somebody with this cookie gets here."""
    return _client(cookie).get("/jobs").status_code


def sign_out(cookie: str) -> None:
    post(_client(cookie), "/logout")


def deactivate(name: str) -> None:
    """Take the access from somebody."""
    db.session.execute(update(User).where(User.name == name).values(active=False))
    db.session.commit()


def work(hangs: bool) -> None:
    """Begin to do jobs: of this process each has one effect, or never ends."""

    def count(_arguments: Mapping[str, Any], _report: handlers.Report) -> Any:
        if hangs:
            threading.Event().wait()
        return lambda: record(None, "house:job", ("house", 1))

    current_app.extensions[handlers.EXTENSION]["test:count"] = JobHandler(count, "Counting")
    worker_threads.start(this_app())


def ask_for_work() -> None:
    service.enqueue("test:count", {}, location="/")
    db.session.commit()


def states() -> list[JobState]:
    """The states of the jobs."""
    found = list(db.session.scalars(select(Job.state).where(Job.name == "test:count").order_by(Job.id)))
    db.session.rollback()
    return found
