"""Hashes passwords in a few threads of their own, outside every transaction, because hashing is slow on purpose."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any, TypeVar

from flask import Flask, current_app, g
from flask_security import Security, hash_password

from factcheck.db.slow import slow_step
from factcheck.db.transactions import end_reading
from factcheck.errors import Busy
from factcheck.i18n import N_, _
from factcheck.processes.turns import paused

EXTENSION = "factcheck.hasher"
THREADS = 2  # argon2 releases Python's lock, so these use two cores
MAX_QUEUE = 22  # callers; further ones get 503, so that threads are left for pages
MAX_WAIT = 10.0  # seconds that a caller waits
RETRY_AFTER = 5  # seconds
BUSY = N_("Many people are signing in right now. Wait a few seconds and try again; nothing was changed.")
HASHING = slow_step("hashing a password")
Result = TypeVar("Result")


class Hashed(str):
    """A password's hash, a type of its own so that it isn't taken for the password."""

    __slots__ = ()


class Hasher:
    """A bounded queue in front of a few threads."""

    def __init__(self, threads: int = THREADS, waiting: int = MAX_QUEUE) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="hashing")
        self._places = BoundedSemaphore(threads + waiting)

    def run(self, work: Callable[[], Result]) -> Result:
        """The result of `work`. Ends the caller's transaction first; raises Busy after too long a wait."""
        end_reading()
        with HASHING:
            return self._run(work)

    def _run(self, work: Callable[[], Result]) -> Result:
        if not self._places.acquire(blocking=False):
            raise Busy(_(BUSY), RETRY_AFTER)
        future = self._pool.submit(work)
        future.add_done_callback(lambda _done: self._places.release())
        try:
            with paused():
                return future.result(MAX_WAIT)
        except TimeoutError:
            future.cancel()
            raise Busy(_(BUSY), RETRY_AFTER) from None


class PooledContext:
    """Flask-Security's context of password hashes, with its slow parts run by the pool."""

    def __init__(self, context: Any, hasher: Hasher) -> None:
        self._context, self._hasher = context, hasher

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def hash(self, password: str | bytes, **options: Any) -> str:
        """The hash of a password."""
        return str(self._hasher.run(lambda: self._context.hash(password, **options)))

    def verify(self, password: str | bytes, hashed: str) -> bool:
        """Whether this is the hash of the password; the answer is kept for the count of failed attempts."""
        g.was_right = bool(self._hasher.run(lambda: self._context.verify(password, hashed)))
        return bool(g.was_right)


def hashed(password: str) -> Hashed:
    """The hash of a password, in the Unicode form in which sign-in compares it."""
    security: Security = current_app.extensions["security"]
    return Hashed(hash_password(security.password_util.normalize(password)))


def install(app: Flask, security: Security) -> None:
    """Make every hash this way, including those of Flask-Security."""
    app.extensions[EXTENSION] = Hasher()
    security.pwd_context = PooledContext(security.pwd_context, app.extensions[EXTENSION])
