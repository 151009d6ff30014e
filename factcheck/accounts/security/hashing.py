"""Hashing passwords: slow on purpose, so it is done by a few threads of its own, outside every transaction."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any, TypeVar

from flask import Flask, current_app, g
from flask_security import Security, hash_password

from factcheck.db import end_reading
from factcheck.errors import Busy
from factcheck.language import N_, _
from factcheck.slow import slow_step

EXTENSION = "factcheck.hasher"
THREADS = 2  # argon2 releases Python's lock, so these use two cores
MAX_WAITING = 22  # callers beyond; further ones are asked to come again, so that threads are left for pages
PATIENCE = 10.0  # seconds that a caller waits
RETRY_AFTER = 5  # seconds
BUSY = N_("Many people are signing in at this moment. Wait a few seconds and try again; nothing was changed.")
HASHING = slow_step("hashing a password")
Result = TypeVar("Result")


class Hashed(str):
    """The hash of a password, so that it isn't taken for the password."""

    __slots__ = ()


class Hasher:
    """A bounded queue in front of a few threads."""

    def __init__(self, threads: int = THREADS, waiting: int = MAX_WAITING) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="hashing")
        self._places = BoundedSemaphore(threads + waiting)

    def run(self, work: Callable[[], Result]) -> Result:
        """What `work` answers; ends the caller's transaction first. Raises Busy when it would take too long."""
        end_reading()
        with HASHING:
            return self._run(work)

    def _run(self, work: Callable[[], Result]) -> Result:
        if not self._places.acquire(blocking=False):
            raise Busy(_(BUSY), RETRY_AFTER)
        future = self._pool.submit(work)
        future.add_done_callback(lambda _done: self._places.release())
        try:
            return future.result(PATIENCE)
        except TimeoutError:
            future.cancel()
            raise Busy(_(BUSY), RETRY_AFTER) from None


class PooledContext:
    """Flask-Security's context of password hashes, whose slow parts are done by the pool."""

    def __init__(self, context: Any, hasher: Hasher) -> None:
        self._context, self._hasher = context, hasher

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def hash(self, password: str | bytes, **options: Any) -> str:
        """The hash of a password."""
        return str(self._hasher.run(lambda: self._context.hash(password, **options)))

    def verify(self, password: str | bytes, hashed: str) -> bool:
        """Whether this is the hash of the password; remembered for the count of wrong tries."""
        g.was_right = bool(self._hasher.run(lambda: self._context.verify(password, hashed)))
        return bool(g.was_right)


def hashed(password: str) -> Hashed:
    """The hash of a password in the Unicode form in which sign-in compares it."""
    security: Security = current_app.extensions["security"]
    return Hashed(hash_password(security.password_util.normalize(password)))


def install(app: Flask, security: Security) -> None:
    """Let every hash of a password, also those that Flask-Security makes, be made in this way."""
    app.extensions[EXTENSION] = Hasher()
    security.pwd_context = PooledContext(security.pwd_context, app.extensions[EXTENSION])
