"""A background thread of each server that notices when a fault has ended, and keeps the write-ahead log short."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import delete, insert

from factcheck.config import Settings
from factcheck.db import db, writers, writing
from factcheck.db.errors import Fault
from factcheck.health.alarms import alarms_of_app, clear_alarm, raise_alarm
from factcheck.i18n import N_
from factcheck.web.idempotency import WriteKey

WATCH_INTERVAL = 5.0  # seconds
OVER_BY_A_WRITE = frozenset({Fault.FULL, Fault.READ_ONLY, Fault.LOCKED, Fault.CROWDED, Fault.GONE})
CHECKPOINT_FROM = 16 * 2**20  # bytes of the write-ahead log: four times SQLite's own limit
MIN_FREE = 64 * 1024 * 1024  # bytes free on the data folder's disk
MAX_LOG = 64 * 2**20  # bytes above which administrators get an alarm
LONG_READER = N_(
    "The database’s write-ahead log has grown to %(size)s MB because something has kept a read open for a long time: "
    "a backup tool, a shell or an export that isn’t being fetched. It keeps growing until that ends."
)
LITTLE_ROOM = N_("The data folder’s disk has only %(free)s MB left. Once it is full, nothing can be saved.")
log = logging.getLogger(__name__)


def free_bytes() -> int:
    """The free bytes on the disk of the data folder."""
    settings: Settings = current_app.extensions["settings"]
    return shutil.disk_usage(settings.home).free


def look() -> None:
    """Clear the alarms of faults that have ended, and raise those of imminent ones."""
    if {alarm.key for alarm in alarms_of_app().current()} & OVER_BY_A_WRITE and can_write():
        for kind in OVER_BY_A_WRITE:
            clear_alarm(kind)
    watch_room()
    if db.engine.dialect.name == "sqlite":
        watch_log(Path(f"{db.engine.url.database}-wal"))


def can_write() -> bool:
    """Whether something can be stored: a row is inserted and deleted in the same transaction."""
    values = {"owner": "health", "key": secrets.token_urlsafe(16), "body_sha256": "", "path": "", "location": ""}
    try:
        with writing(), db.engine.begin() as connection:
            connection.execute(insert(WriteKey).values(values))
            connection.execute(delete(WriteKey).where(WriteKey.owner == "health"))
    except Exception as error:
        log.warning("Still nothing can be saved: %s", error)
        return False
    return True


def watch_room() -> None:
    """Raise an alarm before the disk is full."""
    free = free_bytes()
    if free < MIN_FREE:
        raise_alarm("room", LITTLE_ROOM, "df -h", free=free // 2**20)
    elif free > 2 * MIN_FREE:
        clear_alarm("room")


def watch_log(path: Path) -> None:
    """Checkpoint a grown write-ahead log, and raise an alarm if that fails."""
    if not path.exists() or path.stat().st_size < CHECKPOINT_FROM:
        clear_alarm("long-reader")
        return
    checkpoint()
    if (size := path.stat().st_size) > MAX_LOG:
        raise_alarm("long-reader", LONG_READER, f"fuser -v {path}", size=size // 2**20)
    else:
        clear_alarm("long-reader")


def checkpoint() -> None:
    """Move what no reader needs from the log into the database; truncate the log if that is all. Never waits."""
    raw = db.engine.raw_connection()  # on a connection of its own: a checkpoint can't be in a transaction
    try:
        cursor = raw.cursor()
        _is_busy, pages, moved = cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if pages == moved:
            cursor.execute("PRAGMA busy_timeout=0")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(f"PRAGMA busy_timeout={int(1000 * writers.PATIENCE)}")
        cursor.close()
    finally:
        raw.close()


class Watch(threading.Thread):
    """Checks every few seconds until it is stopped."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="health", daemon=True)
        self.app, self.is_ending = app, threading.Event()

    def run(self) -> None:
        """Check repeatedly; errors are logged and the check is repeated."""
        while not self.is_ending.wait(WATCH_INTERVAL):
            try:
                with self.app.app_context():
                    look()
            except Exception:
                log.exception("The watch stumbled")

    def end(self) -> None:
        """Begin no other check; doesn't wait."""
        self.is_ending.set()

    def stop(self, patience: float = 10.0) -> None:
        """Stop."""
        self.end()
        self.join(patience)


def start(app: Flask) -> Watch:
    """A running watch."""
    watch = Watch(app)
    watch.start()
    return watch
