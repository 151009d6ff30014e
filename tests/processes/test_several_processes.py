"""Several processes write: one at a time, in the order in which they came, and whoever dies holds up nobody."""

from __future__ import annotations

import threading
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import select

from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.db import db, postgres, writers
from factcheck.db.errors import Fault, kind_of
from factcheck.integrity import log
from factcheck.processes.file_queue import FileQueue
from tests.processes.peers import PATIENCE, Peer, until

THREADS, WRITES = 8, 6


def write(name: str = "house:open") -> int:
    record(None, name, ("house", 1))
    number = db.session.scalars(select(Event.id).order_by(Event.id.desc()).limit(1)).one()
    db.session.commit()
    return number


def write_in_threads(name: str) -> list[str]:
    """The errors of many writes from several threads of this process."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
    failed: list[str] = []

    def act() -> None:
        with app.app_context():
            try:
                for _ in range(WRITES):
                    write(name)
            except Exception as error:
                failed.append(repr(error))

    db.session.remove()
    threads = [threading.Thread(target=act) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def names_and_faults() -> tuple[list[str], list[str]]:
    names = list(db.session.scalars(select(Event.action).where(Event.subject_type == "house")))
    faults = list(log.record())
    db.session.rollback()
    return names, faults


def test_many_threads_of_two_processes_write_one_after_the_other(one: Peer, other: Peer) -> None:
    one.begin(write_in_threads, "one:write")
    failed = other.do(write_in_threads, "other:write") + one.end()
    names, faults = one.do(names_and_faults)
    assert (failed, faults) == ([], [])
    assert names.count("one:write") == names.count("other:write") == THREADS * WRITES


def hold() -> None:
    record(None, "house:open", ("house", 1))
    db.session.flush()


def let_go() -> None:
    db.session.rollback()


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


def test_who_waits_too_long_is_refused_and_may_write_later(one: Peer, other: Peer) -> None:
    one.do(hold)
    assert other.do(refusal) is Fault.LOCKED
    one.do(let_go)
    assert other.do(refusal) is None


kept: list[FileQueue] = []


def take(path: Path) -> None:
    kept.append(FileQueue(path))
    assert kept[0].acquire(PATIENCE)


def take_and_note(path: Path, name: str) -> None:
    queue = kept[0] if kept else FileQueue(path)
    if kept:
        kept.pop().release()
    assert queue.acquire(PATIENCE)
    with path.with_suffix(".order").open("a") as file:
        file.write(name)
    queue.release()


def test_nobody_is_overtaken_by_the_process_that_has_just_written(three: list[Peer], tmp_path: Path) -> None:
    one, other, third = three
    path = tmp_path / "queue"

    def drawn(number: int) -> None:
        until(lambda: int.from_bytes(path.read_bytes(), "little") == number)

    one.do(take, path)
    for number, (peer, name) in enumerate([(other, "b"), (third, "c")], 2):
        peer.begin(take_and_note, path, name)
        drawn(number)
    one.do(take_and_note, path, "a")
    other.end(), third.end()
    assert path.with_suffix(".order").read_text() == "bca"


def test_after_the_death_of_the_one_that_writes_the_next_goes_on(three: list[Peer]) -> None:
    one, _, third = three
    third.do(hold)
    one.begin(write)
    third.kill()
    assert one.end()
