"""The order of requests: one at a time to a host, with a pause between them, and not too many in all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.fetching.refusals import FetchRefused, Reason

PAUSE = 1.0  # seconds between the end of a request to a host and the start of the next
MAX_AT_ONCE = 8  # requests of this process; each holds a thread of the server


class HostQueue:
    """Which hosts are being asked, and when each was asked last."""

    def __init__(self, pause: float = PAUSE, at_once: int = MAX_AT_ONCE) -> None:
        self._pause, self._at_once = pause, at_once
        self._changed = threading.Condition()
        self._asked: set[str] = set()
        self._ended: dict[str, float] = {}  # seconds of the monotonic clock

    @contextmanager
    def turn(self, host: str, deadline: float, *, is_redirected: bool = False) -> Iterator[None]:
        """Wait for this host's turn; raises FetchRefused if it isn't here by `deadline` (monotonic seconds).

        A host that redirects to itself is asked again without a pause.
        """
        pause = 0.0 if is_redirected else self._pause
        with self._changed:
            while (wait := self._wait(host, pause)) > 0:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise FetchRefused(Reason.BUSY)
                self._changed.wait(min(wait, left))
            self._asked.add(host)
        try:
            yield
        finally:
            with self._changed:
                self._asked.discard(host)
                self._ended[host] = time.monotonic()
                self._changed.notify_all()

    def _wait(self, host: str, pause: float) -> float:
        """Seconds to wait at most before this is asked for again; 0 if the host may be asked now."""
        now = time.monotonic()
        self._ended = {name: ended for name, ended in self._ended.items() if now - ended < self._pause}
        if host in self._asked or len(self._asked) >= self._at_once:
            return 60.0  # woken when one ends
        return pause - (now - self._ended[host]) if host in self._ended else 0.0


hosts = HostQueue()
