"""Processes of one newsroom: each has the app on the same database and data folder, and does what it is told."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from factcheck import create_app
from factcheck.config import Settings
from factcheck.db import everything_visible
from factcheck.web.transactions import deferred_writes
from tests.conftest import Client
from tests.preloaded import forked

PATIENCE = 60.0  # seconds until a test fails; it never waits that long
Act = Callable[..., Any]


class Peer:
    """A process that inherits nothing of the test and runs functions of modules in the context of its own app."""

    def __init__(self, env: Mapping[str, str]) -> None:
        here, there = forked.Pipe()
        self._pipe, self._begun = here, 0
        self._process = forked.Process(target=_serve, args=(there, dict(env)))
        self._process.start()
        there.close()

    def do(self, act: Act, *args: Any) -> Any:
        """What the function returns in the other process; an exception there is a failure here."""
        self.begin(act, *args)
        return self.end()

    def begin(self, act: Act, *args: Any) -> None:
        """Have it start, and don't wait."""
        self._begun += 1
        self._pipe.send((self._begun, act, args))

    def end(self) -> Any:
        """What the function returned that was begun last."""
        number = -1
        while number != self._begun:
            assert self._pipe.poll(PATIENCE), "the other process doesn't answer"
            number, is_done, found = self._pipe.recv()
        assert is_done, found
        return found

    def kill(self) -> None:
        """End it as the system would that is out of memory."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def until(is_so: Callable[[], bool]) -> None:
    """Wait for a state that comes by itself."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it doesn't come"
        time.sleep(0.005)


def _serve(pipe: Connection, env: dict[str, str]) -> None:
    deferred_writes.DELAY = 0
    app = create_app(Settings.from_env(env))
    app.config["WTF_CSRF_ENABLED"], app.test_client_class = False, Client
    with app.app_context(), everything_visible():
        pipe.send((0, True, None))
        while True:
            number, act, args = pipe.recv()
            try:
                pipe.send((number, True, act(*args)))
            except Exception as error:
                pipe.send((number, False, repr(error)))
