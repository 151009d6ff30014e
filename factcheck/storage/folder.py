"""Stored bytes in a folder: each file is named by its SHA-256, written once and made durable before it has its name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from factcheck.i18n import N_, _

CLOSED = N_("The folder of captures, %(folder)s, can’t be read and written.")
PIECE = 256 * 1024  # bytes that are read at a time
MARKER_NAME = "installation"  # of the file that says whose captures these are


class Folder:
    """The backend of one machine, or of several that mount the same folder."""

    setting = "FACTCHECK_HOME"

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, digest: str, pieces: Iterable[bytes], *, is_repair: bool = False) -> None:
        """Write bytes under their digest unless they are there: a temporary file, fsync, rename, fsync of the folder.

        Raises OSError, or what the pieces raise, and then nothing is left behind. Pieces are only read if needed;
        a repair replaces what is there.
        """
        path = self.path(digest)
        if path.exists() and not is_repair:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:  # a full disk
            Path(name).unlink(missing_ok=True)
            raise
        make_durable(path.parent)

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The bytes that are stored under a digest, unverified, in pieces; raises FileNotFoundError."""
        with self.path(digest).open("rb", buffering=0) as file:
            yield from iter(lambda: file.read(PIECE), b"")

    def marker(self) -> str | None:
        """The id of the installation that the folder belongs to; None before its first start."""
        path = self.root / MARKER_NAME
        return path.read_text(encoding="ascii").strip() if path.exists() else None

    def mark(self, installation: str) -> None:
        """Write that id."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.root / MARKER_NAME).write_text(f"{installation}\n", encoding="ascii")

    def trouble(self) -> str:
        """Why nothing can be stored or read now; empty if all is well, or before the first file."""
        is_usable = not self.root.exists() or os.access(self.root, os.R_OK | os.W_OK | os.X_OK)
        return "" if is_usable else _(CLOSED, folder=self.root)

    def __str__(self) -> str:
        return str(self.root)

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
