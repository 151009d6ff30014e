"""Load from many clients at once, and what it cost the server."""

from __future__ import annotations

import http.client
import itertools
import math
import threading
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

from benchmarks.server.process import Server

WARM = 10  # actions before a measurement
FAILED = object()  # the key of an action that failed


REFUSALS = (OSError, http.client.HTTPException, RuntimeError)  # of an action: counted, and the load goes on


class Load(NamedTuple):
    """What a load of actions took."""

    cpu: float  # ms of the server's processes for one action
    rate: float  # actions per second
    p95: float  # ms that 95 % of the actions took at most
    failed: int  # actions beside those that were refused or broken off
    keys: tuple[Any, ...]  # what the actions returned

    @classmethod
    def middle(cls, loads: Sequence[Load]) -> Load:
        """The medians of several; the failures and keys of all."""
        cpu, rate, p95 = (median(values) for values in zip(*(load[:3] for load in loads), strict=True))
        keys = itertools.chain.from_iterable(load.keys for load in loads)
        return cls(cpu, rate, p95, sum(load.failed for load in loads), tuple(keys))

    def __str__(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.cpu:.2f} ms, {self.rate:,.0f}/s, p95 {self.p95:,.0f} ms{failed}"


def measured(
    server: Server, clients: Sequence[Any], times: int, seconds: float, act: Callable[[Any, int], Any], first: int = 0
) -> Load:
    """The load of at most `times` actions `act(client, number)`, begun within `seconds`; numbers from `first` on."""
    cpu, begun = server.cpu(), time.perf_counter()
    took, keys = at_once(clients, times, act, first, begun + seconds)
    lasted, cpu = time.perf_counter() - begun, server.cpu() - cpu
    done = [key for key in keys if key is not FAILED]
    return Load(
        1000 * cpu / max(1, len(done)), len(done) / lasted, 1000 * percentile(took, 0.95),
        len(keys) - len(done), tuple(done),
    )  # fmt: skip


def at_once(
    clients: Sequence[Any], times: int, act: Callable[[Any, int], Any], first: int = 0, until: float = math.inf
) -> tuple[list[float], list[Any]]:
    """Call act(client, number) `times` times, each client in a thread.

    Returns the seconds of each call that succeeded, and the result of each call, FAILED for one of REFUSALS. Raises
    any other failure, after which no thread begins another call.
    """
    numbers = iter(range(first, first + times))
    lock = threading.Lock()
    took: list[float] = []
    keys: list[Any] = []
    faults: list[BaseException] = []

    def once(client: Any, number: int) -> None:
        begun = time.perf_counter()
        try:
            key = act(client, number)
        except NotImplementedError:
            raise
        except REFUSALS:
            keys.append(FAILED)
            client.close()
        else:
            took.append(time.perf_counter() - begun)
            keys.append(key)

    def work(client: Any) -> None:
        try:
            while not faults and time.perf_counter() < until:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                once(client, number)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return took, keys


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values doesn't exceed; NaN without values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan
