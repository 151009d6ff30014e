"""A function in a process of its own is stopped at its limits, and this process goes on."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from factcheck.processes import progress
from factcheck.processes.child import ChildFailed, run

HERE = "tests.processes.test_child:"
MEGABYTE = 1024 * 1024


def echo(data: bytes, word: str) -> list[object]:
    return [data.decode(), word]


def eat(_data: bytes) -> int:
    return len(b"x" * (2048 * MEGABYTE))


def spin(_data: bytes) -> None:
    while True:
        pass


def sleep(_data: bytes) -> None:
    time.sleep(60)


def abort(_data: bytes) -> None:
    os.abort()  # as libraries in C do that get no memory


def crash(_data: bytes) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def fail(_data: bytes) -> None:
    raise ValueError("no")


def count_to_three(_data: bytes) -> str:
    for number in range(4):
        progress.tell(number, 3)
    print("@ no progress", file=sys.stderr)
    return "counted"


def niceness(_data: bytes) -> int:
    return os.nice(0)


def has_app(_data: bytes) -> bool:
    return "factcheck.request_order" in sys.modules


def test_its_progress_is_reported() -> None:
    reported: list[tuple[int, int]] = []
    assert run(f"{HERE}count_to_three", b"", report=lambda done, total: reported.append((done, total))) == "counted"
    assert reported == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert run(f"{HERE}count_to_three", b"") == "counted"


def test_it_does_without_the_application() -> None:
    assert run(f"{HERE}has_app", b"") is False


def test_what_it_answers_comes_back() -> None:
    assert run(f"{HERE}echo", "ü".encode(), "a") == ["ü", "a"]


@pytest.mark.parametrize(
    ("name", "seconds", "reason"),
    [
        ("eat", 30, "memory"),
        ("abort", 30, "memory"),
        ("spin", 3, "time"),
        ("sleep", 1, "time"),
        ("fail", 30, "error"),
        ("crash", 30, "error"),
    ],
)
def test_what_goes_beyond_a_limit_is_stopped(name: str, seconds: int, reason: str) -> None:
    with pytest.raises(ChildFailed, match=reason):
        run(f"{HERE}{name}", b"", seconds=seconds)


def test_a_child_of_a_job_lets_others_have_the_processor_first() -> None:
    here = os.nice(0)
    assert run(f"{HERE}niceness", b"") == here
    assert run(f"{HERE}niceness", b"", report=lambda _done, _all: None) == min(here + 10, 19)
