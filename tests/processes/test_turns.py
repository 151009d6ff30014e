"""A process works on few requests at a time, and one that has waited goes on before others begin."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from factcheck.processes.turns import Turns, begin_long_work, go_on, pass_on, paused, take_part
from tests.processes.peers import PATIENCE, until

NEVER = 3600.0  # seconds


def begun(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act)
    thread.start()
    return thread


@contextmanager
def turn(turns: Turns) -> Iterator[None]:
    """A turn of this thread, as soon as there is one."""
    thread = threading.get_ident()

    def begins() -> bool:
        with turns.lock:
            return turns.begin(thread)

    until(begins)
    take_part(turns)
    try:
        yield
    finally:
        take_part(None)
        with turns.lock:
            turns.end(thread)


def may_begin(turns: Turns) -> bool:
    """Whether another thread could begin now."""
    other = threading.get_ident() + 1
    with turns.lock:
        if may := turns.begin(other):
            turns.end(other)
        return may


def test_as_many_run_as_may() -> None:
    turns, both = Turns(2, NEVER), threading.Barrier(2)

    def act() -> None:
        with turn(turns):
            both.wait(PATIENCE)

    threads = [begun(act) for _ in range(4)]
    for thread in threads:
        thread.join(PATIENCE)
    assert not both.broken


def test_nobody_begins_while_as_many_run_as_may() -> None:
    turns = Turns(1, NEVER)
    with turn(turns):
        assert not may_begin(turns)
    assert may_begin(turns)


def test_a_long_one_holds_nobody_up() -> None:
    turns = Turns(1, 0.01)
    with turn(turns):
        until(lambda: may_begin(turns))


def test_work_that_is_known_to_be_long_holds_nobody_up_from_the_beginning() -> None:
    turns, rooms = Turns(1, NEVER), list[str]()
    turns.on_room = lambda: rooms.append("another may begin")
    with turn(turns):
        begin_long_work()
        assert rooms == ["another may begin"]
        assert may_begin(turns)
    begin_long_work()  # a thread without turns has none to give up


def test_while_one_waits_for_something_another_runs() -> None:
    turns, called = Turns(1, NEVER), list[bool]()
    turns.on_room = lambda: called.append(True)
    with turn(turns):
        with paused():
            assert called == [True]
            assert may_begin(turns)
        assert not may_begin(turns)


def test_one_that_has_waited_goes_on_before_any_other_begins() -> None:
    turns, order = Turns(1, NEVER), list[str]()
    running, ends = threading.Event(), threading.Event()

    def act() -> None:
        with turn(turns):
            running.set()
            ends.wait(PATIENCE)
            until(lambda: len(turns._returning) == 1)
            order.append("the other ends")

    with turn(turns):
        with paused():
            other = begun(act)
            running.wait(PATIENCE)
            ends.set()
        order.append("the first goes on")
        assert not may_begin(turns)
    other.join(PATIENCE)
    assert order == ["the other ends", "the first goes on"]


def test_a_turn_is_passed_on_to_one_that_is_paused_and_nobody_begins_between_them() -> None:
    turns, order, goes_on = Turns(1, NEVER), list[int](), threading.Event()

    def act() -> None:
        with turn(turns):
            with paused():
                goes_on.wait(PATIENCE)
            order.append(1)

    paused_one = begun(act)
    until(lambda: bool(turns._paused) and not turns._running)
    with turn(turns):
        assert paused_one.ident is not None
        pass_on(paused_one.ident)
        assert not may_begin(turns)
        goes_on.set()
        go_on()
        order.append(2)
    paused_one.join(PATIENCE)
    assert order == [1, 2]


def test_a_turn_is_passed_on_to_nobody_who_is_not_paused() -> None:
    turns = Turns(1, NEVER)
    with turn(turns):
        pass_on(threading.get_ident() + 1)
        go_on()
        assert list(turns._running) == [threading.get_ident()]


def test_a_thread_without_a_turn_waits_for_what_it_wants() -> None:
    with paused():
        pass_on(threading.get_ident())
        go_on()


@pytest.mark.parametrize("most", [1, 3])
def test_there_is_room_for_as_many_as_may_run(most: int) -> None:
    turns = Turns(most, NEVER)
    with turns.lock:
        assert [turns.begin(thread) for thread in range(most + 1)] == [True] * most + [False]
