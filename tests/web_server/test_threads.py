"""The threads of the server take tasks in their order, as turns allow, and rest otherwise."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from factcheck.processes.turns import Turns, paused
from launch.web_server.threads import Threads
from tests.processes.peers import PATIENCE, until

NEVER = 3600.0  # seconds


class Task:
    """What a thread does; it notes its thread."""

    def __init__(self, act: Callable[[], object] = lambda: None) -> None:
        self.act, self.thread, self.done = act, 0, threading.Event()

    def service(self) -> None:
        """Do it."""
        self.thread = threading.get_ident()
        try:
            self.act()
        finally:
            self.done.set()

    def cancel(self) -> None:
        """Nobody waits for it."""


@contextmanager
def running(threads: int, most: int = 1, long: float = NEVER) -> Iterator[Threads]:
    dispatcher = Threads(Turns(most, long))
    dispatcher.set_thread_count(threads)
    until(lambda: len(dispatcher._idle) == threads)
    yield dispatcher
    dispatcher.shutdown(timeout=PATIENCE)
    assert not dispatcher.threads


def done(task: Task) -> Task:
    assert task.done.wait(PATIENCE)
    return task


def test_tasks_begin_in_their_order_and_no_thread_is_woken_to_wait() -> None:
    order, ends = list[int](), threading.Event()
    with running(4) as threads:
        tasks = [Task(lambda: ends.wait(PATIENCE)), *(Task(lambda it=it: order.append(it)) for it in range(3))]
        for task in tasks:
            threads.add_task(task)
        assert (len(threads._idle), len(threads.queue)) == (3, 3)
        ends.set()
        assert len({done(task).thread for task in tasks}) == 1
        assert order == [0, 1, 2]


def test_the_thread_that_rested_last_is_called_first() -> None:
    with running(3) as threads:
        found = set()
        for _ in range(4):
            threads.add_task(task := Task())
            found.add(done(task).thread)
            until(lambda: len(threads._idle) == 3)
        assert len(found) == 1


def test_as_many_tasks_run_as_may() -> None:
    both = threading.Barrier(2)
    with running(3, most=2) as threads:
        for task in (tasks := [Task(lambda: both.wait(PATIENCE)) for _ in range(4)]):
            threads.add_task(task)
        for task in tasks:
            done(task)
        assert not both.broken


def test_another_task_begins_while_one_waits_for_something() -> None:
    with running(2) as threads:
        other = Task()

        def act() -> None:
            with paused():
                done(other)

        threads.add_task(first := Task(act))
        threads.add_task(other)
        done(first)


def test_another_task_begins_beside_a_long_one() -> None:
    ends, other = threading.Event(), Task()
    with running(2, long=0.01) as threads:
        threads.add_task(first := Task(lambda: ends.wait(PATIENCE)))
        threads.add_task(other)
        until(lambda: threads.look_again() or other.done.is_set())
        assert not first.done.is_set()
        ends.set()


def test_a_task_that_fails_is_logged_and_the_next_one_is_done() -> None:
    def fail() -> None:
        raise ValueError("failed")

    with running(1) as threads:
        threads.logger = log = Log()
        threads.add_task(Task(fail))
        threads.add_task(task := Task())
        done(task)
        assert log.messages == ["Exception when servicing %r"]


class Log:
    """Keeps what is logged."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def exception(self, message: str, *_: object) -> None:
        """Keep a message."""
        self.messages.append(message)
