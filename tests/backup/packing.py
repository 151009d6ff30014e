"""A backup in memory, taken apart into members, changed and put together again."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.hashing import sha256_hex


class Packed(NamedTuple):
    """A member of an archive."""

    info: tarfile.TarInfo
    data: bytes

    @property
    def begin(self) -> int:
        """Where its bytes begin in the archive."""
        return self.info.offset_data


Members = list[Packed]


def plain(name: str, data: bytes) -> Packed:
    """A member as a backup has them."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(data), 0o600
    return Packed(info, data)


def unpacked(archive: bytes) -> Members:
    """The members of an archive."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        return [Packed(info, file.read()) for info in opened if (file := opened.extractfile(info))]


def names_in(folder: Path) -> list[str]:
    """The names of what is in a folder, in order."""
    return sorted(path.name for path in folder.iterdir())


def packed(members: Iterable[Packed]) -> bytes:
    """The archive of these members."""
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for member in members:
            archive.addfile(member.info, io.BytesIO(member.data) if member.info.isreg() else None)
    return output.getvalue()


def named(members: Members, beginning: str) -> Packed:
    """The largest member whose name begins like this; an empty table has a part without bytes."""
    return max((it for it in members if it.info.name.startswith(beginning)), key=lambda it: len(it.data))


def with_manifest(archive: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The archive with another manifest, and the digest of that."""
    manifest, _digest, *others = unpacked(archive)
    fields = json.loads(manifest.data)
    change(fields)
    return with_manifest_data(others, json.dumps(fields).encode())


def with_manifest_data(others: Members, data: bytes) -> bytes:
    """The archive of these members behind a manifest of any bytes, and its digest."""
    digest = f"{sha256_hex(data)}\n".encode()
    return packed([plain("manifest.json", data), plain("manifest.sha256", digest), *others])
