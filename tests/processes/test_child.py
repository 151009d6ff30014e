"""A function in a process of its own is stopped at its limits, and this process goes on."""

from __future__ import annotations

import pytest

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


def fail(_data: bytes) -> None:
    raise ValueError("no")


def test_what_it_answers_comes_back() -> None:
    assert run(f"{HERE}echo", "ü".encode(), "a") == ["ü", "a"]


@pytest.mark.parametrize(
    ("name", "seconds", "reason"), [("eat", 30, "memory"), ("spin", 3, "time"), ("fail", 30, "error")]
)
def test_what_goes_beyond_a_limit_is_stopped(name: str, seconds: int, reason: str) -> None:
    with pytest.raises(ChildFailed, match=reason):
        run(f"{HERE}{name}", b"", seconds=seconds)
