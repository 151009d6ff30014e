"""Small writes that no request waits for: collected, and carried out together a moment later."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from flask import Flask

DELAY = 1.0  # seconds; 0 carries out at once
log = logging.getLogger(__name__)


class Later:
    """Calls a function once, a moment after it was first requested, in its own thread and app context."""

    def __init__(self, app: Flask, act: Callable[[], None]) -> None:
        self.app, self.act, self.delay = app, act, DELAY
        self._lock = threading.Lock()
        self._is_due = False

    def ask(self) -> None:
        """Request the call; further requests until then are handled by the same call."""
        if not self.delay:
            self.act()
            return
        with self._lock:
            begins, self._is_due = not self._is_due, True
        if begins:
            timer = threading.Timer(self.delay, self._do)
            timer.daemon = True
            timer.start()

    def _do(self) -> None:
        with self._lock:
            self._is_due = False
        try:
            with self.app.app_context():
                self.act()
        except Exception:
            log.exception("Something that was put off failed")
