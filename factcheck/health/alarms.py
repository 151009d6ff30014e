"""Alarms for administrators, kept in memory and in a file of the data folder, so that no database is needed."""

from __future__ import annotations

import contextlib
import fcntl
import json
import logging
import os
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import current_app

from factcheck.i18n import _

EXTENSION = "factcheck.alarms"
FILE = "alarms.json"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A fault: its message marked by `N_`, its start, and the command that explains it."""

    key: str
    words: str
    command: str = ""
    since: str = ""  # ISO 8601, UTC
    values: dict[str, Any] = field(default_factory=dict)  # values for the placeholders of the message

    @property
    def message(self) -> str:
        """The message in the language of the installation."""
        return _(self.words, **self.values)


class Alarms:
    """The alarms of one data folder. Several processes may raise and clear them, and see each other's changes."""

    def __init__(self, home: Path) -> None:
        self._file = home / FILE
        self._lock = threading.Lock()
        self._stored: dict[str, Alarm] = {}
        self._stamp: tuple[int, int] | None = None
        self._unwritten: dict[str, Alarm | None] = {}  # what couldn't be written to the file; None is a cleared alarm

    def current(self) -> list[Alarm]:
        """All alarms, oldest first."""
        with self._lock:
            return sorted(self._all().values(), key=lambda alarm: (alarm.since, alarm.key))

    def put(self, alarm: Alarm) -> bool:
        """Raise an alarm, or change its text; returns whether it is new."""
        with self._lock:
            before = self._all().get(alarm.key)
            if before is not None and before == Alarm(**(asdict(alarm) | {"since": before.since})):
                return False
            now = datetime.now(UTC).isoformat(timespec="seconds")
            since = before.since if before else now
            self._change(alarm.key, Alarm(**(asdict(alarm) | {"since": since})))
            return before is None

    def remove(self, key: str) -> bool:
        """Clear an alarm; returns whether there was one."""
        with self._lock:
            if key not in self._all():
                return False
            self._change(key, None)
            return True

    def _all(self) -> dict[str, Alarm]:
        self._read()
        merged = self._stored | {key: alarm for key, alarm in self._unwritten.items() if alarm is not None}
        return {key: alarm for key, alarm in merged.items() if self._unwritten.get(key, alarm) is not None}

    def _change(self, key: str, alarm: Alarm | None) -> None:
        self._unwritten[key] = alarm
        try:
            with self._locked():
                self._stamp = None
                self._write(self._all())
        except OSError as error:
            log.error("The alarms can't be written to %s: %s", self._file, error)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """While this context is open, no other process changes the file."""
        folder = os.open(self._file.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _read(self) -> None:
        """Read the file again if another process changed it; if it can't be read, the last state is kept."""
        try:
            status = self._file.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            if stamp != self._stamp:
                rows = json.loads(self._file.read_text(encoding="utf-8"))
                self._stored, self._stamp = {row["key"]: Alarm(**row) for row in rows}, stamp
        except FileNotFoundError:
            self._stored, self._stamp = {}, None
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.error("The alarms in %s can't be read: %s", self._file, error)

    def _write(self, alarms: dict[str, Alarm]) -> None:
        descriptor, name = tempfile.mkstemp(dir=self._file.parent, prefix=FILE)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump([asdict(alarm) for alarm in alarms.values()], file, ensure_ascii=False)
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._unwritten.clear()


def alarms_of_app() -> Alarms:
    """The alarms of this installation."""
    found: Alarms = current_app.extensions[EXTENSION]
    return found


def current_alarms() -> list[Alarm]:
    """All alarms of this installation, the oldest first."""
    return alarms_of_app().current()


def raise_alarm(key: str, words: str, command: str = "", **values: str | int) -> None:
    """Show administrators a problem until it is cleared, also after restarts; raising it twice is harmless.

    `words` is a message marked by `N_`, in which `%(name)s` becomes the value of that name.
    """
    if alarms_of_app().put(Alarm(key, words, command, values=dict(values))):
        log.error("Alarm %s: %s", key, words % values if values else words)


def clear_alarm(key: str) -> None:
    """Stop showing an alarm; does nothing if there is no such alarm."""
    if alarms_of_app().remove(key):
        log.warning("Alarm %s is over", key)
