"""The file of a backup: a tar archive in one form only, so that each of its bytes is expected (pure)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from tarfile import GNU_FORMAT, HeaderError, TarInfo
from typing import BinaryIO

BLOCK, RECORD = 512, 10_240  # bytes: members begin at a multiple of one, and the file is a multiple of the other
PIECE = 1024 * 1024  # bytes that are in memory at a time
CODING, ERRORS = "ascii", "surrogateescape"


class ArchiveRefused(Exception):
    """A file isn't restored; the message names the part that is wrong, and says what is wrong with it."""


class ArchiveWriter:
    """Writes members in turn, each as soon as its bytes come."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._written = file, 0

    def add(self, name: str, size: int, pieces: Iterable[bytes]) -> None:
        """Write a member of exactly `size` bytes."""
        self._write(header(name, size))
        begun = self._written
        for piece in pieces:
            self._write(piece)
        if self._written - begun != size:
            raise ArchiveRefused(f"{name} has {self._written - begun} bytes, not {size}.")
        self._write(bytes(-size % BLOCK))

    def end(self) -> None:
        """Write the end of the archive: two empty blocks, and what fills the last record."""
        self._write(bytes(2 * BLOCK))
        self._write(bytes(-self._written % RECORD))

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._written += len(data)


class ArchiveReader:
    """Reads members in turn; each must be the one that is expected, byte for byte. Raises ArchiveRefused."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._offset, self._before = file, 0, ""

    def first(self, name: str, most: int) -> bytes:
        """The bytes of a member whose size only its header says; at most `most`."""
        block = self._block(name)
        if block != header(name, size := _stated_size(block)):
            raise ArchiveRefused(_difference(block, name, None, self._before))
        if size > most:
            raise ArchiveRefused(f"{name} is said to have {size} bytes; at most {most} are read.")
        data = b"".join(self._pieces(name, size))
        self._end_member(name, size)
        return data

    def member(self, name: str, size: int, sha256: str) -> Iterator[bytes]:
        """The bytes of a member in pieces; what they are is only certain once the last has come."""
        if (block := self._block(name)) != header(name, size):
            raise ArchiveRefused(_difference(block, name, size, self._before))
        found = hashlib.sha256()
        for piece in self._pieces(name, size):
            found.update(piece)
            yield piece
        if found.hexdigest() != sha256:
            raise ArchiveRefused(f"{name} was altered: its bytes don't have the SHA-256 that the backup has of it.")
        self._end_member(name, size)

    def end(self) -> None:
        """Nothing else may follow."""
        rest = self._file.read(2 * BLOCK)
        if rest[:BLOCK].strip(b"\0"):
            raise ArchiveRefused(_difference(rest[:BLOCK], "", None, self._before))
        left = 2 * BLOCK + -(self._offset + 2 * BLOCK) % RECORD - len(rest)
        rest += self._file.read(left + 1)
        if rest.strip(b"\0") or len(rest) != 2 * BLOCK + -(self._offset + 2 * BLOCK) % RECORD:
            raise ArchiveRefused("The end of the archive isn't the end of a backup: it was cut off, or added to.")

    def _block(self, name: str) -> bytes:
        block = self._file.read(BLOCK)
        self._offset += len(block)
        if len(block) < BLOCK:
            raise ArchiveRefused(f"The archive ends before {name}: it was cut off.")
        return block

    def _pieces(self, name: str, size: int) -> Iterator[bytes]:
        left = size
        while left:
            piece = self._file.read(min(left, PIECE))
            if not piece:
                raise ArchiveRefused(f"The archive ends within {name}: it was cut off.")
            self._offset += len(piece)
            left -= len(piece)
            yield piece

    def _end_member(self, name: str, size: int) -> None:
        filling = self._file.read(-size % BLOCK)
        self._offset += len(filling)
        if len(filling) != -size % BLOCK:
            raise ArchiveRefused(f"The archive ends within {name}: it was cut off.")
        if filling.strip(b"\0"):
            raise ArchiveRefused(f"The bytes behind the end of {name} were altered.")
        self._before = name


def header(name: str, size: int) -> bytes:
    """The header of a member, the only one that is written and read: a plain file of its owner, without a time."""
    member = TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(GNU_FORMAT, CODING, ERRORS)


def _stated_size(block: bytes) -> int:
    try:
        return max(0, TarInfo.frombuf(block, CODING, ERRORS).size)
    except HeaderError:
        return 0


def _difference(block: bytes, name: str, size: int | None, before: str) -> str:
    """How a header differs from the one of this name and size, where a member of the name `before` has ended."""
    wanted = name or "the end of the archive"
    if not block.strip(b"\0"):
        return f"{wanted} is missing: the archive ends before it."
    try:
        found = TarInfo.frombuf(block, CODING, ERRORS)
    except HeaderError:
        return f"What should be {wanted} has a damaged header, or the file isn't a backup of Factcheck."
    name_found = ascii(found.name)
    if not found.isreg():
        kind = "a link" if found.issym() or found.islnk() else "no plain file"
        return f"The archive has {kind}, {name_found}, where {wanted} should be. A backup has none."
    if found.name.startswith("/") or ".." in found.name.split("/"):
        return f"The archive has {name_found}, which leads out of the folder of a backup."
    if found.name == before:
        return f"The archive has {name_found} twice."
    if found.name != name:
        return f"The archive has {name_found}, where {wanted} should be."
    if size is not None and found.size != size:
        return f"{wanted} is said to have {found.size} bytes, not {size}."
    return f"The header of {wanted} was altered."
