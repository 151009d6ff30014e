"""Real processes: workers that are killed, replaced, reloaded and ended, and what their clients notice."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from factcheck.config import PROJECT
from tests.conftest import free_port

PATIENCE = 90.0  # seconds to wait for an expected state; a busy machine takes longer


class Supervised:
    """A supervisor over the tiny application."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self.folder, self.port = folder, free_port()
        (folder / "version").write_text("one")
        self.log = folder / "log"
        command = (sys.executable, "-m", "tests.web_server.tiny", str(self.port), str(workers), str(folder))
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, cwd=PROJECT, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=log, text=True
            )

    def greeting(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, path: str = "/", connection: http.client.HTTPConnection | None = None) -> tuple[str, int]:
        """The version that answers, and the process."""
        one = connection or self.connection()
        one.request("GET", path)
        answer = one.getresponse()
        assert answer.status == 200
        version, pid = answer.read().decode().split()
        if connection is None:
            one.close()
        return version, int(pid)

    def children(self) -> dict[int, str]:
        """The state of each child process by its number."""
        found = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, _, rest = path.read_text().partition(" (")
            except (FileNotFoundError, ProcessLookupError):
                continue
            state, parent = rest.rpartition(") ")[2].split()[:2]
            if int(parent) == self.process.pid:
                found[int(pid)] = state
        return found

    def has_left(self) -> bool:
        """Whether the supervisor has replaced its program by one without the application."""
        return b"_FACTCHECK_HANDOVER" in Path(f"/proc/{self.process.pid}/environ").read_bytes()

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def close(self) -> None:
        workers = self.children()
        self.process.kill()
        self.process.wait()
        for pid in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        assert self.process.stdout
        self.process.stdout.close()


def until(is_so: Callable[[], object]) -> bool:
    """Wait for a state; answers whether it came."""
    deadline = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(is_so())


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that its new parent hasn't waited for has."""
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(") ")[2][0] == "Z"


@contextmanager
def supervised(folder: Path, workers: int = 2) -> Iterator[Supervised]:
    server = Supervised(folder, workers)
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Supervised]:
    """One for the tests that leave it running, with both workers."""
    with supervised(tmp_path_factory.mktemp("shared")) as server:
        assert server.greeting() == "ready\n"
        yield server


@pytest.fixture
def server(shared: Supervised) -> Supervised:
    """With both workers: the supervisor reports the first, and one that was only forked takes no connections yet."""
    assert until(lambda: len(shared.children()) == 2 and set(answering(shared)) == set(shared.children()))
    return shared


@contextmanager
def steady_requests(server: Supervised) -> Iterator[list[str]]:
    """While inside, two clients ask on one connection each and two on a new one each time; what failed."""
    is_over, failures, asked = threading.Event(), list[str](), Counter[int]()

    def run(number: int) -> None:
        connection = server.connection() if number % 2 else None
        while not is_over.wait(0.005):
            try:
                server.ask(connection=connection)
            except (OSError, http.client.HTTPException) as error:
                failures.append(repr(error))
            asked[number] += 1

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    assert until(lambda: len(asked) == 4)
    try:
        yield failures
    finally:
        is_over.set()
        for thread in threads:
            thread.join(PATIENCE)


def answering(server: Supervised, connections: int = 4) -> Counter[int]:
    """How many of some connections at the same time each worker has."""
    opened = [server.connection() for _ in range(connections)]
    counts = Counter(server.ask(connection=one)[1] for one in opened)
    for one in opened:
        one.close()
    return counts


def test_connections_are_shared_evenly(server: Supervised) -> None:
    counts = answering(server, 12)
    assert len(counts) == 2
    assert min(counts.values()) >= 4


def test_a_killed_worker_is_replaced_and_the_page_is_served_meanwhile(server: Supervised) -> None:
    before = set(server.children())
    killed = min(before)
    os.kill(killed, signal.SIGKILL)
    while len(set(server.children()) - {killed}) < 2:
        assert server.ask()[1] != killed
    assert until(lambda: set(answering(server)) == set(server.children()))
    assert "Z" not in server.children().values()
    assert f"Worker {killed} ended (SIGKILL)" in server.log.read_text()


