"""One selector for all connections, which knows at any time what to wait for on each."""

from __future__ import annotations

import os
import selectors
import threading
from collections.abc import Callable
from select import POLLIN, POLLOUT
from typing import Any

from waitress.wasyncore import file_dispatcher, readwrite


class Loop:
    """What waitress' connections in `map` wait for. Each has `registered`, the events that are waited for."""

    def __init__(self, map: dict[int, Any]) -> None:
        self.map = map
        self.lock = threading.RLock()
        self._selector = selectors.DefaultSelector()

    def watch(self, it: Any) -> None:
        """Update what is waited for on this connection; from any thread, after every change."""
        with self.lock:
            if it._fileno is None or it._fileno not in self.map:
                return
            wanted = selectors.EVENT_READ * bool(it.readable()) | selectors.EVENT_WRITE * bool(
                not it.accepting and it.writable()
            )
            if wanted == it.registered:
                return
            if not it.registered:
                self._selector.register(it._fileno, wanted, it)
            elif not wanted:
                self._selector.unregister(it._fileno)
            else:
                self._selector.modify(it._fileno, wanted, it)
            it.registered = wanted

    def unwatch(self, it: Any) -> None:
        """Wait for nothing on this connection, before its file is closed."""
        with self.lock:
            if it.registered and it._fileno is not None:
                self._selector.unregister(it._fileno)
                it.registered = 0

    def turn(self, timeout: float) -> None:
        """Handle what is ready, or comes within `timeout` seconds."""
        for key, events in self._selector.select(timeout):
            it = self.map.get(key.fd)
            if it is not None and it is key.data:
                can_read = events & selectors.EVENT_READ and it.readable()
                readwrite(it, POLLIN * bool(can_read) | POLLOUT * bool(events & selectors.EVENT_WRITE))
                self.watch(it)

    def close(self) -> None:
        """Release the selector."""
        self._selector.close()


class Lifeline(file_dispatcher):  # type: ignore[misc]  # waitress has no types
    """A pipe that nobody writes to; calls `at_end` once its other end is closed."""

    registered = 0

    def __init__(self, number: int, map: dict[int, Any], at_end: Callable[[], None]) -> None:
        super().__init__(number, map=map)
        self._at_end = at_end

    def writable(self) -> bool:
        """Nothing is sent."""
        return False

    def handle_read(self) -> None:
        """Note the end."""
        if not os.read(self._fileno, 1):
            self._at_end()
            self.close()
