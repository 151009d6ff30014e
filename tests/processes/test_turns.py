"""A process works on few requests at a time, and no slow one holds others up."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from factcheck.processes.turns import Turns, go_on, pass_on, paused
from tests.processes.peers import PATIENCE, until

NEVER = 3600.0  # seconds


def begun(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act)
    thread.start()
    return thread


def waiting_for(turns: Turns, order: list[int], number: int) -> threading.Thread:
    """A thread that waits for its turn and then notes a number."""

    def act() -> None:
        with turns.turn():
            order.append(number)

    before = len(turns._waiting)
    thread = begun(act)
    until(lambda: len(turns._waiting) > before)
    return thread


def test_others_begin_in_their_order_when_one_has_ended() -> None:
    turns, order = Turns(1, NEVER), list[int]()
    with turns.turn():
        threads = [waiting_for(turns, order, number) for number in range(4)]
        assert order == []
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3]


def test_as_many_run_as_may() -> None:
    turns, both = Turns(2, NEVER), threading.Barrier(2)

    def act() -> None:
        with turns.turn():
            both.wait(PATIENCE)

    threads = [begun(act) for _ in range(4)]
    for thread in threads:
        thread.join(PATIENCE)
    assert not both.broken


def test_one_that_fails_gives_its_turn_back() -> None:
    turns = Turns(1, NEVER)
    with pytest.raises(ValueError, match="failed"), turns.turn():
        raise ValueError("failed")
    with turns.turn():
        pass


def test_a_long_one_holds_nobody_up() -> None:
    turns, order = Turns(1, 0.01), list[int]()
    with turns.turn():
        waiting_for(turns, order, 1).join(PATIENCE)
        assert order == [1]


def test_while_one_waits_for_something_another_runs() -> None:
    turns, order = Turns(1, NEVER), list[int]()
    with turns.turn():
        thread = waiting_for(turns, order, 1)
        with paused():
            thread.join(PATIENCE)
            order.append(2)
        other = waiting_for(turns, order, 4)
        order.append(3)
    other.join(PATIENCE)
    assert order == [1, 2, 3, 4]


def test_one_that_has_waited_goes_on_before_any_other_begins() -> None:
    turns, order, ends = Turns(1, NEVER), list[int](), threading.Event()

    def act() -> None:
        with turns.turn():
            ends.wait(PATIENCE)
            until(lambda: len(turns._returning) == 1)

    with turns.turn():
        with paused():
            first = begun(act)
            until(lambda: len(turns._running) == 1)
            later = waiting_for(turns, order, 2)
            ends.set()
        order.append(1)
    for thread in (first, later):
        thread.join(PATIENCE)
    assert order == [1, 2]


def test_a_turn_is_passed_on_to_one_that_is_paused_and_nobody_begins_between_them() -> None:
    turns, order, goes_on = Turns(1, NEVER), list[int](), threading.Event()

    def act() -> None:
        with turns.turn():
            with paused():
                goes_on.wait(PATIENCE)
            order.append(1)

    paused_one = begun(act)
    until(lambda: bool(turns._paused) and not turns._running)
    with turns.turn():
        later = waiting_for(turns, order, 3)
        assert paused_one.ident is not None
        pass_on(paused_one.ident)
        goes_on.set()
        go_on()
        order.append(2)
    for thread in (paused_one, later):
        thread.join(PATIENCE)
    assert order == [1, 2, 3]


def test_a_turn_is_passed_on_to_nobody_who_is_not_paused() -> None:
    turns = Turns(1, NEVER)
    with turns.turn():
        pass_on(threading.get_ident() + 1)
        go_on()
        assert list(turns._running) == [threading.get_ident()]
