"""A worker: one process that answers requests until its supervisor, or the loss of it, ends it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

from launch.processes.place import RETIRE, Place
from launch.web_server import limits
from launch.web_server.server import Server

NONE: Mapping[str, str] = MappingProxyType({})


class Part(Protocol):
    """Something that runs beside the server: jobs, live updates, the watch."""

    def end(self) -> None:
        """Begin nothing new; doesn't wait."""

    def stop(self, patience: float) -> None:
        """Wait for its end, for at most `patience` seconds."""


def work(
    application: Any,
    place: Place,
    begin: Callable[[], Sequence[Part]] = tuple,
    headers: Mapping[str, str] = NONE,
    at_once: int = limits.AT_ONCE,
) -> int:
    """Serve in this process until SIGTERM, RETIRE or the end of the supervisor; returns the exit code.

    `begin` starts the parts that run beside the server; `headers` are those of the server's own refusals;
    `at_once` is the number of requests that it works on at a time.
    """
    sys.setswitchinterval(limits.SWITCH_INTERVAL)
    threads = max(limits.THREADS // place.share.workers, limits.MIN_THREADS)
    server = Server(application, place.listener, threads, place.share, headers, at_once)
    parts = begin()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all processes; the supervisor decides
    signal.signal(signal.SIGTERM, lambda *_: server.end())
    signal.signal(RETIRE, lambda *_: server.retire())
    server.watch_lifeline(place.lifeline)
    with contextlib.suppress(BrokenPipeError):
        os.write(place.ready, b"1")
    os.close(place.ready)
    server.run(at_end=lambda: end(parts))
    stop(parts)
    return 0


def end(parts: Sequence[Part]) -> None:
    """Let all parts begin nothing new."""
    for part in parts:
        part.end()


def stop(parts: Sequence[Part]) -> None:
    """Wait for the end of all parts, for at most GRACE seconds together."""
    until = time.monotonic() + limits.GRACE
    for part in parts:
        part.stop(max(until - time.monotonic(), 0.0))
