"""What a supervisor has in memory, and what it hands over to its next program."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from factcheck.config import PROJECT
from launch.processes.handover import Handover
from launch.processes.place import Place
from launch.processes.slot import EARLY, Slot
from launch.web_server.loads import Loads, Share

LARGE = {"factcheck", "flask", "sqlalchemy", "waitress"}
LOADED = "import sys; import launch.commands; print(*{it.partition('.')[0] for it in sys.modules})"
SIGNALLED = """
import os, signal
from launch.processes.forking import Inbox, held_back
inbox = Inbox()
print(inbox.is_waiting(), end=" ")
with held_back():
    os.kill(os.getpid(), signal.SIGTERM)
    print(inbox.is_waiting(), end=" ")
print(inbox.is_waiting(), list(inbox.taken()), inbox.is_waiting())
"""


def shown(program: str) -> str:
    """What a program prints in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout


def test_a_supervisor_loads_nothing_of_the_application() -> None:
    loaded = set(shown(LOADED).split())
    assert "launch" in loaded
    assert loaded & LARGE == set()


def test_a_signal_that_has_come_is_seen_before_a_program_is_replaced() -> None:
    assert shown(SIGNALLED) == "False False True [15] False\n"


def test_the_next_program_reads_what_was_handed_over() -> None:
    read, write = os.pipe()
    loads = Loads.of(2)
    with socket.socket() as listener:
        for handover in (
            Handover(listener.fileno(), (read, write), former=(11, 12)),
            Handover(listener.fileno(), (read, write), workers=(13, 14), loads=loads.file),
        ):
            env: dict[str, str] = {}
            handover.into(env)
            assert Handover.taken(env) == handover
            assert env == {}
    for number in (read, write, loads.file):
        os.close(number)


def test_a_worker_with_a_program_of_its_own_has_its_place_among_the_others() -> None:
    loads = Loads.of(2)
    loads.note(0, 3)
    read, write = os.pipe()
    with socket.socket() as listener:
        env: dict[str, str] = {}
        files = Place(listener, read, write, Share(loads, 1)).into(env)
        place = Place.taken(env)
        assert place is not None
        assert Place.taken(env) is None
        place.share.note(4)
        assert place.share.is_ahead()
        assert (place.share.workers, loads.is_ahead(1), loads.is_ahead(0)) == (2, True, False)
        assert files == (listener.fileno(), read, write, loads.file)
        place.listener.detach()
    for number in (read, write, loads.file):
        os.close(number)


def test_a_worker_that_ends_before_it_was_ready_has_failed_unless_it_was_killed() -> None:
    slot = Slot(0)
    for is_ready, was_killed, failures in ((False, False, 1), (False, False, 2), (False, True, 0), (True, False, 0)):
        slot.fill(10, -1)
        slot.is_ready = is_ready
        slot.started -= 2 * EARLY
        slot.empty(was_killed=was_killed)
        assert slot.failures == failures