def test_a_worker_in_place_of_a_lost_one_loads_the_program_anew(tmp_path: Path) -> None:
    with supervised(tmp_path) as server:
        assert server.greeting() == "ready\n"
        assert until(lambda: server.has_left() and len(server.children()) == 2)
        kept, killed = sorted(server.children())
        (tmp_path / "version").write_text("two")
        os.kill(killed, signal.SIGKILL)
        assert until(lambda: set(answering(server)) == set(server.children()) and len(server.children()) == 2)
        answers = {server.ask(connection=one) for one in [server.connection() for _ in range(6)]}
        assert {version for version, pid in answers if pid == kept} == {"one"}
        assert {version for version, pid in answers if pid != kept} == {"two"}
        server.signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE) == 0


def test_a_worker_that_cannot_start_again_leaves_the_others_alone(tmp_path: Path) -> None:
    with supervised(tmp_path) as server:
        assert server.greeting() == "ready\n"
        assert until(lambda: server.has_left() and len(server.children()) == 2)
        kept, killed = sorted(server.children())
        (tmp_path / "mute").touch()
        os.kill(killed, signal.SIGKILL)
        assert until(lambda: "(exit code 4); another starts in 1.0 s" in server.log.read_text())
        assert server.ask()[1] == kept
        (tmp_path / "mute").unlink()
        assert until(lambda: len(answering(server)) == 2)


def test_a_reload_under_load_drops_nothing(server: Supervised) -> None:
    before = set(server.children())
    idle = server.connection()
    server.ask(connection=idle)
    (server.folder / "version").write_text("two")
    with steady_requests(server) as failures:
        server.signal(signal.SIGHUP)
        assert until(lambda: "Reloaded" in server.log.read_text())
        assert until(lambda: len([pid for pid in before if is_gone(pid)]) == 1)  # the other one has our connection
        assert until(lambda: {server.ask()[0] for _ in range(10)} == {"two"})
    assert failures == []
    assert server.ask(connection=idle)[0] == "one"
    assert server.ask(connection=idle)[0] == "two"
    idle.close()
    assert until(lambda: not before & set(server.children()))


def test_a_program_that_fails_is_not_reloaded(server: Supervised) -> None:
    before = set(server.children())
    (server.folder / "broken").touch()
    server.signal(signal.SIGHUP)
    assert until(lambda: "Not reloaded: the new program ended with 3" in server.log.read_text())
    (server.folder / "broken").unlink()
    assert server.ask()[1] in before
    assert set(server.children()) == before


def test_at_the_end_a_request_in_progress_is_answered(tmp_path: Path) -> None:
    with supervised(tmp_path) as server:
        assert server.greeting() == "ready\n"
        (tmp_path / "wait").touch()
        slow = server.connection()
        slow.request("GET", "/slow")
        assert until((tmp_path / "is-waiting").exists)
        server.signal(signal.SIGTERM)
        assert until(lambda: len(server.children()) == 1)
        (tmp_path / "wait").unlink()
        answer = slow.getresponse()
        assert (answer.status, answer.getheader("Connection")) == (200, "close")
        slow.close()
        assert server.process.wait(PATIENCE) == 0


def test_workers_end_with_their_supervisor(tmp_path: Path) -> None:
    with supervised(tmp_path) as server:
        assert server.greeting() == "ready\n"
        assert until(lambda: len(server.children()) == 2)
        workers = set(server.children())
        server.signal(signal.SIGKILL)
        server.process.wait()
        assert until(lambda: all(is_gone(pid) for pid in workers))


def test_a_supervisor_that_never_had_a_worker_gives_up(tmp_path: Path) -> None:
    (tmp_path / "mute").touch()
    with supervised(tmp_path, workers=1) as server:
        assert server.process.wait(PATIENCE) == 1
        assert server.greeting() == ""
        assert "another starts in 1.0 s" in server.log.read_text()
        assert "No worker could be started." in server.log.read_text()


def test_a_second_signal_ends_all_at_once(tmp_path: Path) -> None:
    with supervised(tmp_path) as server:
        assert server.greeting() == "ready\n"
        (tmp_path / "wait").touch()
        slow = server.connection()
        slow.request("GET", "/slow")
        assert until((tmp_path / "is-waiting").exists)
        workers = set(server.children())
        server.signal(signal.SIGINT)
        assert until(lambda: len(server.children()) == 1)
        server.signal(signal.SIGINT)
        assert server.process.wait(PATIENCE) == 130
        assert until(lambda: all(is_gone(pid) for pid in workers))
        slow.close()
