"""Stored bytes in a folder: each file is named by its SHA-256, written once and made durable before it has its name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

PIECE = 256 * 1024  # bytes that are read at a time


class Folder:
    """The backend of one machine, or of several that mount the same folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, digest: str, data: bytes) -> None:
        """Write bytes under their digest unless they are there: a temporary file, fsync, rename, fsync of the folder.

        Raises OSError, and then nothing is left behind.
        """
        path = self.path(digest)
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:  # a full disk
            Path(name).unlink(missing_ok=True)
            raise
        make_durable(path.parent)

    def read(self, digest: str) -> bytes:
        """The bytes that are stored under a digest, unverified; raises FileNotFoundError."""
        return self.path(digest).read_bytes()

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The same in pieces; raises FileNotFoundError."""
        with self.path(digest).open("rb", buffering=0) as file:
            yield from iter(lambda: file.read(PIECE), b"")

    def path(self, digest: str) -> Path:
        """Where a file is, or will be."""
        return self.root / digest[:2] / digest


def make_durable(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
