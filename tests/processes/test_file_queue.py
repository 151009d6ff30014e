"""The queue of writers within one process, and where its file can't be used."""

from __future__ import annotations

import errno
import fcntl
import threading
from pathlib import Path

import pytest

from factcheck import create_app
from factcheck.config import Settings
from factcheck.config.values import SettingsError
from factcheck.processes.file_queue import FileQueue
from tests.processes.peers import PATIENCE, until


def test_threads_of_a_process_go_in_the_order_in_which_they_came() -> None:
    queue, order = FileQueue(None), []

    def act(number: int) -> None:
        assert queue.acquire(PATIENCE)
        order.append(number)
        queue.release()

    assert queue.acquire(0)
    threads = [threading.Thread(target=act, args=(number,)) for number in range(5)]
    for count, thread in enumerate(threads, 1):
        thread.start()
        until(lambda count=count: len(queue._waiting) == count)
    queue.release()
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3, 4]
    assert not queue.is_taken


def test_who_gives_up_is_out_of_the_queue(tmp_path: Path) -> None:
    queue = FileQueue(tmp_path / "queue")
    assert queue.acquire(0)
    assert not queue.acquire(0)
    queue.release()
    assert queue.acquire(0)


def test_where_the_file_can_not_be_written_only_the_threads_queue(tmp_path: Path) -> None:
    queue = FileQueue(tmp_path / "missing" / "queue")
    assert queue.acquire(0)
    assert not queue.acquire(0)
    queue.release()
    assert not queue.is_taken


def test_on_a_disk_without_locks_it_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", refuse)
    home = tmp_path / "home"
    with pytest.raises(SettingsError, match=r"files can be locked.*No locks available"):
        create_app(Settings.from_env({"FACTCHECK_HOME": str(home), "FACTCHECK_DEMO_PASSWORD": "a demo password"}))
