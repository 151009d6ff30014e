"""Captures a minute and memory while eight sources drip: `python -m benchmarks.captures throughput [--quick]`."""

from __future__ import annotations

import os
import socket
import tempfile
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from factcheck import create_app
from factcheck.accounts.models import Role
from factcheck.captures import service
from factcheck.captures.models import Capture, CaptureState
from factcheck.config import Settings
from factcheck.db import db
from factcheck.jobs import worker_threads
from factcheck.sources import service as sources
from tests.captures_site import PAGE
from tests.factories import make_user
from tests.fetching.hostile import HostileServer, answer, forever

SLOW, COUNT, QUICK = 8, 100, 40
SITES = 40  # that answer at once, so that none has to wait long for its turn
PATIENCE = 900  # seconds


def main(is_quick: bool) -> None:
    """Capture pages of quick sites behind those of slow ones, and print the table."""
    count = QUICK if is_quick else COUNT
    print(f"{os.cpu_count()} cores, {count} captures")
    print("| slow sources beside | captures a minute | processor ms a capture | most memory, MB |\n|--:|--:|--:|--:|")
    for slow in (0, SLOW):
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            wall, processor, memory = measured(Path(folder), stack, count, slow)
        print(f"| {slow} | {60 * count / wall:.0f} | {1000 * processor / count:.0f} | {memory} |", flush=True)


def measured(folder: Path, stack: ExitStack, count: int, slow: int) -> tuple[float, float, int]:
    """Seconds until the quick ones are captured, of the clock and of the processor, and the most memory in MB."""
    app = application(folder)
    with app.app_context():
        upgrade()
        drips = [stack.enter_context(HostileServer(dripping)) for _ in range(slow)]
        sites = [stack.enter_context(HostileServer(quick)) for _ in range(SITES)]
        for site in drips:
            ask(site.url("/slow"))
        ids = [ask(sites[number % SITES].url(f"/{number}")) for number in range(count)]
        begun, used = time.monotonic(), time.process_time()
        workers = worker_threads.start(app)
        wait_for(ids)
        wall, processor = time.monotonic() - begun, time.process_time() - used
        for site in drips:
            site.__exit__()  # ends what drips, so that the workers end at once
        workers.stop(30)
        stack.pop_all()
        for site in sites:
            site.__exit__()
        db.session.remove()
        db.engine.dispose()
    return wall, processor, peak()


def application(folder: Path) -> Flask:
    """An application that fetches from this machine."""
    settings = Settings.from_env({"FACTCHECK_HOME": str(folder), "FACTCHECK_DEMO": "0", "FACTCHECK_CAPTURE": "0"})
    networks = Settings.from_env({"FACTCHECK_HOME": str(folder), "FACTCHECK_FETCH_NETWORKS": "127.0.0.0/8"})
    return create_app(replace(settings, fetch_networks=networks.fetch_networks))


def dripping(connection: socket.socket, path: str) -> None:
    """A page that never ends, a byte a second."""
    forever(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x", 1.0)(connection, path)


def quick(connection: socket.socket, path: str) -> None:
    """A page of its own."""
    page = PAGE.replace("permit", f"permit {path}") + "<!-- -->" * 12_000  # 100 kB
    connection.sendall(answer(page.encode(), Content_Type="text/html; charset=utf-8"))


def ask(url: str) -> int:
    """Ask for a capture; returns its id."""
    rita = make_user("Rita", Role.REVIEWER)
    source = sources.add(rita, sources.SourceDetails(f"Permit {url}", url=url))
    capture = service.request(rita, source)
    db.session.commit()
    return capture.id


def wait_for(ids: list[int]) -> None:
    """Wait until these are captured."""
    query = select(func.count()).where(Capture.id.in_(ids), Capture.state == CaptureState.CAPTURED)
    end = time.monotonic() + PATIENCE
    while (db.session.scalar(query) or 0) < len(ids):
        assert time.monotonic() < end
        db.session.rollback()
        threading.Event().wait(0.1)
    db.session.rollback()


def peak() -> int:
    """The most memory that this process has had, in MB."""
    (line,) = [it for it in Path("/proc/self/status").read_text().splitlines() if it.startswith("VmHWM")]
    return int(line.split()[1]) // 1024
