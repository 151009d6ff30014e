"""Killed (SIGKILL) in the middle of twenty captures: each is captured once, or has failed for a reason."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from factcheck.audit.models import Event
from factcheck.backup.elsewhere import installation
from factcheck.captures.models import Capture, CaptureState
from factcheck.db import db
from factcheck.jobs.models import UNFINISHED, Job
from factcheck.sources.models import Source
from factcheck.storage.verifying import verified_files
from tests.captures_site import PAGE
from tests.faults.server import Person, Served, served
from tests.fetching.hostile import Behaviour, HostileServer, answer

COUNT = 20
GONE = {4, 13}  # which their server no longer has
SLOW = 0.15  # seconds until a page comes, so that a kill finds some under way
PATIENCE = 120  # seconds


def page_of(number: int) -> Behaviour:
    """A page of its own, after a while."""
    is_closed = threading.Event()
    status = "410 Gone" if number in GONE else "200 OK"
    data = answer(PAGE.replace("permit", f"permit {number}").encode(), status=status, Content_Type="text/html")

    def behave(connection: object, _path: str) -> None:
        is_closed.wait(SLOW)
        connection.sendall(data)  # type: ignore[attr-defined]

    return behave


@pytest.fixture
def sites() -> Iterator[list[HostileServer]]:
    """As many servers as pages, so that none has to wait for its turn at a host."""
    with ExitStack() as stack:
        yield [stack.enter_context(HostileServer(page_of(number))) for number in range(COUNT)]


def serve(stack: ExitStack, home: Path) -> Served:
    return stack.enter_context(served(home, FACTCHECK_FETCH_NETWORKS="127.0.0.0/8"))


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
        db.session.rollback()


def ended() -> int:
    """How many captures have ended."""
    query = select(func.count()).select_from(Capture).where(Capture.state != CaptureState.WAITING)
    return db.session.scalar(query) or 0


def kill_workers(server: Served) -> None:
    """Kill the processes that answer requests and do jobs; their supervisor replaces them."""
    pid = server.process.pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)


@pytest.mark.on_sqlite
@pytest.mark.usefixtures("app")
def test_twenty_captures_survive_that_their_workers_are_killed(sites: list[HostileServer], home: Path) -> None:
    with ExitStack() as stack:
        server = serve(stack, home)
        rita = Person(server.port)
        for number, site in enumerate(sites):
            sent = rita.post(
                "/sources/new", title=f"Permit {number}", url=site.url(), source_kind="page", source_class="primary"
            )
            assert sent[0] in {302, 303}
        stack.enter_context(installation(home))
        wait_until(lambda: ended() >= 5)
        kill_workers(server)
        wait_until(lambda: ended() >= 10)
        kill_workers(server)
        server.kill()
        assert ended() < COUNT
        serve(stack, home)
        unfinished = select(Job.id).where(Job.state.in_(UNFINISHED), Job.name.startswith("capture:"))
        wait_until(lambda: db.session.scalars(unfinished).first() is None)
        found = dict(db.session.execute(select(Source.title, Capture).join(Capture.source)).all())
        assert {title: capture.state for title, capture in found.items()} == {
            f"Permit {number}": CaptureState.FAILED if number in GONE else CaptureState.CAPTURED
            for number in range(COUNT)
        }
        assert all(bool(capture.reason) == (capture.state is CaptureState.FAILED) for capture in found.values())
        assert db.session.scalar(select(func.count()).select_from(Capture)) == COUNT
        ends = select(Event.subject_id).where(Event.action.in_(("capture:store", "capture:fail")))
        assert set(Counter(db.session.scalars(ends)).values()) == {1}
        assert [file.damage for file in verified_files() if file.damage] == []
