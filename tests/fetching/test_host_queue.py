"""One request at a time to a host, a pause between them, and a limit for all hosts."""

from __future__ import annotations

import threading
import time

import pytest

from factcheck.fetching.host_queue import HostQueue
from factcheck.fetching.refusals import FetchRefused, Reason

LATER = 30.0  # seconds


def soon() -> float:
    return time.monotonic() + LATER


def test_a_second_request_to_a_host_waits_for_the_first() -> None:
    queue, order, entered, leave = HostQueue(pause=0), [], threading.Event(), threading.Event()

    def first() -> None:
        with queue.turn("paper.example", soon()):
            entered.set()
            leave.wait(LATER)
            order.append("first ends")

    def second() -> None:
        with queue.turn("paper.example", soon()):
            order.append("second begins")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert entered.wait(LATER)
    with queue.turn("other.example", soon()):
        order.append("another host")
    threads[1].start()
    leave.set()
    for thread in threads:
        thread.join()
    assert order == ["another host", "first ends", "second begins"]


@pytest.mark.parametrize("at_once", [1, 8])
def test_who_waits_too_long_is_refused(at_once: int) -> None:
    queue = HostQueue(pause=0, at_once=at_once)
    host = "other.example" if at_once == 1 else "paper.example"
    now = time.monotonic()
    with queue.turn("paper.example", soon()), pytest.raises(FetchRefused) as refused, queue.turn(host, now):
        pass
    assert refused.value.reason is Reason.BUSY


def test_a_host_is_left_in_peace_between_requests_but_not_between_redirects() -> None:
    queue = HostQueue(pause=LATER)
    with queue.turn("paper.example", soon()):
        pass
    with queue.turn("paper.example", time.monotonic(), is_redirected=True):
        pass
    with pytest.raises(FetchRefused), queue.turn("paper.example", time.monotonic()):
        pass
