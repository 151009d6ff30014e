"""Load from many clients at once, and what it cost the server."""

from __future__ import annotations

import itertools
import math
import threading
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

from benchmarks.server.process import Server

WARM = 10  # actions before a measurement


class Load(NamedTuple):
    """What a load of actions took."""

    cpu: float  # ms of the server's processes for one action
    rate: float  # actions per second
    p95: float  # ms that 95 % of the actions took at most
    keys: tuple[Any, ...]  # what the actions returned

    @classmethod
    def middle(cls, loads: Sequence[Load]) -> Load:
        """The medians of several; the keys of all."""
        cpu, rate, p95 = (median(values) for values in zip(*(load[:3] for load in loads), strict=True))
        return cls(cpu, rate, p95, tuple(itertools.chain.from_iterable(load.keys for load in loads)))


def measured(
    server: Server, clients: Sequence[Any], times: int, seconds: float, act: Callable[[Any, int], Any], first: int = 0
) -> Load:
    """The load of at most `times` actions `act(client, number)`, begun within `seconds`; numbers from `first` on."""
    cpu, begun = server.cpu(), time.perf_counter()
    took, keys = at_once(clients, times, act, first, begun + seconds)
    lasted, cpu = time.perf_counter() - begun, server.cpu() - cpu
    return Load(1000 * cpu / len(took), len(took) / lasted, 1000 * percentile(took, 0.95), tuple(keys))


def at_once(
    clients: Sequence[Any], times: int, act: Callable[[Any, int], Any], first: int = 0, until: float = math.inf
) -> tuple[list[float], list[Any]]:
    """Call act(client, number) `times` times, each client in a thread; the seconds and the result of each call.

    Raises the first failure of an action, after which no thread begins another.
    """
    numbers = iter(range(first, first + times))
    lock = threading.Lock()
    took: list[float] = []
    keys: list[Any] = []
    failures: list[BaseException] = []

    def work(client: Any) -> None:
        try:
            while not failures and time.perf_counter() < until:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                begun = time.perf_counter()
                key = act(client, number)
                took.append(time.perf_counter() - begun)
                keys.append(key)
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return took, keys


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values doesn't exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
