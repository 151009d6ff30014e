"""Reads a backup: each part is proved, and what isn't as its manifest says is refused."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from factcheck.backup.archive import ArchiveReader, ArchiveRefused
from factcheck.backup.manifest import DIGEST, LIST, LONGEST, MANIFEST, Manifest, listed
from factcheck.hashing import sha256_hex

Keep = Callable[[str, Iterator[bytes]], None]  # takes the SHA-256 and all the bytes of a capture
DATABASE_ALONE = b"SQLite format 3\0"
LONGEST_LINE = 100  # characters


def is_database_alone(file: Path) -> bool:
    """Whether a file is a SQLite database, as backups without captures were."""
    with file.open("rb") as opened:
        return opened.read(len(DATABASE_ALONE)) == DATABASE_ALONE


def read_archive(file: Path, folder: Path | None = None, keep: Keep | None = None) -> Manifest:
    """Read a backup to its end; raises ArchiveRefused, which names the part that is wrong.

    The parts of the database are written into `folder`, and each capture is given to `keep`. Without them, everything
    is only proved. A part is certain when its last byte has been read; the whole is when this returns.
    """
    with file.open("rb") as opened, tempfile.TemporaryFile() as lines:
        archive = ArchiveReader(opened)
        manifest = _manifest(archive)
        for part in manifest.parts:
            pieces = archive.member(part.name, part.size, part.sha256)
            if part.name == LIST:
                _write(pieces, lines)
            elif folder is not None:
                _write_file(pieces, folder / part.name.removeprefix("database/"))
            else:
                drain(pieces)
        lines.seek(0)
        with TextIOWrapper(lines, encoding="ascii", errors="replace", newline="\n") as listing:
            _read_captures(archive, manifest, listing, keep or _prove)
        archive.end()
    return manifest


def manifest_of(file: Path) -> Manifest:
    """The manifest of a backup, proved by its digest; nothing behind it is read."""
    with file.open("rb") as opened:
        return _manifest(ArchiveReader(opened))


def drain(pieces: Iterator[bytes]) -> None:
    """Read all pieces, and keep none."""
    deque(pieces, maxlen=0)


def _prove(_sha256: str, pieces: Iterator[bytes]) -> None:
    drain(pieces)


def _manifest(archive: ArchiveReader) -> Manifest:
    data = archive.first(MANIFEST, LONGEST)
    if archive.first(DIGEST, 100) != f"{sha256_hex(data)}\n".encode():
        raise ArchiveRefused(f"{MANIFEST} was altered: it doesn't have the SHA-256 that {DIGEST} has of it.")
    return Manifest.from_json(data)


def _read_captures(archive: ArchiveReader, manifest: Manifest, lines: IO[str], keep: Keep) -> None:
    count = size = 0
    for entry in listed(iter(lambda: lines.readline(LONGEST_LINE), "")):
        count, size = count + 1, size + entry.size
        pieces = archive.member(entry.name, entry.size, entry.sha256)
        keep(entry.sha256, pieces)
        drain(pieces)  # what is stored already isn't read
    if (count, size) != (manifest.captures, manifest.captured_bytes):
        raise ArchiveRefused(
            f"{LIST} names {count} captures of {size} bytes, and {MANIFEST} {manifest.captures} of "
            f"{manifest.captured_bytes}."
        )


def _write_file(pieces: Iterator[bytes], path: Path) -> None:
    with path.open("xb") as file:
        _write(pieces, file)


def _write(pieces: Iterator[bytes], file: IO[bytes]) -> None:
    for piece in pieces:
        file.write(piece)
    file.flush()
